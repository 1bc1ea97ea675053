import AuditStore
import Auditing
import ChatCompletions
import Foundation
import ModelAPI

/// What is known about a model's server before the first question: from the log, else found out by asking.
struct ServerChecks {
  let log: AuditLog
  let options: CheckOptions
  let isQuiet: Bool

  /// The model, asked as its server was found to be able to answer.
  ///
  /// A server that cannot be audited is examined anew every time: it may have been started otherwise since.
  ///
  /// - Returns: The model, and the report that it relies on; nil where none was wanted.
  /// - Throws: `CommandFailure` when the server cannot be audited; `LogError`; `ModelError` `cancelled`.
  func relied<Model: CheckableModel>(
    on model: Model, display: ProgressDisplay
  ) async throws -> (model: Model, report: StoredServerReport?) {
    guard !options.skipChecks else { return (model, nil) }
    let stored = try await report(on: model)
    if !isQuiet { for line in Self.lines(stored.report) { display.note(line) } }
    return (model.relying(on: stored.report.capabilities), stored)
  }

  /// The model, asked as its server was found to be able to answer when it was last examined; as it is where the log
  /// holds no report.
  static func known<Model: CheckableModel>(
    _ model: Model, in log: AuditLog
  ) throws(LogError) -> Model {
    let key = model.identity.serverReportKey(examination: Doctor.examination)
    guard let known = try log.serverReport(key: key) else { return model }
    return model.relying(on: known.report.capabilities)
  }

  /// The report that the log holds, unless it is to be made anew; else one that is made now and recorded.
  func report(on model: some CheckableModel) async throws -> StoredServerReport {
    let key = model.identity.serverReportKey(examination: Doctor.examination)
    if !options.checkAgain, let known = try log.serverReport(key: key) { return known }
    let progress = RedrawnLine(isQuiet: isQuiet)
    defer { progress.finish() }
    let report = try await model.examine { progress.show($0) }
    if let refusal = report.refusal {
      throw CommandFailure(
        status: .server, message: "the server cannot be audited: " + Self.line(refusal, report))
    }
    return try log.record(
      serverReport: report, key: key, model: model.identity, at: Date())
  }

  /// A refusal with what to start the server with.
  private static func line(_ refusal: String, _ report: ServerReport) -> String {
    let remedy = report.checks.last { $0.name == report.refusedBy }?.result.remedy?.line ?? ""
    return refusal + (remedy.isEmpty ? "" : "; start it with: \(remedy)")
  }

  /// A line for each check that failed.
  static func lines(_ report: ServerReport) -> [String] {
    report.failures.map { entry in
      let remedy = entry.result.remedy?.line ?? ""
      return "server, \(entry.name): \(entry.result.finding). "
        + (entry.result.consequence ?? "")
        + (remedy.isEmpty ? "" : " Start it with: \(remedy).")
    }
  }
}
