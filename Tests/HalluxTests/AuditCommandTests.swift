import Attribution
import AuditStore
import Foundation
import Glibc
import Probing
import Testing

@testable import TestHost
@testable import TestKit

/// Audits by the program itself, on the real embedded server.
@Suite("hallux audit", .serialized)
struct AuditCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func audit(
    _ probes: String, _ more: [String] = [], environment: [String: String] = [:]
  ) async throws -> Program.Ending {
    try await Program.run(
      ["audit", probes, "--images", BundledProbes.folder + "/images", "--log", "log.sqlite"] + more,
      in: folder, environment: environment)
  }

  private func openLog() throws -> AuditLog {
    try AuditLog.open(at: folder.path + "/log.sqlite", access: .readOnly)
  }

  @Test("asks, finds, explains, and costs nothing the second time")
  func wholePath() async throws {
    let probes = try folder.write(
      "probes.jsonl", try BundledProbes.planted(3).joined(separator: "\n").utf8)
    let first = try await audit(probes, ["--json", "--quiet"])
    #expect(first.status == 0, "\(first.errors)")
    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any])
    #expect(summary["state"] as? String == "finished")
    #expect((summary["false_positives"] as? Int ?? 0) >= 2)
    #expect(summary["explained"] as? Int == summary["false_positives"] as? Int)

    let log = try openLog()
    let finding = try #require(try log.findings(ofAudit: 1).first)
    let trigger = try #require(try log.triggers(ofFinding: finding.id).first)
    #expect(trigger.trigger.status == .found)
    #expect(trigger.verification?.answer == .no)

    // What the second run had asked would stand in the log.
    let second = try await audit(probes, ["--quiet"])
    #expect(second.status == 0)
    #expect(try openLog().requestCount(ofAudit: 1) == log.requestCount(ofAudit: 1))
    #expect(try openLog().audits().count == 1)

    let query = try await Program.run(
      ["query", "--log", "log.sqlite", "--kind", "false-positive", "--jsonl"], in: folder)
    #expect(query.status == 0)
    #expect(query.output.split(separator: "\n").count == summary["false_positives"] as? Int)
  }

  @Test(
    "ends with 1 when --fail-if holds, and with 2 before anything is asked when it is no condition")
  func gate() async throws {
    let probes = try folder.write(
      "probes.jsonl", try BundledProbes.planted(2).joined(separator: "\n").utf8)
    let wrong = try await audit(probes, ["--fail-if", "f2 < 1"])
    #expect(
      wrong.status == 2
        && wrong.messages == ["hallux: --fail-if: no number 'f2'; did you mean 'f1'?"])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/log.sqlite"))
    let common = ["--explain", "none", "--quiet", "--fail-if"]
    let held = try await audit(
      probes, common + ["false_positives > 0 and nosplit.accuracy < 1 or n = 2"])
    #expect(
      held.status == 3 && held.messages.last?.contains("there is no nosplit.accuracy") == true)
    let holds = try await audit(probes, common + ["false_positives > 0 and accuracy.high <= 100 %"])
    #expect(holds.status == 1 && holds.output.contains("confusion"))
    #expect(
      holds.messages.last?.hasPrefix("hallux: --fail-if holds: false_positives > 0 and") == true)
    let open = try await audit(probes, common + ["not (n = 2)"])
    #expect(open.status == 0, "\(open.errors)")
  }

  @Test(
    "killed at any moment, resumes to the findings of an undisturbed run and asks nothing twice")
  func killed() async throws {
    let probes = try folder.write(
      "probes.jsonl", try BundledProbes.planted(2).joined(separator: "\n").utf8)
    let elsewhere = try TemporaryFolder()
    let undisturbed = try await Program.run(
      [
        "audit", probes, "--images", BundledProbes.folder + "/images", "--log", "log.sqlite",
        "--quiet",
      ],
      in: elsewhere)
    #expect(undisturbed.status == 0, "\(undisturbed.errors)")

    for moment in [1, 20, 60, 100, 150, 200, 260, 320, 400, 480] {
      let program = try Program(
        [
          "audit", probes, "--images", BundledProbes.folder + "/images", "--log", "log.sqlite",
          "--quiet",
        ],
        in: folder)
      try waitUntil { !program.process.isRunning || recordedAnswers() >= moment }
      program.kill()
      await program.process.exitCode()
    }
    let resumed = try await audit(probes, ["--quiet"])
    #expect(resumed.status == 0, "\(resumed.errors)")

    let expected = try AuditLog.open(at: elsewhere.path + "/log.sqlite", access: .readOnly)
    let log = try openLog()
    #expect(try log.requestCount(ofAudit: 1) == expected.requestCount(ofAudit: 1))
    let findings = try log.findings(ofAudit: 1)
    #expect(try findings.map(\.probeID) == expected.findings(ofAudit: 1).map(\.probeID))
    for finding in findings {
      let triggers = try log.triggers(ofFinding: finding.id).map(\.trigger.regions)
      #expect(try triggers == expected.triggers(ofFinding: finding.id).map(\.trigger.regions))
    }
  }

  @Test("interrupted, finishes what is in flight and says how to resume")
  func interrupted() async throws {
    let probes = try folder.write(
      "probes.jsonl", try BundledProbes.planted(2).joined(separator: "\n").utf8)
    let program = try Program(
      ["audit", probes, "--images", BundledProbes.folder + "/images", "--log", "log.sqlite"],
      in: folder)
    try waitUntil { !program.process.isRunning || recordedAnswers() >= 20 }
    Glibc.kill(program.process.processIdentifier, SIGINT)
    let ending = try await program.ending()
    #expect(ending.status == 130)
    #expect(ending.errors.contains("the same command goes on"))
    #expect(try openLog().audit(id: 1)?.state == .interrupted)
  }

  @Test("tells each broken input in one line, does the rest, and ends with 3")
  func brokenInput() async throws {
    let good = try BundledProbes.lines().prefix(5)
    let images = folder.path + "/images"
    try FileManager.default.createDirectory(atPath: images, withIntermediateDirectories: true)
    let name = try #require(good[0].firstMatch(of: /scene_\d+\.png/)).output
    let png = try Data(contentsOf: URL(fileURLWithPath: BundledProbes.folder + "/images/\(name)"))
    try folder.write("images/\(name)", png)
    try folder.write("images/text.png", "I am no picture".utf8)
    try folder.write("images/short.png", png.prefix(png.count / 2))
    var huge = Array(png)
    huge.replaceSubrange(16..<24, with: [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30])
    try folder.write("images/huge.png", huge)
    func line(_ id: Int, _ image: String, label: String = "no") -> String {
      #"{"question_id": \#(id), "image": "\#(image)", "text": "Is there a cake in the image?", "#
        + #""label": "\#(label)"}"#
    }
    let probes = try folder.write(
      "probes.jsonl",
      (good + [
        line(901, "gone.png"), #"{"question_id": 902, "image": "#, line(903, "text.png"),
        line(904, "short.png"), line(905, "huge.png"), line(906, String(name), label: "maybe"),
        line(907, "../probes.jsonl"),
      ]).joined(separator: "\n").utf8)
    let ending = try await Program.run(
      ["audit", probes, "--images", images, "--log", "log.sqlite", "--explain", "none"], in: folder)
    #expect(ending.status == 3)
    let expected = [
      "probes.jsonl:7:", "probes.jsonl:11:", "maybe", "gone.png", "text.png", "short.png",
      "huge.png", "../probes.jsonl",
    ]
    for part in expected {
      #expect(ending.messages.contains { $0.contains(part) }, "\(part) in \(ending.messages)")
    }
    #expect(ending.messages.count == 7, "\(ending.messages)")
    #expect(try openLog().verdicts(ofAudit: 1, rule: "hallux").count == 5)
    #expect(ending.output.contains("5 answered"))
  }

  @Test("takes several files as one set, under other labels")
  func severalFiles() async throws {
    let lines = try BundledProbes.planted(4)
    let one = try folder.write("one.jsonl", lines[..<2].joined(separator: "\n").utf8)
    let two = try folder.write("two.jsonl", lines[1...].joined(separator: "\n").utf8)
    let flipped = lines[0].replacing("\"label\": \"no\"", with: "\"label\": \"yes\"")
    // The fourth has no label among the others: it is left out.
    let labels = try folder.write(
      "labels.jsonl", ([flipped] + lines[1..<3]).joined(separator: "\n").utf8)
    let ending = try await audit(one, [two, "--relabel", labels, "--explain", "none", "--json"])
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(ending.errors.contains("relabeled by labels"), "\(ending.errors)")
    let verdicts = try openLog().verdicts(ofAudit: 1, rule: "hallux")
    #expect(verdicts.count == 3)
    #expect(try openLog().audit(id: 1)?.manifest.probeSet == "one+two, labels of labels")
  }

  @Test("refuses a log that cannot be written, before it asks anything")
  func unwritableLog() async throws {
    try folder.write("file", [])
    let ending = try await Program.run(["audit", "--log", "file/log.sqlite"], in: folder)
    #expect(ending.status == 3)
    #expect(ending.messages.count == 1, "\(ending.errors)")
  }

  @Test("refuses a file that is no log")
  func notALog() async throws {
    try folder.write("log.sqlite", "this is a letter".utf8)
    let ending = try await Program.run(["audit", "--log", "log.sqlite"], in: folder)
    #expect(ending.status == 6)
    #expect(ending.messages.count == 1, "\(ending.errors)")
  }

  @Test("says that nothing answers at an address, without the key")
  func refusedPort() async throws {
    let ending = try await Program.run(
      ["audit", "--server", "http://127.0.0.1:9", "--log", "log.sqlite"], in: folder,
      environment: ["OPENAI_API_KEY": "sk-marker-1234"])
    #expect(ending.status == 4)
    #expect(ending.messages.count == 1, "\(ending.errors)")
    #expect(!(ending.errors + ending.output).contains("sk-marker-1234"))
  }

  @Test(
    "says what is missing when the embedded server cannot start",
    arguments: [
      ["--python", "/nowhere/python"], ["--gguf", "gone.gguf", "--mmproj", "gone.gguf"],
    ])
  func noEmbeddedServer(_ arguments: [String]) async throws {
    let ending = try await Program.run(["audit", "--log", "log.sqlite"] + arguments, in: folder)
    #expect(ending.status == 4)
    #expect(ending.messages.count == 1, "\(ending.errors)")
  }

  /// How many answers the log holds so far.
  private func recordedAnswers() -> Int {
    guard let log = try? openLog(), let count = try? log.requestCount(ofAudit: 1) else { return 0 }
    return count.total
  }

  /// Looks again and again until the condition holds; a condition that never does fails the test.
  private func waitUntil(_ condition: () -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(300)
    while !condition() {
      try #require(ContinuousClock.now < deadline, "waited in vain")
      usleep(20_000)
    }
  }
}
