import Probing
import Testing

@testable import ProbeFiles
@testable import TestKit

@Suite struct PublishedFileTests {
  @Test func theRegistryTellsItsVersionsApart() {
    let all = PublishedFile.all
    #expect(all.count == 19)
    #expect(Set(all.map(\.contentDigest)).count == 19 && Set(all.map(\.rowsDigest)).count == 19)
    #expect(Set(all.map(\.name)).count == 19)
    for file in all {
      #expect(file.contentDigest.utf8.count == 64 && file.rowsDigest.utf8.count == 64)
      #expect(Probe.popeSplits.contains(file.split) && file.name.contains(file.split))
    }
  }

  @Test func aVersionIsRecognizedByItsBytesOrElseByItsRows() throws {
    let file = PublishedFile.all[0]
    #expect(file.name == "POPE COCO random, November 2023 (109985c)" && file.note == nil)
    #expect(PublishedFile.recognized(content: file.contentDigest, rows: nil) == file)
    #expect(PublishedFile.recognized(content: "", rows: file.rowsDigest) == file)
    #expect(PublishedFile.recognized(content: "", rows: nil) == nil)
  }

  @Test func anOutdatedVersionSaysWhatDiffers() throws {
    let file = try #require(
      PublishedFile.all.first { $0.name == "POPE COCO random, August 2023 (e3e3926)" })
    #expect(
      file.note == """
        is POPE COCO random, August 2023 (e3e3926), an outdated version: 2,910 rows instead of 3,000, and 144 questions \
        with "imange" for "image"
        """)
  }

  /// By `printf '1\x1fa.png\x1fCat?\x1fyes\x1f\n' | sha256sum`.
  @Test func rowsHaveOneDigestWhateverTheirForm() throws {
    let probe = Probe(id: "1", imageName: "a.png", question: "Cat?", object: nil, label: .yes)
    #expect(
      RowsDigest.hex(of: [probe])
        == "52b8d5b7e998c58327d3a26173ada9aed0b386dd3e8bd44afec4468aeef9baaa")
    var other = probe
    other.object = "cat"
    other.splits = ["random"]
    #expect(RowsDigest.hex(of: [probe]) == RowsDigest.hex(of: [other]))
    other.label = .no
    #expect(RowsDigest.hex(of: [probe]) != RowsDigest.hex(of: [other]))
    other.label = nil
    #expect(RowsDigest.hex(of: [other]) == nil)
  }

  @Test func popesSlipIsNotedOnce() throws {
    let set = try ProbeSet(
      """
      {"question_id": 1, "image": "a.png", "text": "Is there an apple in the imange?", "label": "no"}
      {"question_id": 2, "image": "a.png", "text": "Is there an oven in the imange?", "label": "no"}
      {"question_id": 3, "image": "a.png", "text": "Is there a cat in the image?", "label": "no"}
      """, file: "p")
    #expect(set.probes.map(\.object) == ["apple", "oven", "cat"])
    #expect(
      set.notes == [
        """
        p: has "imange" for "image" in 2 of its questions, a slip of POPE's own builder; they are asked as they stand
        """
      ])
  }
}

@Suite struct LabelOverlayReadingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func oneFileForEachSplitIsOneOverlay() throws {
    let paths = try ["random", "popular"].map { split in
      try folder.write(
        "new_\(split).json", "\(line(1))\n\(line(2, object: "dog", label: "no"))\n".utf8)
    }
    let overlay = try LabelOverlay(readingFiles: paths)
    #expect(overlay.name == "new_random + new_popular" && overlay.rows.count == 4)
    #expect(overlay.splits == ["random", "popular"])
  }

  @Test(
    "a label in doubt is refused with both its places",
    arguments: [
      (
        [line(1), line(2)],
        "x:2: labels the same question about the same image as line 1; an overlay has one label for each question: remove one"
      ),
      (
        [line(1), line(2, label: "no")],
        "x:2: says no where yes is said by line 1; an overlay has one label for each question: remove one"
      ),
      (
        [line(1), line(1, object: "dog")],
        """
        x:2: has the question_id "1" of another question, that of line 1; an overlay has one label for each question: \
        remove one
        """
      ),
      (
        [line(1), line(2, label: "perhaps")],
        "x:2: the label \"perhaps\" is neither \"yes\" nor \"no\"; correct it or remove the entry"
      ),
    ])
  func refused(lines: [String], message: String) throws {
    let path = try folder.write("x", lines.joined(separator: "\n").utf8)
    let error = #expect(throws: ProbeFileError.self) { try LabelOverlay(readingFiles: [path]) }
    #expect(
      error?.description.dropFirst(folder.path.count + 1) == message[...], "\(error as Any)")
  }

  @Test func filesThatContradictEachOtherNameBoth() throws {
    let one = try folder.write("random", line(1).utf8)
    let other = try folder.write("popular", line(1, label: "no").utf8)
    let error = #expect(throws: ProbeFileError.self) {
      try LabelOverlay(readingFiles: [one, other])
    }
    #expect(error?.code == .conflictingLabels && error?.file == other)
    #expect(error?.message.contains("\(one):1") == true)
  }

  @Test func multipleChoiceIsNoOverlay() throws {
    let path = try folder.write(
      "q", "Index,Question,Options,Correct Answer\n1,Open?,(a) A (b) B,(a)\n".utf8)
    let error = #expect(throws: ProbeFileError.self) { try LabelOverlay(readingFiles: [path]) }
    #expect(error?.code == .badLabel && error?.line == 2)
  }
}
