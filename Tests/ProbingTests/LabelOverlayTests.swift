import Probing
import Testing

private func row(
  _ id: String, _ question: String, image: String = "a.png", _ label: Answer,
  _ splits: [String] = ["random"]
) -> LabelOverlay.Row {
  LabelOverlay.Row(id: id, imageName: image, question: question, label: label, splits: splits)
}

private func row(_ id: String, _ label: Answer, _ splits: [String] = ["random"])
  -> LabelOverlay.Row
{
  row(id, "Cat?", label, splits)
}

private func probe(
  _ id: String, _ question: String, image: String = "a.png", _ label: Answer?,
  _ splits: [String] = ["random"]
) -> Probe {
  Probe(
    id: id, imageName: image, question: question, object: nil, label: label, splits: splits)
}

private func probe(_ id: String, _ label: Answer?, _ splits: [String] = ["random"]) -> Probe {
  probe(id, "Cat?", label, splits)
}

@Suite struct LabelOverlayTests {
  @Test func probesAreKeptFlippedAndDropped() throws {
    let overlay = try LabelOverlay(
      name: "x",
      rows: [
        row("1", "A?", .yes), row("2", "B?", .no), row("3", "C?", .yes), row("9", "Z?", .yes),
      ])
    let relabeled = overlay.relabeled([
      probe("1", "A?", .yes), probe("2", "B?", .yes), probe("3", "C?", .no), probe("4", "D?", .yes),
      probe("5", "E?", .no),
    ])
    #expect(relabeled.probes.map(\.id) == ["1", "2", "3"])
    #expect(relabeled.probes.map(\.label) == [.yes, .no, .yes])
    #expect(relabeled.dropped.map(\.id) == ["4", "5"])
    #expect(relabeled.unmatched.map(\.id) == ["9"])
    let tally = relabeled.together
    #expect((tally.keptYes, tally.keptNo, tally.yesToNo, tally.noToYes) == (1, 0, 1, 1))
    #expect((tally.droppedYes, tally.droppedNo, tally.dropped, tally.flipped) == (1, 1, 2, 2))
    #expect((tally.yesBefore, tally.noBefore, tally.yesAfter, tally.noAfter) == (3, 2, 2, 1))
    #expect(relabeled.splits.map(\.name) == ["random"] && relabeled.splits[0].tally == tally)
  }

  @Test func aProbeOfSeveralSplitsLosesThoseThatDropItAndGoesWithTheLast() throws {
    let overlay = try LabelOverlay(
      name: "x", rows: [row("1", "A?", .no, ["random"]), row("7", "Z?", .no, ["popular"])])
    let relabeled = overlay.relabeled([
      probe("1", "A?", .yes, ["random", "popular"]), probe("2", "B?", .yes, ["random", "popular"]),
      probe("3", "C?", .yes, ["popular", "adversarial"]), probe("4", "D?", .no, ["adversarial"]),
    ])
    #expect(relabeled.probes.map(\.id) == ["1", "3", "4"])
    #expect(relabeled.probes.map(\.splits) == [["random"], ["adversarial"], ["adversarial"]])
    #expect(relabeled.probes.map(\.label) == [.no, .yes, .no])
    #expect(relabeled.dropped.map(\.id) == ["2"])
    #expect(relabeled.untouched == 1)
    let popular = try #require(relabeled.splits.first { $0.name == "popular" })
    #expect(popular.tally.droppedYes == 3 && popular.tally.yesAfter == 0)
  }

  @Test func aNewLabelInASplitThatIsNotCoveredIsCounted() throws {
    let overlay = try LabelOverlay(name: "x", rows: [row("1", .no)])
    let relabeled = overlay.relabeled([probe("1", .yes, ["random", "popular"])])
    #expect(relabeled.probes[0].label == .no && relabeled.flippedInOtherSplits == 1)
  }

  @Test func withoutSplitsOnBothSidesOrOneEveryProbeIsCovered() throws {
    let plain = try LabelOverlay(name: "x", rows: [row("1", .no, []), row("2", "B?", .yes, [])])
    let one = plain.relabeled([probe("1", .yes, ["random"]), probe("2", "C?", .yes, [])])
    #expect(one.probes.map(\.label) == [.no] && one.dropped.map(\.id) == ["2"])
    #expect(one.probes[0].splits == ["random"] && one.unmatched.map(\.id) == ["2"])
    let split = try LabelOverlay(
      name: "x", rows: [row("1", .no, ["random"]), row("5", .no, ["popular"])])
    let other = split.relabeled([probe("1", .yes, [])])
    #expect(other.probes.map(\.label) == [.no] && other.unmatched.isEmpty)
  }

