import Foundation
import Testing

@testable import TestKit

@Suite("hallux probes show")
struct ProbesCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func show(_ arguments: [String]) async throws -> Program.Ending {
    try await Program.run(["probes", "show"] + arguments, in: folder)
  }

  private func line(_ id: Int, _ object: String, image: String = "a.png", _ label: String) -> String
  {
    #"{"question_id": \#(id), "image": "\#(image)", "text": "Is there a \#(object) in the image?", "#
      + #""label": "\#(label)"}"#
  }

  /// Two splits that share a probe, one of them in a table, and labels over both.
  private func writeFiles() throws {
    try folder.write(
      "my_random.jsonl",
      [line(1, "cat", "yes"), line(2, "dog", "no"), line(3, "cat", image: "b.png", "no")]
        .joined(separator: "\n").utf8)
    try folder.write(
      "my_popular.csv",
      """
      image,question,answer
      a.png,Is there a cat in the image?,yes
      b.png,Is there a person in the imange?,no

      """.utf8)
    try folder.write(
      "new_random.jsonl", [line(1, "cat", "no"), line(2, "dog", "no")].joined(separator: "\n").utf8)
    try folder.write(
      "new_popular.jsonl",
      [line(1, "cat", "no"), line(2, "person", image: "b.png", "yes"), line(3, "owl", "no")]
        .joined(separator: "\n").utf8)
    try folder.write("pictures/a.png", [1])
  }

  @Test("tells forms, splits, labels and objects")
  func overview() async throws {
    try writeFiles()
    let ending = try await show(["my_random.jsonl", "my_popular.csv"])
    #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending.errors)")
    try expectGolden(ending.output, "probes-show.txt")
  }

  @Test("tells what other labels change, and as JSON")
  func relabeled() async throws {
    try writeFiles()
    let arguments = [
      "my_random.jsonl", "my_popular.csv", "--relabel", "new_random.jsonl", "new_popular.jsonl",
    ]
    let ending = try await show(arguments)
    #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending.errors)")
    try expectGolden(ending.output, "probes-show-relabeled.txt")
    let json = try await show(arguments + ["--json"])
    #expect(json.status == 0)
    try expectGolden(json.output, "probes-show-relabeled.json")
  }

  @Test("names unreadable lines and images that are not there, and ends with 3")
  func problems() async throws {
    try writeFiles()
    try folder.write(
      "broken.jsonl",
      [
        line(1, "cat", "yes"), line(2, "cat", image: "b.png", "maybe"),
        line(3, "owl", image: "c.png", "no"),
      ]
      .joined(separator: "\n").utf8)
    let ending = try await show(["broken.jsonl", "--images", "pictures"])
    #expect(ending.status == 3)
    try expectGolden(ending.output, "probes-show-problems.txt")
    #expect(
      ending.messages == [
        #"hallux: broken.jsonl:2: the label "maybe" is neither "yes" nor "no"; correct it or remove the entry"#,
        #"hallux: pictures: has no image "c.png"; add it, or name the folder that has it"#,
      ])
  }

  @Test("tells multiple choice")
  func choices() async throws {
    try folder.write(
      "Questions.csv",
      "Index,Question,Options,Correct Answer\n1,Open?,(a) Open (b) Closed,(a)\n2,Open?,(a) Open (b) Closed,(b)\n"
        .utf8)
    let ending = try await show(["Questions.csv"])
    #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending.errors)")
    #expect(ending.output.contains("CSV with MMVP's multiple choice"))
    #expect(ending.output.contains("choices     2 multiple-choice questions"))
  }

  @Test(
    "says in a line what it cannot read",
    arguments: [
      (["nowhere.json"], 3, "nowhere.json: cannot be read"),
      (["my_random.jsonl", "--relabel", "nowhere.json"], 3, "nowhere.json: cannot be read"),
      (["my_random.jsonl", "--images", "nowhere"], 3, "nowhere: cannot be read"),
      (["my_random.jsonl", "--columns", "picture=a"], 2, "--columns: \"picture\" is not one of: "),
      (["my_random.jsonl", "--label", "maybe"], 2, "The value 'maybe' is invalid"),
    ])
  func refused(arguments: [String], status: Int, message: String) async throws {
    try writeFiles()
    let ending = try await show(arguments)
    #expect(ending.status == Int32(status) && ending.output.isEmpty)
    #expect(ending.errors.contains(message), "\(ending.errors)")
  }
}
