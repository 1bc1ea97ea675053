import AuditStore
import Auditing
import ChatCompletions
import Foundation
import ModelAPI
import Probing

/// `hallux audit --dry-run`: what the audit would ask, before anything is asked about a probe.
struct DryRun {
  let log: AuditLog
  let server: ServerOptions
  let checks: CheckOptions
  let settings: AuditSettings
  let rule: any ParseRule
  let display: ProgressDisplay
  let isQuiet: Bool

  /// What is known of the model.
  private struct Known {
    var model: ModelIdentity?
    var report: StoredServerReport?
    var serverCount = 1

    /// What the servers can do, all together.
    var capabilities: ServerCapabilities? {
      var all = report?.report.capabilities
      if let one = all?.evaluationsPerSecond {
        all?.evaluationsPerSecond = one * Double(serverCount)
      }
      return all
    }
  }

  /// The forecast, with what it rests on.
  ///
  /// A server that nobody examined yet is examined now. Where none can be reached, the log says what it knows of
  /// the model that is named.
  func forecast(_ probes: [Probe], loadImage: ImageLoader) async throws -> ForecastText {
    let known = try await known()
    return ForecastText(
      forecast: try AuditForecast(
        probes, settings: settings, rule: rule, model: known.model,
        capabilities: known.capabilities, log: log, loadImage: loadImage),
      model: known.model?.name ?? server.model, checkedAt: known.report?.madeAt,
      settings: settings)
  }

  private func known() async throws -> Known {
    let connection: Connection
    do {
      connection = try await Connection(server, note: { Terminal.note("hallux: " + $0.printable) })
    } catch let error as CommandFailure where error.status == .server {
      display.note(error.message + ": only what the log holds is known")
      return try unreached()
    }
    return try await connection.whileOpen { connection in
      Known(
        model: connection.identity, report: try await report(on: connection.model),
        serverCount: connection.model.serverCount)
    }
  }

  private func report(on model: some CheckableModel) async throws -> StoredServerReport? {
    guard !checks.skipChecks else { return try heldReport(on: model.identity) }
    return try await ServerChecks(log: log, options: checks, isQuiet: isQuiet).report(on: model)
  }

  /// The model that is named, if the log knows just one of that name.
  private func unreached() throws -> Known {
    guard let name = server.model else { return Known() }
    let models = try log.models(named: name)
    guard let model = models.first, models.count == 1 else { return Known() }
    return Known(
      model: model, report: try heldReport(on: model), serverCount: max(1, server.server.count))
  }

  private func heldReport(on model: ModelIdentity) throws -> StoredServerReport? {
    try log.serverReport(key: model.serverReportKey(examination: Doctor.examination))
  }
}
