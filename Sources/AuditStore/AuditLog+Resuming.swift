import GRDB

/// What an interrupted audit still lacks, chosen by the database: what it has already is not read.
extension AuditLog {
  /// How far an audit's questions are.
  public struct AskingProgress: Sendable, Hashable {
    /// How many probes there are.
    public var probeCount: Int
    /// How many findings the verdicts and the captions make.
    public var findingCount: Int
  }

  /// How far an audit's questions are.
  ///
  /// - Parameters:
  ///   - id: The audit.
  ///   - rule: The parse rule whose verdicts make findings.
  /// - Returns: The counts.
  /// - Throws: ``LogError`` when the log is damaged.
  public func askingProgress(
    ofAudit id: Int64, rule: String
  ) throws(LogError) -> AskingProgress {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT (SELECT count(*) FROM probe WHERE audit_id = ?1) AS probes,
            (SELECT count(*) FROM probe JOIN verdict ON verdict.probe_id = probe.id
              WHERE probe.audit_id = ?1 AND verdict.rule = ?2
              AND verdict.outcome IN ('false-positive', 'false-negative'))
            + (SELECT count(*) FROM probe JOIN choice_verdict ON choice_verdict.probe_id = probe.id
              WHERE probe.audit_id = ?1 AND \(Self.isWrongChoice))
            + (SELECT count(*) FROM probe JOIN mention ON mention.probe_id = probe.id
              WHERE probe.audit_id = ?1 AND mention.standing = 'hallucinated') AS findings
          """,
        arguments: [id, rule])
      return AskingProgress(
        probeCount: try row?.value("probes") ?? 0, findingCount: try row?.value("findings") ?? 0)
    }
  }

  /// The probes of an audit that nobody has answered, in the order of the probe set.
  ///
  /// Answered is what has a verdict of the rule, another judgment, or a finding; an answer without a label is one from
  /// the start.
  public func unansweredProbes(
    ofAudit id: Int64, rule: String
  ) throws(LogError) -> [ProbeRecord] {
    try read { db in
      try Self.probes(
        in: db,
        where: """
          audit_id = ?1
            AND NOT EXISTS (SELECT 1 FROM verdict WHERE probe_id = probe.id AND rule = ?2)
            AND NOT EXISTS (SELECT 1 FROM choice_verdict WHERE probe_id = probe.id)
            AND NOT EXISTS (SELECT 1 FROM caption WHERE probe_id = probe.id)
            AND \(Self.hasNoFinding)
          """, [id, rule])
    }
  }

  /// The verdicts of a rule that make findings which are not recorded yet, in the order of the probe set.
  public func verdictsWithoutFinding(
    ofAudit id: Int64, rule: String
  ) throws(LogError) -> [VerdictRecord] {
    try read { db in
      try Self.verdicts(
        in: db,
        where: """
          probe.audit_id = ?1 AND verdict.rule = ?2
            AND verdict.outcome IN ('false-positive', 'false-negative')
            AND \(Self.hasNoFinding)
          """, [id, rule])
    }
  }

  /// The wrong choices that are not recorded as findings yet, in the order of the probe set.
  public func wrongChoicesWithoutFinding(
    ofAudit id: Int64
  ) throws(LogError) -> [ChoiceVerdictRecord] {
    try read { db in
      try Self.choiceVerdicts(
        in: db,
        where: "probe.audit_id = ?1 AND \(Self.isWrongChoice) AND \(Self.hasNoFinding)", [id])
    }
  }

  /// The probes without label, choices and caption whose picture was asked about and that are not recorded as findings yet.
  public func unjudgedProbesWithoutFinding(
    ofAudit id: Int64
  ) throws(LogError) -> [ProbeRecord] {
    try read { db in
      try Self.probes(
        in: db,
        where: """
          audit_id = ?1 AND label IS NULL AND choices IS NULL AND caption IS NULL
            AND image_digest IS NOT NULL
            AND problem IS NULL
            AND \(Self.hasNoFinding)
          """, [id])
    }
  }

  /// The probe of this number, or nil when there is none.
  public func probe(id: Int64) throws(LogError) -> ProbeRecord? {
    try read { db in try Self.probes(in: db, where: "id = ?", [id]).first }
  }

  private static let hasNoFinding =
    "NOT EXISTS (SELECT 1 FROM finding WHERE finding.probe_id = probe.id)"
  private static let isWrongChoice =
    "choice_verdict.chosen IS NOT NULL AND NOT choice_verdict.is_correct"
}
