import Attribution
import AuditStore
import Auditing
import Foundation
import ModelAPI
import Probing

/// An audit from the terminal's side: connects, runs, shows progress, takes Ctrl-C, lets the server go.
struct RunningAudit {
  let log: AuditLog
  let logPath: String
  let server: ServerOptions
  let checks: CheckOptions
  let settings: AuditSettings
  let rule: any ParseRule
  let search: any RegionSearch
  var loadLabelMap: LabelMapLoader?
  /// The part of the probes to ask, if not all of them.
  var share: ProbeShare?
  /// What of the pictures the log keeps.
  var keeping = StoredImage.Kept.full
  /// The model that must answer, where an audit is repeated.
  var expected: ModelIdentity?
  let display: ProgressDisplay
  let isQuiet: Bool

  /// What the run came to, and the summary of the whole audit.
  struct Outcome {
    var result: AuditResult
    var summary: AuditSummary
  }

  /// The seed of every bootstrap of a summary: the same log gives the same numbers.
  static let bootstrapSeed: UInt64 = 7

  /// Runs the audit of some probes.
  func run(
    _ probes: [Probe], named name: String, from sources: [ProbeSource] = [],
    loadImage: @escaping ImageLoader
  ) async throws -> Outcome {
    let stop = StopSignal()
    let work = Task {
      try await Connection(server, note: { display.note($0) }).whileOpen { connection in
        try await run(
          probes, named: name, from: sources, on: connection, stop: stop, loadImage: loadImage)
      }
    }
    let interrupts = Interrupts(
      stop: stop, note: { display.note($0) }, cancel: { work.cancel() })
    defer { withExtendedLifetime(interrupts) {} }
    // The process may end before the last of its parts lets go of the log.
    defer { log.settle() }
    let result: AuditResult
    do {
      result = try await work.value
      display.finish()
    } catch {
      display.finish()
      // Whatever a request that was broken off says, the person at the keyboard ended it.
      if work.isCancelled { throw CommandFailure(status: .interrupted, message: stopped) }
      throw resumable(error)
    }
    guard let audit = try log.audit(id: result.auditID) else {
      throw CommandFailure(
        status: .logDamaged, message: "audit \(result.auditID) is not in the log")
    }
    if result.wasInterrupted {
      display.note(stopped)
    }
    return Outcome(
      result: result,
      summary: try AuditSummary(audit, rule: rule.name, log: log, seed: Self.bootstrapSeed))
  }

  /// What is said when the run was ended from outside.
  private var stopped: String {
    "stopped; everything answered is in \(logPath): the same command goes on"
  }

  /// Examines the server, unless that was done before, and runs the audit.
  private func run(
    _ probes: [Probe], named name: String, from sources: [ProbeSource], on connection: Connection,
    stop: StopSignal, loadImage: @escaping ImageLoader
  ) async throws -> AuditResult {
    if let expected, expected != connection.identity {
      throw CommandFailure(
        status: .inputData,
        message:
          "the audit is about the model \(expected.name), and another one answers here: the names or the "
          + "fingerprints differ; audit it by itself instead")
    }
    let (model, report) = try await ServerChecks(log: log, options: checks, isQuiet: isQuiet)
      .relied(on: connection.model, display: display)
    let manifest = AuditManifest(
      model: connection.identity, probeSet: name, probes: probes, sources: sources,
      settings: settings, version: Hallux.version)
    let run = try AuditRun(
      model: model, log: log, manifest: manifest, settings: settings, rule: rule,
      search: search, maxInFlight: connection.maxConnections, stop: stop,
      loadLabelMap: loadLabelMap, serverReport: report?.id, share: share, keeping: keeping,
      now: { Date() },
      observe: { display.show($0) })
    return try await run.run(probes, loadImage: loadImage)
  }

  /// Says of a failure in the middle of a run that the run can be resumed.
  private func resumable(_ error: any Error) -> any Error {
    guard let error = error as? ModelError, error.code != .rejected else { return error }
    if error.code == .cancelled { return CancellationError() }
    return CommandFailure(
      status: .server,
      message: "\(error.message); everything answered is in the log: the same command goes on")
  }
}
