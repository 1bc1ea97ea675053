import Foundation
import ProbeFiles
import Probing
import Testing

@testable import TestKit

/// Files that lmms-eval and VLMEvalKit wrote themselves; `scripts/check-exchange/make_fixtures.py` made them.
@Suite("Replies in the files of other tools")
struct ForeignReplyTests {
  private static let fixtures =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    + "/ExchangeTests/Fixtures"
  private static let samples = fixtures + "/lmms-eval/tiny__llava-1.5/20260801_101112_samples_pope"

  private let probes: [Probe]

  init() throws {
    probes = try ProbeSet(readingFile: Self.fixtures + "/probes.jsonl").probes
  }

  @Test("of lmms-eval belong to the probes by the ids among the numbers, and the rest is told")
  func lmmsEval() throws {
    let file = try ReplyFile(readingFile: Self.samples + ".jsonl")
    #expect(file.form == .lmmsEval && file.model == "tiny/llava-1.5")
    #expect(file.promptSuffix == PromptSuffixes.singleWord)
    #expect(file.unused.map(\.name).contains("doc_hash"))
    #expect(file.unused.allSatisfy { $0.count == 12 })
    let paired = try file.paired(with: probes)
    #expect(paired.pairing == .id && !paired.isUnchecked && paired.problems.isEmpty)
    #expect(paired.answers[2]?.reply == "yes ")
    #expect(paired.answers[8]?.reply == "\u{202E}no <b>&amp;</b> \u{1B}[31mred")
  }

