import AuditStore
import Foundation
import Testing

@testable import TestKit
@testable import hallux

/// Audits by the program itself, which examine the real embedded server first.
@Suite("hallux audit, its server examined", .serialized, .timeLimit(.minutes(30)))
struct CheckedAuditTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func audit(_ more: String...) async throws -> Program.Ending {
    let probes = try folder.write(
      "probes.jsonl", try BundledProbes.planted(2).joined(separator: "\n").utf8)
    return try await Program.run(
      [
        "audit", probes, "--images", BundledProbes.folder + "/images", "--log", "log.sqlite",
      ] + more, in: folder)
  }

  private func log() throws -> AuditLog {
    try AuditLog.open(at: folder.path + "/log.sqlite", access: .readOnly)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `An audit examines its server once, relies on the report and names it`() async throws {
    let first = try await audit("--explain", "none", "--json")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.messages.isEmpty, "nothing is wrong with the embedded server")
    let checks = try #require(try object(first.output)["server_checks"] as? [String: Any])
    #expect(checks["passed"] as? Int == 20 && (checks["failed"] as? [Any])?.isEmpty == true)
    let able = try #require(checks["capabilities"] as? [String: Any])
    #expect(able["forces_several"] as? String == "grammar")
    #expect(try log().audit(id: 1)?.serverReportID == 1)
    let second = try await audit("--explain", "all", "--quiet")
    #expect(second.status == 0 && second.errors.isEmpty, "\(second.errors)")
    #expect(second.output.contains("server      20 checks passed, 1 did not apply, "))
    #expect(try log().audit(id: 2)?.serverReportID == 1)
    for word in ["127.0.0.1", "localhost", "http:"] {
      #expect(try !String(describing: log().serverReport(id: 1)).contains(word))
    }
  }

  @Test func `Unexamined, an audit says so, and its report is null`() async throws {
    let ending = try await audit("--explain", "none", "--skip-checks")
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(ending.output.contains("server      not checked"))
    #expect(try log().audit(id: 1)?.serverReportID == nil)
  }

  @Test func `A dry run asks nothing about a probe, and the audit then costs what it said`()
    async throws
  {
    let dry = try await object(try audit("--explain", "none", "--dry-run", "--json").output)
    let asking = try #require(dry["asking"] as? Int)
    #expect(asking == 2 && dry["held_answers"] as? Int == 0)
    #expect((dry["tokens_per_request"] as? Double ?? 0) > 64)
    #expect((dry["requests_per_second"] as? Double ?? 0) > 0)
    #expect(try log().audits().isEmpty)
    #expect(try await audit("--explain", "none", "--quiet").status == 0)
    let count = try log().requestCount(ofAudit: 1)
    #expect(count.replies == asking)
    #expect(try log().audit(id: 1)?.serverReportID == 1, "the dry run's examination is kept")
    let after = try await object(try audit("--explain", "none", "--dry-run", "--json").output)
    #expect(after["asking"] as? Int == 0 && after["held_answers"] as? Int == asking)
    // Where no server can be reached the log says what it knows of the model.
    let away = try await audit(
      "--explain", "none", "--dry-run", "--json", "--server", "http://127.0.0.1:1/v1", "--model",
      "tiny-llava")
    #expect(away.status == 0 && away.messages.count == 1, "\(away.errors)")
    #expect(try object(away.output)["held_answers"] as? Int == asking)
    let unknown = try await audit(
      "--explain", "none", "--dry-run", "--server", "http://127.0.0.1:1/v1")
    #expect(unknown.output.contains("time        not known: no server was examined"))
  }

  @Test func `The two switches exclude each other`() async throws {
    let ending = try await audit("--skip-checks", "--check-again")
    #expect(ending.status == 2 && ending.errors.contains("Choose one of --skip-checks"))
  }
}
