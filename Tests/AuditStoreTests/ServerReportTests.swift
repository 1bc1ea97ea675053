import Attribution
import Foundation
import GRDB
import ModelAPI
import Testing

@testable import AuditStore

@Suite("A report on a server")
struct ServerReportTests {
  static func report(_ mark: String = "m") -> ServerReport {
    var report = ServerReport()
    report.model = mark
    report.requestCount = 160
    report.capabilities.takesBMP = true
    report.capabilities.topLogProbabilities = 5
    report.capabilities.evaluationsPerSecond = 41.25
    report.checks = [
      .init(name: "model", asks: "GET /v1/models", result: .passed("m is listed")),
      .init(
        name: "log-probabilities", asks: "top_logprobs 20",
        result: .failed(
          "top_logprobs 5 at most", consequence: "A token below is only bounded.",
          remedy: Remedy(vLLM: "--max-logprobs 20"))),
    ]
    return report
  }

  @Test("comes back as it was, the newest of its key first", arguments: LogCase.allCases)
  func roundTrip(log: LogCase) throws {
    try log.run { log in
      #expect(try log.serverReport(key: "k") == nil)
      let first = try log.record(
        serverReport: Self.report(), key: "k", model: Sample.model, at: Sample.time)
      #expect(first.report == Self.report())
      #expect(try log.serverReport(key: "k") == first && log.serverReport(id: first.id) == first)
      let second = try log.record(
        serverReport: Self.report("n"), key: "k", model: Sample.model, at: Sample.time)
      #expect(try log.serverReport(key: "k") == second && second.id != first.id)
      // A clock that was set back makes no report an earlier one.
      let third = try log.record(
        serverReport: Self.report("a"), key: "k", model: Sample.model,
        at: Sample.time.addingTimeInterval(-9))
      #expect(try log.serverReport(key: "k") == third && third.madeAt > second.madeAt)
      #expect(try log.serverReport(key: "other") == nil && log.serverReport(id: 99) == nil)
    }
  }

  @Test(
    "is named by the audits that relied on it, the last one of several", arguments: LogCase.allCases
  )
  func reference(log: LogCase) throws {
    try log.run { log in
      let sample = try SampleAudit(in: log)
      #expect(try log.audit(id: sample.audit.id)?.serverReportID == nil)
      let error = #expect(throws: LogError.self) {
        try log.setServerReport(7, forAudit: sample.audit.id)
      }
      #expect(error?.code == .invalid)
      for mark in ["first", "second"] {
        let stored = try log.record(
          serverReport: Self.report(mark), key: "k", model: Sample.model, at: Sample.time)
        try log.setServerReport(stored.id, forAudit: sample.audit.id)
        #expect(try log.audit(id: sample.audit.id)?.serverReportID == stored.id)
      }
      // An audit that goes on without one keeps what it relied on.
      let resumed = try log.beginAudit(Sample.manifest(), probes: Sample.probes, at: Sample.time)
      #expect(resumed.serverReportID == 2)
      #expect(throws: LogError.self) { try log.setServerReport(1, forAudit: 99) }
    }
  }

  @Test("is kept in the words of hallux doctor --json")
  func words() throws {
    let log = try AuditLog.inMemory()
    _ = try log.record(serverReport: Self.report(), key: "k", model: Sample.model, at: Sample.time)
    let text = try #require(
      try log.read { try String.fetchOne($0, sql: "SELECT report FROM server_report") })
    for part in [
      #""takes_bmp":true"#, #""top_log_probabilities":5"#, #""schema_version":1"#,
      #""outcome":"failed""#, #""remedy":{"vllm":"--max-logprobs 20"}"#,
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  @Test("that cannot be read is an error, never a crash")
  func damaged() throws {
    let log = try AuditLog.inMemory()
    _ = try log.record(serverReport: Self.report(), key: "k", model: Sample.model, at: Sample.time)
    try log.write { db in
      try db.allowChanges(of: "server_report")
      try db.execute(sql: "UPDATE server_report SET report = '[]'")
    }
    let error = #expect(throws: LogError.self) { try log.serverReport(key: "k") }
    #expect(error?.code == .damaged)
  }
}
