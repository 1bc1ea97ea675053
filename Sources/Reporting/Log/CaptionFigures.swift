import Attribution
import AuditStore
import Probing

/// What an audit's captions came to, for the summary page.
struct CaptionFigures {
  /// How many captions there are.
  var count: Int
  /// How many mentions claim something of which it is known whether it is true.
  var judged: Int
  /// How many of these are hallucinated.
  var hallucinated: Int
  /// CHAIR and its kin; nil where nobody says what is in the pictures.
  var chair: CHAIR?
  /// How many explained findings have each cause.
  var causes: [Diagnosis.Cause: Int] = [:]
  /// How many mentions were looked at in captions of pictures without the trigger, and how many vanished.
  var vanished = (gone: 0, count: 0)
  /// The same without a random area of the trigger's size.
  var vanishedAtRandom = (gone: 0, count: 0)
}

extension CaptionFigures {
  /// Reads the captions of an audit; nil when it has none.
  ///
  /// - Parameters:
  ///   - audit: The audit's number.
  ///   - probes: Its probes, by their numbers.
  ///   - findings: Its findings.
  ///   - log: The log.
  ///   - seed: The seed of the bootstrap.
  /// - Throws: ``LogError``.
  init?(
    ofAudit audit: Int64, probes: [Int64: ProbeRecord], findings: [FindingRecord], log: AuditLog,
    seed: UInt64
  ) throws(LogError) {
    guard
      let summary = try CaptionSummary(
        ofAudit: audit, probes: probes.mapValues(\.probe), findings: findings, rule: nil, in: log,
        seed: seed)
    else { return nil }
    let hallucinated = summary.standings[.hallucinated] ?? 0
    self.init(
      count: summary.count, judged: hallucinated + (summary.standings[.present] ?? 0),
      hallucinated: hallucinated, chair: summary.chair, causes: summary.causes,
      vanished: summary.fate(without: .trigger),
      vanishedAtRandom: summary.fate(without: .randomArea))
  }
}