  @Test(
    "a row finds its probe however the file spells image and question",
    arguments: [
      ("COCO_val2014_000000310196.jpg", "Is there an apple in the imange?"),
      ("val2014/COCO_val2014_000000310196.jpg", "Is there an apple in the image?"),
      ("COCO_val2014_000000310196", "is there an apple  in the image?"),
      ("000000310196.jpg", "Is there an apple in the image?"),
      ("310196", "Is there an apple in the image?"),
    ])
  func spelling(image: String, question: String) throws {
    let overlay = try LabelOverlay(
      name: "x",
      rows: [
        row("1", "Is there an apple in the image?", image: "COCO_val2014_000000310196.jpg", .no)
      ])
    let relabeled = overlay.relabeled([probe("77", question, image: image, .yes)])
    #expect(relabeled.probes.map(\.label) == [.no])
  }

  @Test func anIdAloneRelabelsNothing() throws {
    let overlay = try LabelOverlay(name: "x", rows: [row("1", "A?", .no)])
    let relabeled = overlay.relabeled([
      probe("1", "B?", .yes), probe("1", "A?", image: "b.png", .yes),
    ])
    #expect(relabeled.probes.isEmpty && relabeled.dropped.count == 2)
    #expect(relabeled.unmatched.count == 1)
  }

  @Test func aProbeWithoutALabelStaysAsItIs() throws {
    let overlay = try LabelOverlay(name: "x", rows: [row("1", .no)])
    let relabeled = overlay.relabeled([probe("1", nil)])
    #expect(relabeled.untouched == 1 && relabeled.probes[0].label == nil)
  }

  @Test(
    "rows that cannot both stand are refused",
    arguments: [
      ([row("1", .no), row("2", .no)], .duplicate(first: 0, second: 1)),
      ([row("1", .no), row("2", .yes)], .contradiction(first: 0, second: 1)),
      ([row("1", .no), row("2", .yes, ["popular"])], .contradiction(first: 0, second: 1)),
      ([row("1", .no), row("2", .no, [])], .duplicate(first: 0, second: 1)),
      ([row("1", "A?", .no), row("1", "B?", .no)], .duplicateID(first: 0, second: 1)),
    ] as [([LabelOverlay.Row], LabelOverlay.Fault)])
  func refused(rows: [LabelOverlay.Row], fault: LabelOverlay.Fault) {
    #expect(throws: fault) { try LabelOverlay(name: "x", rows: rows) }
  }

  @Test("no probe is lost or made up", arguments: UInt64(0)..<200)
  func conservation(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let all = Probe.popeSplits
    let covered = all.filter { _ in generator.index(below: 2) == 0 }
    var probes: [Probe] = []
    var rows: [LabelOverlay.Row] = []
    for id in 0..<60 {
      let splits = all.filter { _ in generator.index(below: 2) == 0 }
      let label: Answer = generator.index(below: 2) == 0 ? .yes : .no
      let new: Answer = generator.index(below: 5) == 0 ? label.opposite : label
      probes.append(probe(String(id), "\(id)?", label, splits))
      let kept = splits.filter { covered.contains($0) && generator.index(below: 4) > 0 }
      if !kept.isEmpty { rows.append(row(String(id), "\(id)?", new, kept)) }
    }
    guard !rows.isEmpty else { return }
    let relabeled = try LabelOverlay(name: "x", rows: rows).relabeled(probes)
    #expect(relabeled.probes.count + relabeled.dropped.count == probes.count)
    let tally = relabeled.together
    #expect(tally.yesBefore + tally.noBefore + relabeled.untouched == probes.count)
    #expect(
      tally.yesAfter + tally.noAfter + relabeled.untouched == relabeled.probes.count)
    #expect(relabeled.unmatched.isEmpty)
    for split in relabeled.splits {
      let now = relabeled.probes.filter { $0.splits.contains(split.name) }
      #expect(now.count == split.tally.yesAfter + split.tally.noAfter)
      #expect(now.count { $0.label == .yes } == split.tally.yesAfter)
    }
    // Done twice, nothing more changes.
    let again = try LabelOverlay(name: "x", rows: rows).relabeled(relabeled.probes)
    #expect(again.together.flipped == 0)
    #expect(again.probes == relabeled.probes)
  }
}

@Suite struct COCOImageNameTests {
  @Test(
    "an image's number is read off every name that COCO gives it",
    arguments: [
      ("COCO_val2014_000000391895.jpg", 391_895), ("COCO_train2014_000000000009.jpg", 9),
      ("000000391895.jpg", 391_895), ("391895", 391_895), ("COCO_val2014_000000391895", 391_895),
      ("000000391895", 391_895), ("000000391895.JPG", 391_895), ("1.jpg", nil),
      ("2405722.jpg", nil), ("COCO_val2014_391895.jpg", nil), ("COCO_mine_000000391895.jpg", nil),
      ("000000391895.png", nil), ("0000003918x5.jpg", nil), ("", nil), ("９", nil),
      ("9999999999999999999", nil),
    ] as [(String, Int?)])
  func number(name: String, id: Int?) {
    #expect(COCOImageName(name)?.id == id)
  }

  @Test func namesAreThoseOfTheArchives() throws {
    let names = try #require(COCOImageName("9")).fileNames
    #expect(names.first == "COCO_val2014_000000000009.jpg")
    #expect(names.contains("val2017/000000000009.jpg") && names.contains("000000000009.jpg"))
  }
}
