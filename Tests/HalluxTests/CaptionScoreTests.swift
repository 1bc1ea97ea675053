import AuditStore
import Auditing
import Foundation
import ModelAPI
import Probing
import Testing

@testable import TestKit

@Suite("hallux score of captions")
struct CaptionScoreTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func writeCaptions() throws -> String {
    try folder.write(
      "captions.jsonl",
      """
      {"image_id": 1, "caption": "A dog sits beside a bus. There is no cat. A man holds a tennis racket."}
      {"image_id": 2, "caption": "Two people eat pizza at a table with a glass."}
      {"image_id": 9, "caption": "A spoon."}
      """.utf8)
  }

  private func writeAnnotations() throws -> String {
    try folder.write(
      "instances.json",
      """
      {"images": [{"id": 1, "file_name": "a.jpg"}, {"id": 2, "file_name": "b.jpg"}],
       "annotations": [{"id": 1, "image_id": 1, "category_id": 18}, {"id": 2, "image_id": 2, "category_id": 1},
         {"id": 3, "image_id": 1, "category_id": 6}],
       "categories": [{"id": 1, "name": "person"}, {"id": 18, "name": "dog"}, {"id": 6, "name": "bus"}]}
      """.utf8)
  }

  @Test("prints the published CHAIR and the mended one side by side")
  func annotations() async throws {
    let captions = try writeCaptions()
    let ending = try await Program.run(
      ["score", captions, "--annotations", try writeAnnotations()], in: folder)
    #expect(ending.status == 0, "\(ending.errors)")
    try expectGolden(ending.output.replacing(folder.path, with: "FOLDER"), "score-captions.txt")
  }

  @Test("tells every mention with its place in the caption as JSON")
  func json() async throws {
    let captions = try writeCaptions()
    let ending = try await Program.run(
      ["score", captions, "--annotations", try writeAnnotations(), "--variant", "fixed", "--json"],
      in: folder)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    let score = try #require((document["scores"] as? [[String: Any]])?.first)
    let first = try #require((score["captions"] as? [[String: Any]])?.first)
    let mentions = try #require(first["mentions"] as? [[String: Any]])
    #expect(
      mentions.map { $0["object"] as? String } == ["dog", "bus", "cat", "person", "tennis racket"])
    #expect(
      mentions.map { $0["status"] as? String }
        == ["present", "present", "negated", "hallucinated", "hallucinated"])
    #expect(mentions[0]["start"] as? Int == 2 && mentions[0]["end"] as? Int == 5)
    #expect(score["unannotated_images"] as? [String] == ["9"])
    #expect(score["images"] as? [String] == ["1", "2"])
  }

  @Test("lets the model be asked about its own mentions where there are no annotations")
  func crossExamination() async throws {
    let captions = try folder.write(
      "captions.jsonl",
      #"{"image": "scene_0001.png", "caption": "A cow on a farm. A boat lies beside a cell phone."}"#
        .utf8)
    let made = try await Program.run(
      ["probes", "from-captions", captions, "--to", "claims.jsonl"], in: folder)
    #expect(made.status == 0 && made.output.contains("3 claims of 1 captions"), "\(made.errors)")
    let audit = try await Program.run(
      [
        "audit", "claims.jsonl", "--images", BundledProbes.folder + "/images", "--log",
        "log.sqlite",
        "--explain", "none", "--quiet",
      ], in: folder)
    #expect(audit.status == 0, "\(audit.errors)")
    let score = try await Program.run(
      ["score", captions, "--answers", "1", "--log", "log.sqlite", "--variant", "fixed"], in: folder
    )
    #expect(score.status == 0, "\(score.errors)")
    #expect(
      score.output.contains("are denied by the model that made them (2/3)"), "\(score.output)")
    #expect(!score.output.contains("CHAIR_i"))
  }

  /// Records an audit of two captions: annotators looked for buses and spoons only in one, and in the other for nothing.
  private func recordCaptions() throws {
    let log = try AuditLog.open(at: folder.path + "/captions.sqlite", access: .readWrite)
    let model = ModelIdentity(name: "m", fingerprint: "")
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let audit = try log.beginAudit(
      AuditManifest(
        key: "k", model: model, probeSet: "captions", probeSetDigest: "beef",
        settings: String(decoding: try encoder.encode(AuditSettings()), as: UTF8.self),
        halluxVersion: "0.1.0"),
      probes: [
        CaptionTask(present: ["bus"], annotated: ["bus", "spoon"]).probe(ofImage: "a.png"),
        CaptionTask(present: nil).probe(ofImage: "b.png"),
      ], at: ComparedLogs.time)
    let modelID = try log.modelID(of: model)
    func record(_ key: String, _ text: String) throws {
      try log.record(
        reply: StoredReply(
          key: key, modelID: modelID, imageDigest: nil, prompt: key, answerPrefix: "",
          reply: ModelReply(
            text: text, tokens: [], finishReason: "stop", promptTokenCount: nil,
            systemFingerprint: nil), receivedAt: ComparedLogs.time))
    }
    let text = "A bus and a spoon and a cat."
    try record("caption", text)
    try record("asked", "No")
    for (probe, judge) in zip(
      try log.probes(ofAudit: audit.id), [CaptionJudge.annotations, .model])
    {
      let standings: [MentionStanding] =
        judge == .model
        ? [.hallucinated, .unknown, .unknown] : [.present, .hallucinated, .unknown]
      let mentions = ReadCaption(text, variant: .fixed, isCut: false).mentions
      try log.record(
        caption: CaptionRecord(
          probeID: probe.id, replyKey: "caption", variant: .fixed, judge: judge, isCut: false),
        mentions: mentions.enumerated().map { position, mention in
          MentionRecord(
            probeID: probe.id, position: position, object: mention.object, words: mention.surface,
            range: mention.range, standing: standings[position], quarter: 0,
            askedKey: judge == .model && position == 0 ? "asked" : nil)
        })
    }
    try log.finishAudit(audit.id, state: .finished, at: ComparedLogs.time)
  }

  @Test("scores the captions of an audit by what judged them there")
  func logged() async throws {
    try recordCaptions()
    let ending = try await Program.run(["score", "--log", "captions.sqlite"], in: folder)
    #expect(ending.status == 0, "\(ending.errors)")
    try expectGolden(ending.output, "score-logged-captions.txt")
    let json = try await Program.run(
      ["score", "1", "--log", "captions.sqlite", "--variant", "fixed", "--json"], in: folder)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let scores = try #require(document["scores"] as? [[String: Any]])
    #expect(scores.map { $0["judged_by"] as? String } == ["annotations", "audit 1"])
    #expect(scores[0]["unjudged_mentions"] as? Int == 1)
    let caption = try #require((scores[0]["captions"] as? [[String: Any]])?.first)
    let mentions = try #require(caption["mentions"] as? [[String: Any]])
    #expect(mentions.map { $0["status"] as? String } == ["present", "hallucinated", "unjudged"])
    for option in [["--annotations", "a"], ["--answers", "1"], ["--relabel", "b"]] {
      let refused = try await Program.run(
        ["score", "1", "--log", "captions.sqlite"] + option, in: folder)
      #expect(refused.status == 2 && refused.errors.contains(option[0]), "\(refused.errors)")
    }
  }

  @Test("ends with 3 when the annotations have none of the images")
  func nothingJudged() async throws {
    let captions = try folder.write("captions.jsonl", #"{"image_id": 9, "caption": "A dog."}"#.utf8)
    let ending = try await Program.run(
      ["score", captions, "--annotations", try writeAnnotations()], in: folder)
    #expect(ending.status == 3 && ending.errors.contains("could be judged"), "\(ending.errors)")
  }

  @Test("asks about what either reading sees, and refuses captions that mention nothing")
  func claims() async throws {
    let captions = try folder.write(
      "captions.jsonl", #"{"image": "a.png", "caption": "A bus. There is no cat."}"#.utf8)
    func make(_ more: [String]) async throws -> String {
      let ending = try await Program.run(
        ["probes", "from-captions", captions, "--to", "claims.jsonl", "--force"] + more, in: folder)
      #expect(ending.status == 0, "\(ending.errors)")
      return try String(contentsOfFile: folder.path + "/claims.jsonl", encoding: .utf8)
    }
    // The published reading never sees a bus, and takes a denial for a mention.
    #expect(try await make(["--variant", "fixed"]).contains("\"object\": \"bus\""))
    #expect(try await make(["--variant", "official"]).contains("\"object\": \"cat\""))
    let both = try await make([])
    #expect(both.contains("\"object\": \"bus\"") && both.contains("\"object\": \"cat\""))
    let empty = try folder.write(
      "empty.jsonl", #"{"image": "a.png", "caption": "A quiet scene."}"#.utf8)
    let refused = try await Program.run(
      ["probes", "from-captions", empty, "--to", "nothing.jsonl"], in: folder)
    #expect(refused.status == 3 && refused.errors.contains("there is nothing to ask"))
  }

  @Test(
    "says what is missing",
    arguments: [
      (["--annotations", "nowhere.json"], Int32(3), "nowhere.json: cannot be read"),
      ([], 2, "judge them by --annotations FILE, COCO's instances, or by --answers AUDIT"),
      (["--annotations", "a", "--answers", "1"], 2, "one of them"),
      (
        ["--annotations", "a", "--variant", "new"], 2,
        "--variant 'new' is not one of: official, fixed"
      ),
      (
        ["--annotations", "a", "--truncate", "half"], 2,
        "--truncate 'half' is not one of: none, last"
      ),
      (["--annotations", "a", "--relabel", "b"], 2, "--relabel does not go with captions"),
    ])
  func missing(arguments: [String], status: Int32, message: String) async throws {
    let ending = try await Program.run(["score", try writeCaptions()] + arguments, in: folder)
    #expect(ending.status == status)
    #expect(ending.errors.contains(message), "\(ending.errors)")
  }
}