  @Test("give lmms-eval's own numbers under its rule", arguments: ["pope", "pope_pop"])
  func numbers(task: String) throws {
    let file = try ReplyFile(
      readingFile: Self.samples + (task == "pope" ? "" : "_pop") + ".jsonl")
    let asked = task == "pope" ? probes : probes.filter { $0.splits.contains("popular") }
    let responses = try file.paired(with: asked).responses
    #expect(responses.unanswered == 0)
    let score = Score(responses, under: ParseRules.lmmsEval, labels: Score.givenLabels, seed: 1)
    let data = try Data(contentsOf: URL(fileURLWithPath: Self.fixtures + "/expected.json"))
    let expected = try #require(
      try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]])[task]
    let accuracy = try #require(expected?["pope_accuracy"] as? Double)
    #expect(abs((score.asSourceCounts.accuracy ?? 0) - accuracy) < 1e-12)
    let f1 = try #require(expected?["pope_f1_score"] as? Double)
    #expect(abs((score.asSourceCounts.f1 ?? 0) - f1) < 1e-12)
  }

  @Test("of VLMEvalKit say themselves what they are about", arguments: ["tsv", "json"])
  func vlmEvalKit(ending: String) throws {
    let file = try ReplyFile(readingFile: Self.fixtures + "/vlmevalkit/tiny-llava_POPE." + ending)
    #expect(file.form == .vlmEvalKit && file.model == "tiny-llava" && file.unused.isEmpty)
    #expect(file.failed.map(\.object) == [nil] && file.problems.map(\.code) == [.badReply])
    let set = try ProbeSet(ofReplies: [file])
    #expect(set.problems.isEmpty)
    #expect(set.probes.map(\.question) == probes.map(\.question))
    #expect(set.probes.map(\.label) == probes.map(\.label))
    #expect(set.probes.map(\.splits) == probes.map(\.splits))
    let paired = try file.paired(with: set.probes)
    #expect(paired.pairing == .imageAndQuestion && paired.problems.isEmpty)
    #expect(paired.failures[10] != nil && paired.answers[10] == nil)
    #expect(paired.answers[4]?.reply == "Yes.\nA spoon\r\nlies there.")
    #expect(paired.answers[7]?.reply == "")
    // The same replies to the probe file, whose ids begin with 1 and theirs with 0.
    #expect(try file.paired(with: probes).answers == paired.answers)
  }

  @Test("without images or fitting ids go by their order when every question is the probe's")
  func byOrder() throws {
    let file = try ReplyFile(readingFile: Self.fixtures + "/vlmevalkit/tiny-llava_no-images.tsv")
    let paired = try file.paired(with: probes)
    #expect(paired.pairing == .order && paired.problems.isEmpty)
    #expect(paired.failures[10] != nil && paired.answers[11]?.reply == "yes")
    let error = #expect(throws: ProbeFileError.self) { try ProbeSet(ofReplies: [file]) }
    #expect(error?.message.contains("about which image it is") == true)
    let other = try file.paired(with: probes.reversed())
    #expect(other.pairing == .id && !other.problems.isEmpty)
  }

  @Test(
    "to a question that stands in every split count once, and as the split's that the file names")
  func splits() throws {
    func set(_ split: String, _ objects: [String]) throws -> ProbeSet {
      try ProbeSet(
        zip(1..., objects).map {
          line($0, object: $1, label: $0.isMultiple(of: 2) ? "no" : "yes")
        }.joined(separator: "\n"), file: "coco_pope_\(split).json")
    }
    let merged = ProbeSet(
      name: "all",
      merging: [
        try set("random", ["cat", "dog"]), try set("popular", ["cat", "cow"]),
        // The cow is number 4 here, and the same probe.
        try set("adversarial", ["cat", "emu", "fox", "cow"]),
      ])
    func sample(_ id: Int, _ object: String, _ reply: String) -> String {
      #"{"doc_id": 0, "filtered_resps": "\#(reply)", "input": "Is there a \#(object) in the image?", "pope_accuracy": {"question_id": "\#(id)"}}"#
    }
    let file = try ReplyFile(
      content: Array(
        [
          sample(1, "cat", "yes"), sample(2, "dog", "no"), sample(1, "cat", "yes"),
          sample(2, "cow", "maybe"), sample(4, "cow", "maybe"),
        ]
        .joined(separator: "\n").utf8), file: "samples_pope.jsonl")
    let paired = try file.paired(with: merged.probes, otherIDs: merged.otherIDs)
    #expect(paired.problems.isEmpty && paired.repeatedCount == 2)
    #expect(paired.answers.map { $0?.reply } == ["yes", "no", "maybe", nil, nil])

    let bare = #"{"question_id": 2, "text": "no"}"#
    let popular = try ReplyFile(content: Array(bare.utf8), file: "popular_answers.jsonl")
    #expect(
      try popular.paired(with: merged.probes).answers.map { $0?.reply } == [
        nil, nil, "no", nil, nil,
      ])
    let unnamed = try ReplyFile(content: Array(bare.utf8), file: "answers.jsonl")
    #expect(try unnamed.paired(with: merged.probes).problems.map(\.code) == [.unknownProbe])
  }

  @Test(
    "are used without a probe file as far as they say what they are about, and the others are told")
  func partly() throws {
    let whole =
      #"{"question_id": 1, "image": "/data/a.png", "question": "Is it?", "answer": "yes", "label": "No"}"#
    let lines = [
      whole, #"{"question_id": 2, "image": "a.png", "question": "Is it not?", "answer": "yes"}"#,
    ]
    let file = try ReplyFile(
      content: Array(lines.joined(separator: "\n").utf8), file: "pope_popular.jsonl")
    let set = try ProbeSet(ofReplies: [file])
    #expect(set.probes.map(\.id) == ["1"] && set.probes[0].label == .no)
    #expect(set.probes[0].imageName == "a.png" && set.probes[0].splits == ["popular"])
    #expect(set.problems.map(\.line) == [2])
    #expect(set.problems[0].message.hasPrefix("does not say what the right answer is"))
  }

  @Test("of EAGLE are what the model said to the whole image; curves and orders are told as unused")
  func eagle() throws {
    let folder = try TemporaryFolder()
    let result = #"""
      {"insertion_score": [0.1, 0.9], "deletion_score": [0.5, 0.2], "smdl_score": [1, 2], "region_area": [0.5, 1],
       "question": "Is there a skis in the image?", "label": "no", "id": 7, "words": ["Yes"],
       "revised_answering": ["No", "Yes. There is."]}
      """#
    try folder.write("json/COCO_val2014_000000310196_7.json", result.utf8)
    try folder.write(
      "json/x_8.json", #"{"id": 8, "question": "Is there a cat in the image?"}"#.utf8)
    try folder.write("npy/COCO_val2014_000000310196_7.npy", "".utf8)
    let file = try ReplyFile(readingFile: folder.path)
    #expect(file.form == .eagle && file.entries.count == 1)
    #expect(file.problems.map(\.code) == [.missingKey])
    #expect(file.unused.map(\.name).contains("insertion_score"))
    let probe = try #require(try ProbeSet(ofReplies: [file]).probes.first)
    #expect(probe.id == "7" && probe.imageName == "COCO_val2014_000000310196.jpg")
    #expect(probe.label == .no && file.entries[0].reply == "Yes. There is.")
    let empty = try TemporaryFolder()
    #expect(throws: ProbeFileError.self) { try ReplyFile(readingFile: empty.path) }
  }

  @Test(
    "that are broken are told by their lines, and never end the program",
    arguments: [
      "index\tprediction\n1\tyes\tx\n", "index\tprediction\n\"1\tyes\n",
      "prediction,index\n\u{0},1\n",
      "index\tprediction\n", "\t\n\t", "prediction,prediction\nyes,no\n",
      #"{"doc_id": 1, "filtered_resps": [["a"], ["b"]]}"#,
      #"{"doc_id": 1, "filtered_resps": null}"#,
      #"[{"index": 0, "prediction": 1}]"#, "[", "{", "",
    ])
  func broken(text: String) throws {
    #expect(throws: ProbeFileError.self) {
      try ReplyFile(content: Array(text.utf8), file: "broken")
    }
  }

  @Test("in a table may stand under \"text\", as LLaVA names it")
  func textColumn() throws {
    let file = try ReplyFile(
      content: Array("question_id,prompt,text\n7,Is there a dog?,Yes\n".utf8), file: "a.csv")
    let entry = try #require(file.entries.first)
    #expect(entry.id == "7" && entry.question == "Is there a dog?" && entry.reply == "Yes")
  }

  @Test("that are one object over many lines, as Inspect's logs are, are told as that")
  func oneObject() throws {
    let log = #expect(throws: ProbeFileError.self) {
      try ReplyFile(
        content: Array("\n{\r\n  \"version\": 2,\n  \"samples\": []\n}\n".utf8), file: "log.json")
    }
    #expect(log?.description.hasPrefix("log.json: is one JSON object over many lines") == true)
  }

  @Test("never end the program in 3,000 random changes of real files")
  func mutations() throws {
    var random = SeededNumbers(seed: 5)
    for name in ["/vlmevalkit/tiny-llava_POPE.tsv", "/vlmevalkit/tiny-llava_POPE.json"] {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.fixtures + name)))
      for _ in 0..<1500 {
        var changed = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) where changed.count > 1 {
          let place = Int.random(in: 0..<changed.count, using: &random)
          switch Int.random(in: 0..<3, using: &random) {
          case 0: changed[place] = UInt8.random(in: 0...255, using: &random)
          case 1: changed.remove(at: place)
          default: changed = Array(changed[..<max(1, place)])
          }
        }
        guard let file = try? ReplyFile(content: changed, file: "x_POPE.tsv") else { continue }
        _ = try? file.paired(with: probes)
        _ = try? ProbeSet(ofReplies: [file])
      }
    }
  }
}

/// A generator that gives the same numbers for the same seed.
private struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
