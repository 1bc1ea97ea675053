import Foundation
import Probing
import Testing

@testable import ProbeFiles

@Suite struct ProbeSetTests {
  @Test func readsEveryFieldOfTheBundledForm() throws {
    let set = try ProbeSet(
      """
      {"question_id": 1, "image": "scene_0001.png", "text": "Is there a spoon in the image?", \
      "label": "no", "object": "spoon", "splits": ["random", "adversarial"], "planted": \
      {"rule": "bowl in kitchen -> spoon", "cause": "bowl", "cause_annotation_id": 17}}
      """, file: "probes/bundled.jsonl")
    #expect(set.name == "bundled")
    #expect(
      set.probes == [
        Probe(
          id: "1", imageName: "scene_0001.png", question: "Is there a spoon in the image?",
          object: "spoon", label: .no, splits: ["random", "adversarial"],
          planted: PlantedCause(
            rule: "bowl in kitchen -> spoon", cause: "bowl", causeAnnotationID: 17))
      ])
    #expect(set.problems.isEmpty && set.notes.isEmpty)
  }

  @Test(
    "the form is told by the content: byte order mark, line ends and blank lines do not matter",
    arguments: [
      "\(line(1))\n\(line(2, object: "dog"))\n",
      "\u{FEFF}\(line(1))\r\n\r\n\(line(2, object: "dog"))",
      "\n  \(line(1))  \n\t\(line(2, object: "dog"))\t\n\n",
      "[\(line(1)), \(line(2, object: "dog"))]",
      "\u{FEFF} \r\n[\r\n    \(line(1)),\r\n    \(line(2, object: "dog"))\r\n]\r\n",
    ])
  func readsBothForms(text: String) throws {
    let set = try ProbeSet(text)
    #expect(set.probes.map(\.id) == ["1", "2"])
    #expect(set.probes.map(\.object) == ["cat", "dog"])
    #expect(set.problems.isEmpty)
  }

  @Test(
    "a probe without splits belongs to the split that the file's name contains",
    arguments: [
      ("coco_pope_Random.json", ["random"]),
      ("a/popular/coco_pope_adversarial.json", ["adversarial"]),
      ("popular.jsonl", ["popular"]), ("mine.jsonl", []), ("random_and_popular.json", []),
    ])
  func splitOfTheName(file: String, splits: [String]) throws {
    #expect(try ProbeSet(line(1), file: file).probes[0].splits == splits)
  }

  @Test func anIdMayBeAStringAndALabelMayBeCapitalized() throws {
    let text = #"{"question_id": "q-1", "image": "a.png", "text": "Any cat?", "label": "Yes"}"#
    let probe = try ProbeSet(text).probes[0]
    #expect(probe.id == "q-1" && probe.label == .yes && probe.object == nil)
  }

  @Test func aProbeThatStandsTwiceCountsOnceInTheSplitsOfBoth() throws {
    let set = try ProbeSet(
      """
      {"question_id": 1, "image": "a.png", "text": "Cat?", "label": "no", "splits": ["random"]}
      {"question_id": 2, "image": "a.png", "text": "Cat?", "label": "no", "splits": ["popular", "random"]}
      """)
    #expect(set.probes.map(\.id) == ["1"])
    #expect(set.probes[0].splits == ["random", "popular"])
    #expect(set.problems.isEmpty)
    #expect(set.notes == ["probes.jsonl:2: is the same probe as line 1; it counts once"])
  }

  @Test func aProbeWithBothLabelsIsLeftOut() throws {
    let set = try ProbeSet(
      [line(1), line(2, label: "no"), line(3, object: "dog")].joined(separator: "\n"))
    #expect(set.probes.map(\.id) == ["3"])
    #expect(set.problems.map(\.code) == [.conflictingLabels])
  }

  @Test func entriesKeepTheirLines() throws {
    let set = try ProbeSet(
      "[\n\(line(1)),\n\n\n\(line(2, object: "dog")), \(line(3, object: "owl"))]")
    #expect(set.entries.map(\.line) == [2, 5, 5])
  }

  @Test func splitsInFilesOfTheirOwnAreUnited() throws {
    let random = try ProbeSet(
      [line(1), line(2, object: "dog", label: "no")].joined(separator: "\n"), file: "x_random.json")
    let popular = try ProbeSet(
      [line(1), line(2, object: "owl", label: "no")].joined(separator: "\n"), file: "x_popular.json"
    )
    let set = ProbeSet(name: "x", merging: [random, popular])
    #expect(set.probes.map(\.id) == ["1", "2", "x_popular/2"])
    #expect(set.probes.map(\.splits) == [["random", "popular"], ["random"], ["popular"]])
    #expect(set.problems.isEmpty && set.notes.isEmpty)
  }

  @Test func setsThatDisagreeOnALabelAreReportedAcrossFiles() throws {
    let set = ProbeSet(
      name: "x",
      merging: [
        try ProbeSet(line(1), file: "a.json"), try ProbeSet(line(1, label: "no"), file: "b.json"),
      ])
    #expect(set.probes.isEmpty)
    #expect(
      set.problems.map(\.description) == [
        """
        b.json:1: "Is there a cat in the image?" about "a.png" is labeled no here and yes on a.json:1; \
        both are left out until one is corrected
        """
      ])
  }
}
