import Attribution
import Auditing
import AuditStore
import Foundation
import Imaging
import ModelAPI
import Probing
import Synchronization

/// How long an interrupted audit takes until it asks again, and until it is done with its one last question.
///
/// The last audit of the log is resumed. The probes are made before, as the command would have read them from a file.
struct ResumeMeasurement {
  let path: String

  func run() async throws {
    let copy = path + "-resumed"
    try? FileManager.default.removeItem(atPath: copy)
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    defer {
      for end in ["", "-wal", "-shm", "-lock"] {
        try? FileManager.default.removeItem(atPath: copy + end)
      }
    }
    let (number, findingCount, total) = try Self.last(in: copy)
    let audit = GeneratedAudit(number: number, findingCount: findingCount)
    let probes = audit.probes
    let manifest = audit.manifest(probes)
    let before = Measurement.peakMegabytes
    let firstRequest = Mutex<(time: ContinuousClock.Instant, worked: Double)?>(nil)
    let model = ScriptedModel { request, _ throws(ModelError) in
      firstRequest.withLock { first in
        if first == nil { first = (.now, Measurement.processorMilliseconds) }
      }
      return ModelReply(oneTokenOf: ["Yes": 0.75, "No": 0.25])
    }
    let rule = ParseRules.hallux
    guard let search = RegionSearches.search(named: audit.settings.search) else { exit(70) }
    let (start, worked) = (ContinuousClock.now, Measurement.processorMilliseconds)
    let log = try AuditLog.open(at: copy, access: .readWrite)
    let run = try AuditRun(
      model: model, log: log, manifest: manifest, settings: audit.settings, rule: rule,
      search: search, maxInFlight: 16, stop: StopSignal(), now: { Date() }, observe: { _ in })
    let result = try await run.run(probes) { _ in
      RGBImage(width: 2, height: 2, pixels: Array(repeating: 7, count: 12))
    }
    let (end, ended) = (ContinuousClock.now, Measurement.processorMilliseconds)
    let first = firstRequest.withLock { $0 } ?? (time: end, worked: ended)
    try Measurement.print([
      "what": "resume", "findings": total, "findings_of_audit": findingCount,
      "probes_of_audit": probes.count, "requests": result.requestsSent,
      "to_first_request_ms": Measurement.rounded((first.time - start) / .milliseconds(1)),
      "to_first_request_processor_ms": Measurement.rounded(first.worked - worked),
      "whole_processor_ms": Measurement.rounded(ended - worked),
      "whole_ms": Measurement.rounded((end - start) / .milliseconds(1)),
      "peak_mb": Measurement.peakMegabytes, "peak_before_mb": before,
    ])
  }

  /// The number and the size of the last audit, and how many findings there are.
  private static func last(in path: String) throws -> (number: Int, findingCount: Int, total: Int) {
    let log = try AuditLog.open(at: path, access: .readOnly)
    let audits = try log.audits()
    guard let id = audits.last?.id else { exit(65) }
    func count(_ text: String) throws -> Int {
      try log.counts(matching: FindingQuery(parsing: text), by: [])[0].count
    }
    return (audits.count - 1, try count("audit = \(id)"), try count(""))
  }
}
