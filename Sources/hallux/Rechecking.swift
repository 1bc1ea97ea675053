import ArgumentParser
import Attribution
import AuditStore
import Auditing
import Foundation
import Imaging
import ModelAPI

/// `hallux explain --recheck`: the certificates of a finding, asked again.
struct Rechecking {
  let finding: Int64
  let logPath: String
  let server: ServerOptions
  let json: Bool
  let quiet: Bool

  /// Asks, prints, and ends with exit code 5 unless every line holds.
  func run() async throws {
    let log = try AuditLog.open(at: logPath, access: .readOnly)
    if let audit = try log.finding(id: finding).flatMap({ try log.audit(id: $0.auditID) }),
      let reason = audit.reasonImported("to recheck")
    {
      throw CommandFailure(status: .inputData, message: reason)
    }
    let connection = try await Connection(
      server, note: { Terminal.note("hallux: " + $0.printable) })
    let results: [CertificateRecheck.Result]
    do {
      results = try await connection.whileOpen { connection in
        try await CertificateRecheck(
          model: try ServerChecks.known(connection.model, in: log), identity: connection.identity,
          log: log,
          maxInFlight: connection.maxConnections, stop: StopSignal()
        ).run(finding)
      }
    } catch let error as CannotAskAgain {
      throw CommandFailure(status: .inputData, message: error.reason)
    }
    if json {
      Terminal.print(try jsonDocument(RecheckJSON(finding: finding, results)))
    } else {
      for line in results.flatMap(lines) { Terminal.print(line) }
    }
    if !results.allSatisfy(\.holds) { throw ExitCode(ExitStatus.finishedWithFailures.rawValue) }
  }

  /// A heading, then a row for each line of the certificate.
  private func lines(_ result: CertificateRecheck.Result) -> [String] {
    let trigger = result.record.trigger
    var table = TextTable([
      ("claim", .left), ("margin then", .right), ("margin now", .right), ("", .left),
    ])
    for line in result.lines {
      table.add([
        words(line.entry.claim, trigger.side),
        Bound.margin(line.entry.margin, line.entry.isBounded),
        Bound.margin(line.margin, line.isBounded),
        line.outcome.rawValue,
      ])
    }
    let broken = result.lines.filter { $0.outcome != .holds }.count
    return [
      "\(trigger.side) set of \(trigger.regions.count) "
        + "\(trigger.regions.count == 1 ? "region" : "regions"), \(trigger.minimality.rawValue):"
        + (broken == 0
          ? " all \(result.lines.count) lines hold"
          : " \(broken) of \(result.lines.count) lines do not hold")
        + ", noise floor now \(fixed(result.noiseFloor)) nats"
    ] + table.lines.map { "  " + $0 }
  }

  private func words(_ claim: CertificateEntry.Claim, _ side: Trigger.Side) -> String {
    switch (claim, side) {
    case (.setSuffices, .necessary): "without the set the answer flips"
    case (.setSuffices, .sufficient): "the set alone keeps the answer"
    case (.regionNeeded(let region), .necessary): "region \(region) put back, it does not"
    case (.regionNeeded(let region), .sufficient): "without region \(region) it does not"
    case (.subsetFails(let subset), _):
      "only {\(subset.regions.map(String.init).joined(separator: ", "))} does not"
    }
  }
}

/// A recheck as `--json` prints it.
private struct RecheckJSON: Encodable {
  struct Line: Encodable {
    var claim: String
    var marginThen: Double
    var marginThenIsBound: Bool
    var marginNow: Double
    var marginNowIsBound: Bool
    var outcome: String
  }

  struct TriggerSet: Encodable {
    var side: String
    var regions: [Int]
    var noiseFloor: Double
    var holds: Bool
    var lines: [Line]
  }

  var finding: Int64
  var triggers: [TriggerSet]

  init(finding: Int64, _ results: [CertificateRecheck.Result]) {
    self.finding = finding
    triggers = results.map { result in
      TriggerSet(
        side: result.record.trigger.side.rawValue,
        regions: result.record.trigger.regions.regions, noiseFloor: result.noiseFloor,
        holds: result.holds,
        lines: result.lines.map { line in
          Line(
            claim: line.entry.claim.name, marginThen: line.entry.margin,
            marginThenIsBound: line.entry.isBounded, marginNow: line.margin,
            marginNowIsBound: line.isBounded,
            outcome: line.outcome.rawValue)
        })
    }
  }
}

extension CertificateEntry.Claim {
  /// The claim's name, as the log has it.
  fileprivate var name: String {
    switch self {
    case .setSuffices: "set-suffices"
    case .regionNeeded: "region-needed"
    case .subsetFails: "subset-fails"
    }
  }
}
