import Attribution
import AuditStore
import Foundation
import Testing

@testable import TestKit

/// Explanations by the program itself, on the real embedded server.
@Suite("hallux explain", .serialized)
struct ExplainCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A scene with a cake at its top right.
  private static let scene = BundledProbes.folder + "/images/scene_0001.png"
  private static let cake = ["--ask", "Is there a cake in the image?"]

  private func explain(_ arguments: [String]) async throws -> Program.Ending {
    try await Program.run(["explain", "--log", "log.sqlite", "--quiet"] + arguments, in: folder)
  }

  private func openLog() throws -> AuditLog {
    try AuditLog.open(at: folder.path + "/log.sqlite", access: .readOnly)
  }

  private func json(_ ending: Program.Ending) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
  }

  @Test("explains a yes that no label judges, writes its pages and pictures, and proves it again")
  func withoutLabel() async throws {
    let ending = try await explain([Self.scene] + Self.cake + ["--regions", "9", "--to", "report"])
    #expect(ending.status == 0, "\(ending.errors)")
    for line in [
      "question    Is there a cake in the image?", "answer      Yes",
      "explained   first-token: yes",
      "necessary   regions ", "verified: the model says no", "audit 1, finding 1",
    ] {
      #expect(ending.output.contains(line), "\(line) in \(ending.output)")
    }
    #expect(!ending.output.contains("verdict"))

    let page = try String(contentsOfFile: folder.path + "/report/finding-1.html", encoding: .utf8)
    #expect(page.contains("none: it is explained, not judged"))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/report")
    #expect(files.contains("index.html"))
    let overlay = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/report/overlay.png"))
    #expect(overlay.starts(with: [0x89] + Array("PNG".utf8)) && overlay.count > 2000)

    let before = try openLog().requestCount(ofAudit: 1)
    let again = try await explain(["--recheck", "1"])
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.output.contains("lines hold") && !again.output.contains("broken"))
    #expect(try openLog().requestCount(ofAudit: 1) == before)
  }

  @Test("explains a word of a description as JSON, and costs nothing the second time")
  func word() async throws {
    let arguments = [Self.scene, "--describe", "--word", "cake", "--regions", "9", "--json"]
    let ending = try await explain(arguments)
    #expect(ending.status == 0, "\(ending.errors)")
    let result = try json(ending)
    #expect(result["level"] as? String == "word" && result["said"] as? String == "cake")
    #expect(result["kind"] as? String == "answer" && result["state"] as? String == "explained")
    let tokens = try #require(result["tokens"] as? [[String: Any]])
    #expect(tokens.count == 1)
    #expect(try #require(tokens[0]["visual_gain"] as? Double) > 1)
    let triggers = try #require(result["triggers"] as? [[String: Any]])
    #expect(triggers.first?["status"] as? String == "found")

    // What the second run had asked would stand in the log.
    let requests = try openLog().requestCount(ofAudit: 1)
    let second = try await explain(arguments)
    // That the audit went on and ended once more is an event, so only the log's head is another.
    let heads = try [ending, second].map { try #require(try json($0)["log_head"] as? String) }
    #expect(second.status == 0 && heads[0] != heads[1])
    #expect(second.output.replacing(heads[1], with: heads[0]) == ending.output)
    #expect(try openLog().requestCount(ofAudit: 1) == requests)

    let recheck = try await explain(["--recheck", "1", "--json"])
    #expect(recheck.status == 0, "\(recheck.errors)")
    let rechecked = try #require(try json(recheck)["triggers"] as? [[String: Any]])
    #expect(rechecked.count == 2 && rechecked.allSatisfy { $0["holds"] as? Bool == true })
  }

  @Test(
    "explains tokens by their places, the counter-answer and the whole answer",
    arguments: [
      (cake + ["--tokens", "5,1-2"], "tokens", 3, 2), (cake + ["--counter"], "counter-token", 1, 0),
      (cake + ["--sentence"], "sentence", 10, 0),
      (["--describe", "--max-tokens", "12"], "sentence", 12, 0),
    ])
  func levels(arguments: [String], level: String, tokenCount: Int, triggerCount: Int) async throws {
    let ending = try await explain([Self.scene] + arguments + ["--regions", "4", "--json"])
    #expect(ending.status == 0, "\(ending.errors)")
    let result = try json(ending)
    #expect(result["level"] as? String == level)
    #expect((result["tokens"] as? [Any])?.count == tokenCount)
    #expect((result["triggers"] as? [Any])?.count == triggerCount)
    #expect(result["order"] != nil)
  }

  @Test(
    "says in one line what of an answer is not there, and ends with 5",
    arguments: [
      (
        cake + ["--word", "fork"],
        "the word \"fork\" is not in the answer: \"Yes, there is a cake in"
      ),
      (cake + ["--tokens", "11"], "the answer has 10 tokens, there is no token 11"),
    ])
  func notThere(arguments: [String], message: String) async throws {
    let ending = try await explain([Self.scene] + arguments)
    #expect(ending.status == 5)
    #expect(ending.messages.count == 1, "\(ending.errors)")
    #expect(ending.messages.first?.contains(message) == true, "\(ending.errors)")
    #expect(ending.output.contains("problem     "))
  }

  @Test(
    "copes with pictures that are none, and with too many regions and too few",
    arguments: [(1, 1, 9), (1, 4000, 9), (64, 64, 9), (5, 5, 10_000), (64, 64, 1)])
  func oddPictures(width: Int, height: Int, regions: Int) async throws {
    let picture = try folder.write("black.bmp", Self.blackBMP(width: width, height: height))
    let ending = try await explain(
      [picture] + Self.cake + ["--regions", "\(regions)", "--to", "report"])
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(ending.errors.isEmpty)
    // Black is what regions are hidden with: nothing can change the answer.
    #expect(ending.output.contains("necessary   never-flips"), "\(ending.output)")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/report/overlay.png"))
  }

  @Test(
    "cannot recheck what is not there, and says so in one line",
    arguments: [
      (["--recheck", "99"], "the log has no finding 99"),
      (
        ["--recheck", "1"], "finding 1 has no certificate: no trigger was searched for"
      ),
    ])
  func nothingToRecheck(arguments: [String], message: String) async throws {
    #expect(
      try await explain([Self.scene] + Self.cake + ["--sentence", "--regions", "1"]).status == 0)
    let ending = try await explain(arguments)
    #expect(ending.status == 3)
    #expect(ending.messages == ["hallux: \(message)"])
  }

  @Test("cannot recheck without a log, and asks no server for it")
  func noLog() async throws {
    let ending = try await explain(["--recheck", "1", "--server", "http://127.0.0.1:9"])
    #expect(ending.status == 3)
    #expect(
      ending.messages == [
        "hallux: audit log log.sqlite: there is no such file; hallux audit writes one"
      ])
  }

  /// A black picture.
  private static func blackBMP(width: Int, height: Int) -> [UInt8] {
    func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> ($0 * 8) & 255) } }
    let pixelBytes = (width * 3 + 3) / 4 * 4 * height
    let sizes = little(54 + pixelBytes) + little(0) + little(54)
    let shape = little(40) + little(width) + little(height) + [1, 0, 24, 0]
    let rest = little(0) + little(pixelBytes) + little(2835) + little(2835) + little(0) + little(0)
    return Array("BM".utf8) + sizes + shape + rest + Array(repeating: 0, count: pixelBytes)
  }
}
