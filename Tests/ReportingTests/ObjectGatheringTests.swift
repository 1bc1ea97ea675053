import AuditStore
import Probing
import Testing

@testable import ReportSamples
@testable import Reporting

/// What a report knows of objects, gathered from questions and captions.
@Suite struct ObjectGatheringTests {
  private static func probe(_ image: String, _ object: String, _ label: Answer) -> Probe {
    Probe(
      id: "\(image) \(object)", imageName: image, question: "Is there a \(object) in the image?",
      object: object, label: label)
  }

  private static func mention(_ object: String, _ standing: MentionStanding) -> MentionRecord {
    MentionRecord(
      probeID: 1, position: 0, object: object, words: object, range: 0..<1, standing: standing,
      quarter: 0)
  }

  /// Four pictures: a bowl is in two of them, and the spoon is seen in just those.
  private static let probes =
    ["a", "b"].flatMap { [probe($0, "bowl", .yes), probe($0, "spoon", .no)] }
    + ["c", "d"].flatMap { [probe($0, "bowl", .no), probe($0, "spoon", .no)] }
    + [probe("e", "spoon", .yes)]

  private static func gathered() -> ObjectGathering {
    var objects = ObjectGathering(probes: probes)
    objects.add(
      probes.compactMap { probe in
        let sees = probe.object == "spoon" && "ab".contains(probe.imageName)
        return Verdict(
          probe: probe, answer: probe.object == "bowl" ? probe.label : sees ? .yes : .no)
      })
    return objects
  }

  @Test("questions are counted where the object is there and where it is not")
  func answers() throws {
    let objects = Self.gathered().objects
    #expect(objects.map(\.name) == ["spoon", "bowl"])
    let spoon = try #require(objects.first)
    #expect(spoon.absent.count == 4 && spoon.absent.yes == 2 && spoon.absent.no == 2)
    #expect(spoon.present.count == 1 && spoon.present.no == 1)
    #expect(spoon.hallucinations == 2)
    #expect(spoon.falseYes.value == 0.5)
  }

  @Test("what is there when an object is said falsely pulls it, by the labels of the same picture")
  func pulls() throws {
    let spoon = try #require(Self.gathered().objects.first)
    let pull = try #require(spoon.pulls.first)
    #expect(spoon.pulls.count == 1)
    #expect(pull.present == "bowl" && pull.object == "spoon" && pull.source == .asked)
    #expect(pull.with == .init(said: 2, of: 2) && pull.without == .init(said: 0, of: 2))
    let lift = try #require(pull.lift)
    #expect(abs(lift.value - 5) < 1e-9)
  }

  @Test("a planted cause is known to be there, too")
  func plantedCause() throws {
    var probe = Self.probe("a", "spoon", .no)
    probe.planted = PlantedCause(rule: "cup -> spoon", cause: "cup", causeAnnotationID: nil)
    var objects = ObjectGathering(probes: [probe])
    objects.add([try #require(Verdict(probe: probe, answer: .yes))])
    #expect(objects.objects.first?.pulls.map(\.present) == ["cup"])
  }

  @Test("captions count what they name falsely, name rightly and miss")
  func captions() throws {
    var objects = ObjectGathering(probes: [])
    objects.add(
      mentions: [Self.mention("bowl", .present), Self.mention("spoon", .hallucinated)],
      ofProbe: 1, present: ["bowl", "tv"])
    objects.add(mentions: [Self.mention("tv", .present)], ofProbe: 2, present: ["tv"])
    objects.add(mentions: [Self.mention("spoon", .noClaim)], ofProbe: 3, present: ["spoon"])
    let entries = Dictionary(uniqueKeysWithValues: objects.objects.map { ($0.name, $0) })
    let spoon = try #require(entries["spoon"])
    #expect(spoon.mentionedFalsely == 1 && spoon.mentionedThere == 0)
    #expect(spoon.captionCount == 2 && spoon.missed == 1 && spoon.captionsThere == 0)
    #expect(
      spoon.captions.map(\.probeID) == [1, 3] && spoon.captions.map(\.isFalse) == [true, false])
    #expect(entries["tv"]?.missed == 1 && entries["tv"]?.captionsThere == 1)
    // The spoon is absent from two captions' pictures; the bowl is in one of them, the tv in both.
    let pulls = Dictionary(uniqueKeysWithValues: spoon.pulls.map { ($0.present, $0) })
    #expect(pulls["bowl"]?.with == .init(said: 1, of: 1))
    #expect(pulls["bowl"]?.without == .init(said: 0, of: 1))
    #expect(pulls["tv"]?.with == .init(said: 1, of: 2))
    #expect(pulls["tv"]?.lift == nil)
  }

  @Test("an object's page is named by a digest, so that no name is part of a path")
  func pageNames() {
    let name = ObjectEntry.pageName(of: "../../etc/passwd")
    #expect(name.wholeMatch(of: /object-[0-9a-f]{12}\.html/) != nil)
    #expect(name == ObjectEntry.pageName(of: "../../etc/passwd"))
    #expect(name != ObjectEntry.pageName(of: "spoon"))
  }
}
