public import Probing

/// One side of a comparison, read from its log: what was asked, answered, found and said about it.
public struct ComparedAudit: Sendable {
  /// The audit.
  public let record: AuditRecord
  /// The path of its log, as it was named.
  public let logPath: String
  /// The log's head when it was read.
  public let logHead: LogHead?
  /// The probes, in order.
  public let probes: [ProbeRecord]
  /// The verdicts under the rule of the comparison, by the probe's number.
  let verdicts: [Int64: VerdictRecord]
  /// The verdicts on multiple-choice questions, by the probe's number.
  let choiceVerdicts: [Int64: ChoiceVerdictRecord]
  /// The findings of probes that are right or wrong as a whole, by the probe's number; the audit's own rule made them.
  let findings: [Int64: FindingRecord]
  /// What people said, by the probe's number.
  let adjudications: [Int64: [AdjudicationRecord]]

  /// Reads an audit.
  ///
  /// - Parameters:
  ///   - record: The audit.
  ///   - rule: The parse rule whose verdicts count.
  ///   - log: The log that holds it.
  /// - Throws: ``LogError``.
  init(_ record: AuditRecord, rule: String, of log: AuditLog) throws(LogError) {
    self.record = record
    logPath = log.path
    logHead = try log.head()
    let probes = try log.probes(ofAudit: record.id)
    let judged = Set(
      probes.filter { $0.probe.label != nil || $0.probe.choices != nil }.map(\.id))
    self.probes = probes
    verdicts = Dictionary(
      try log.verdicts(ofAudit: record.id, rule: rule).map { ($0.probeID, $0) }
    ) { first, _ in first }
    choiceVerdicts = Dictionary(
      try log.choiceVerdicts(ofAudit: record.id).map { ($0.probeID, $0) }
    ) { first, _ in first }
    findings = Dictionary(
      try log.findings(ofAudit: record.id).filter { judged.contains($0.probeID) }
        .map { ($0.probeID, $0) }
    ) { first, _ in first }
    adjudications = Dictionary(grouping: try log.adjudications(ofAudit: record.id), by: \.probeID)
  }

  /// The verdict on a yes/no probe, or nil where there is none.
  func verdict(on probe: ProbeRecord) -> Verdict? {
    verdicts[probe.id].flatMap { verdict in
      Verdict(probe: probe.probe, answer: verdict.answer, shares: AnswerShares(verdict))
    }
  }

  /// The verdict on a multiple-choice probe, or nil where there is none.
  func choiceVerdict(on probe: ProbeRecord) -> ChoiceVerdict? {
    choiceVerdicts[probe.id].flatMap { ChoiceVerdict(probe: probe.probe, chosen: $0.chosen) }
  }
}

extension AnswerShares {
  /// The shares that a verdict was recorded with; nil where the server gave none.
  public init?(_ verdict: VerdictRecord) {
    guard let yes = verdict.pYes, let no = verdict.pNo else { return nil }
    self.init(yes: yes, no: no, isBounded: verdict.isBounded)
  }
}
