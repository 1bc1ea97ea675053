import AuditStore
import Foundation
import Testing

@testable import TestHost
@testable import TestKit

/// The audit log's own commands, by the program itself, after an audit by the real bundled model.
@Suite("hallux log", .serialized)
struct LogCommandTests {
  /// One audit for all tests; each takes a copy of its log.
  private static let audited = Task {
    let folder = try TemporaryFolder()
    let probes = try folder.write(
      "probes.jsonl", try BundledProbes.planted(2).joined(separator: "\n").utf8)
    let ending = try await Program.run(
      [
        "audit", probes, "--images", BundledProbes.folder + "/images", "--log", "log.sqlite",
        "--quiet",
      ],
      in: folder)
    return (folder: folder, ending: ending)
  }

  let folder: TemporaryFolder
  let audit: Program.Ending

  init() async throws {
    folder = try TemporaryFolder()
    let audited = try await Self.audited.value
    audit = audited.ending
    for suffix in ["", "-wal"] {
      let log = audited.folder.path + "/log.sqlite" + suffix
      guard FileManager.default.fileExists(atPath: log) else { continue }
      try FileManager.default.copyItem(atPath: log, toPath: folder.path + "/log.sqlite" + suffix)
    }
  }

  private func log(_ arguments: String...) async throws -> Program.Ending {
    try await Program.run(["log"] + arguments + ["--log", "log.sqlite"], in: folder)
  }

  @Test("show means the newest audit, not an answer that was explained after it")
  func newest() async throws {
    let scene = BundledProbes.folder + "/images/scene_0001.png"
    let explained = try await Program.run(
      [
        "explain", scene, "--ask", "Is there a cake in the image?", "--regions", "4", "--quiet",
        "--log", "log.sqlite",
      ], in: folder)
    #expect(explained.status == 0, "\(explained.errors)")
    let (first, second) = (try await log("show", "1").output, try await log("show", "2").output)
    #expect(try await log("show").output == first)
    #expect(first != second && second.contains("explain"))
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// The value that a line of a listing begins with.
  private func value(_ name: String, in text: String) -> String? {
    text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
      .map { $0.dropFirst(name.count).drop { $0 == " " }.description }
  }

  @Test("verifies a whole audit, whose head the audit, the report and the log agree on")
  func verifies() async throws {
    #expect(audit.status == 0, "\(audit.errors)")
    let head = try #require(value("head", in: audit.output))
    #expect(head.count == 64)
    #expect(try await log("head").output == head + "\n")

    let verified = try await log("verify", "--head", head)
    #expect(verified.status == 0 && verified.errors.isEmpty, "\(verified.output)")
    #expect(verified.output.contains(", 2 images: all as they were recorded"))
    #expect(value("head", in: verified.output) == head)
    let json = try await object(try log("verify", "--json").output)
    #expect(json["intact"] as? Bool == true && (json["problems"] as? [Any])?.isEmpty == true)
    #expect((json["head"] as? [String: Any])?["hash"] as? String == head)

    for name in ["one", "two"] {
      let report = try await Program.run(
        ["report", "--to", name, "--log", "log.sqlite"], in: folder)
      #expect(report.status == 0, "\(report.errors)")
    }
    let pages = try ["one", "two"].map {
      try String(contentsOfFile: folder.path + "/\($0)/index.html", encoding: .utf8)
    }
    #expect(pages[0] == pages[1])
    #expect(pages[0].contains("<dd>\(head)</dd>"))
  }

  @Test("tells what was touched, and ends with 6")
  func touched() async throws {
    let head = try await log("head").output.dropLast()
    let python = try ChildProcess(
      [
        "/usr/bin/env", "python3", "-c",
        """
        import sqlite3
        log = sqlite3.connect("log.sqlite", isolation_level=None)
        trigger, = log.execute("SELECT sql FROM sqlite_schema WHERE name = 'verdict_is_not_changed'").fetchone()
        log.execute("DROP TRIGGER verdict_is_not_changed")
        log.execute("UPDATE verdict SET outcome = 'true-negative' WHERE probe_id = 1 AND rule = 'hallux'")
        log.execute(trigger)
        """,
      ], environment: ["PATH": "/usr/bin:/bin"], in: folder.path,
      output: folder.path + "/python.out",
      errors: folder.path + "/python.err")
    #expect(await python.exitCode() == 0)

    let verified = try await log("verify")
    #expect(verified.status == 6)
    #expect(
      value("problem", in: verified.output)?.hasPrefix(
        #"verdict [1,"hallux"] was changed since event "#) == true, "\(verified.output)")
    let json = try await object(try log("verify", "--json", "--head", String(head)).output)
    let problems = try #require(json["problems"] as? [[String: Any]])
    #expect(problems.count == 1 && problems[0]["table"] as? String == "verdict")
    #expect(problems[0]["key"] as? String == #"[1,"hallux"]"# && problems[0]["event"] is Int)
    #expect(json["anchor_event"] as? Int != nil)

    let foreign = try await log("verify", "--head", String(repeating: "ab", count: 32))
    #expect(foreign.status == 6 && foreign.output.contains("no event has the hash abab"))
  }

  @Test("shows the manifest of an audit")
  func manifest() async throws {
    let text = try await log("show").output
    #expect(value("audit", in: text) == "1, finished, of log.sqlite")
    #expect(text.contains("probes probes.jsonl; sha256 "), "\(text)")
    #expect(text.contains("setting     regionCount = 64"))
    let json = try await object(try log("show", "1", "--json").output)
    let counts = try #require(json["counts"] as? [String: Any])
    #expect(counts["probes"] as? Int == 2 && (counts["evaluations"] as? Int ?? 0) > 0)
    #expect((json["settings"] as? [String: Any])?["regionCount"] as? Int == 64)
    #expect((json["images"] as? [[String: Any]])?.count == 2)
    #expect(
      (json["history"] as? [[String: Any]])?.map { $0["state"] as? String } == [
        "running", "finished",
      ])
    #expect(try await log("show", "7").status == 3)
  }

  @Test("prints the schema as SQL that makes the same tables")
  func schema() async throws {
    let ending = try await Program.run(["log", "schema"], in: folder)
    #expect(ending.status == 0)
    #expect(ending.output.contains("CREATE TABLE event (              -- what was recorded"))
    #expect(ending.output.contains("PRAGMA") == false)
  }

  @Test("has no head before anything was recorded, and says so")
  func empty() async throws {
    _ = try AuditLog.open(at: folder.path + "/empty.sqlite", access: .readWrite)
    for command in [["head"], ["show"]] {
      let ending = try await Program.run(["log"] + command + ["--log", "empty.sqlite"], in: folder)
      #expect(ending.status == 3 && ending.messages.count == 1, "\(ending.errors)")
    }
    #expect(
      try await Program.run(["log", "verify", "--log", "empty.sqlite"], in: folder).status == 0)
  }

  @Test("refuses a head that is none")
  func badHead() async throws {
    let ending = try await log("verify", "--head", "4f0c")
    #expect(ending.status == 2 && ending.errors.contains("64 hexadecimal digits"))
  }
}
