import Foundation
import Testing

@testable import TestKit

@Suite("hallux score")
struct ScoreCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Six probes about two images, and a reply to each.
  private func files(replies: [String]) throws -> (probes: String, replies: String) {
    let objects = ["dog", "cat", "cow", "bird", "chair", "cup"]
    var probes: [String] = []
    var answers: [String] = []
    for (index, object) in objects.enumerated() {
      let number = index + 1
      let image = index < 3 ? "a.jpg" : "b.jpg"
      let label = index.isMultiple(of: 2) ? "yes" : "no"
      probes.append(
        #"{"question_id": \#(number), "image": "\#(image)", "text": "Is there a \#(object) in the image?", "label": "\#(label)"}"#
      )
      guard index < replies.count else { continue }
      answers.append(#"{"question_id": \#(number), "text": "\#(replies[index])"}"#)
    }
    return (
      try folder.write("probes.jsonl", probes.joined(separator: "\n").utf8),
      try folder.write("replies.jsonl", answers.joined(separator: "\n").utf8)
    )
  }

  @Test("reads a file of replies under every rule")
  func file() async throws {
    let (probes, replies) = try files(
      replies: ["Yes.", "No, there isn't", "Yes", "not sure", "", "There is no cup"])
    let ending = try await Program.run(
      ["score", replies, "--probes", probes, "--rule", "all"], in: folder)
    #expect(ending.status == 0, "\(ending.errors)")
    try expectGolden(
      ending.output.replacing(folder.path, with: "FOLDER"), "score-all-rules.txt")
    #expect(ending.errors.contains("are paired with probes by question id alone"))
  }

  @Test("ends with 3 when a reply cannot be used, and scores the others")
  func problems() async throws {
    let (probes, replies) = try files(replies: ["Yes", "No", "Failed to obtain answer"])
    let ending = try await Program.run(
      ["score", replies, "--probes", probes, "--json"], in: folder)
    #expect(ending.status == 3)
    #expect(ending.errors.contains("replies.jsonl:3: is a tool's note of a failed request"))
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    let score = try #require((json["scores"] as? [[String: Any]])?.first)
    #expect(score["rule"] as? String == "hallux" && score["unanswered"] as? Int == 4)
    let metrics = try #require((score["metrics"] as? [[String: Any]])?.first)
    #expect(metrics["n"] as? Int == 2 && metrics["true_positives"] as? Int == 1)
  }

  @Test(
    "says what is missing",
    arguments: [
      (["score", ".out"], Int32(2), "name them with --probes"),
      (["score", "--log", "none.sqlite"], 3, "none.sqlite"),
      (["score", "--rule", "strict"], 2, "--rule 'strict' is not one of: all, hallux"),
      (["score", "none.jsonl", "--probes", "none.json"], 3, "none.jsonl: cannot be read"),
    ])
  func missing(arguments: [String], status: Int32, message: String) async throws {
    let ending = try await Program.run(arguments, in: folder)
    #expect(ending.status == status)
    #expect(ending.errors.contains(message), "\(ending.errors)")
  }

  @Test(
    "refuses labels of no probe, probabilities that are not there, and options that say nothing")
  func refusals() async throws {
    let (probes, replies) = try files(replies: ["Yes", "No", "Yes", "No", "Yes", "No"])
    let other = try folder.write(
      "other.jsonl",
      #"{"question_id": 1, "image": "z.jpg", "text": "Is there a dog in the image?", "label": "no"}"#
        .utf8)
    let score = ["score", replies, "--probes", probes]
    let cases: [([String], Int32, String)] = [
      (score + ["--relabel", other], 3, "none of the 1 labels is of a probe"),
      (
        score + ["--relabel", probes, "--relabel", probes], 3, "is named twice as a file of labels"
      ),
      (score + ["--rule", "first-token"], 2, "has no probabilities of tokens"),
      (score + ["--references", other], 2, "--references does not go with"),
    ]
    for (arguments, status, message) in cases {
      let ending = try await Program.run(arguments, in: folder)
      #expect(ending.status == status && ending.output.isEmpty)
      #expect(ending.errors.contains(message), "\(ending.errors)")
    }
    let once = try await Program.run(score + ["--rule", "pope", "--rule", "pope"], in: folder)
    #expect(once.output.split(separator: "\n").count { $0.contains(" pope ") } == 1)
  }
}
