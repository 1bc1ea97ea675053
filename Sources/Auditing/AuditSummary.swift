public import Attribution
public import AuditStore
public import Probing

/// What an audit found, read from the log: the numbers under one parse rule, the findings and the triggers.
public struct AuditSummary: Sendable, Hashable {
  /// The audit.
  public var audit: AuditRecord
  /// The parse rule of the numbers.
  public var rule: String
  /// The numbers per split and of all probes together.
  public var metrics: ProbeSummary
  /// The numbers under what people say about the labels; nil where nobody judged a label of the audit.
  public var adjudicated: AdjudicatedNumbers?
  /// The numbers of the multiple-choice questions; nil where there are none.
  public var choices: ChoiceMetrics?
  /// How many different images were asked about and judged.
  public var imageCount: Int
  /// How many probes have no verdict: their image or their reply was of no use.
  ///
  /// Those that belong to shares which this log was not asked for do not count.
  public var unanswered: Int
  /// The shares of the audit that the log was asked for; empty where nobody divided it.
  public var shares: [ShareRecord]
  /// How many probes the audit has.
  public var probeCount: Int
  /// Wrong choices.
  public var wrongChoices: Int
  /// What the captions came to; nil where none was asked for.
  public var captions: CaptionSummary?
  /// Hallucinated mentions of captions.
  public var hallucinatedMentions: Int
  /// Hallucinated objects.
  public var falsePositives: Int
  /// Misses.
  public var falseNegatives: Int
  /// Findings whose explanation is in the log.
  public var explained: Int
  /// The triggers, both sides.
  public var triggers: [TriggerRecord]
  /// What the audit rests on, each distinct request counted once.
  public var requests: RequestCount
  /// What was found out about the server; nil when it was not examined.
  public var serverReport: StoredServerReport?
  /// The log's head when the summary was read: its hash commits to all of the above.
  public var logHead: LogHead?

  /// Reads the summary of an audit.
  ///
  /// - Parameters:
  ///   - audit: The audit.
  ///   - rule: The parse rule of the numbers.
  ///   - log: The log that holds it.
  ///   - seed: The seed of the bootstrap.
  /// - Throws: ``LogError``.
  public init(
    _ audit: AuditRecord, rule: String, log: AuditLog, seed: UInt64
  ) throws(LogError) {
    let probes = try log.probes(ofAudit: audit.id)
    let byID = Dictionary(uniqueKeysWithValues: probes.map { ($0.id, $0) })
    let verdicts = try log.verdicts(ofAudit: audit.id, rule: rule)
    let findings = try log.findings(ofAudit: audit.id)
    self.audit = audit
    self.rule = rule
    /// The verdicts on the probes as `labels` has them; those on probes that it leaves out are none.
    func judged(under labels: (ProbeRecord) -> Probe?) -> [Verdict] {
      verdicts.compactMap { verdict in
        byID[verdict.probeID].flatMap(labels).flatMap {
          Verdict(probe: $0, answer: verdict.answer, shares: AnswerShares(verdict))
        }
      }
    }
    let choiceRecords = try log.choiceVerdicts(ofAudit: audit.id)
    func choiceVerdicts(under labels: (ProbeRecord) -> Probe?) -> [ChoiceVerdict] {
      choiceRecords.compactMap { verdict in
        byID[verdict.probeID].flatMap(labels).flatMap {
          ChoiceVerdict(probe: $0, chosen: verdict.chosen)
        }
      }
    }
    metrics = ProbeSummary(judged(under: \.probe), seed: seed)
    let judgedChoices = choiceVerdicts(under: \.probe)
    let standings = try log.standings(ofAudit: audit.id)
    if !standings.isEmpty {
      let choices = choiceVerdicts(under: { $0.probe.adjudicated(standings[$0.id]) })
      adjudicated = AdjudicatedNumbers(
        tally: AdjudicationTally(standings.values),
        peopleCount: Set(try log.adjudications(ofAudit: audit.id).map(\.author)).count,
        metrics: ProbeSummary(
          judged(under: { $0.probe.adjudicated(standings[$0.id]) }), seed: seed),
        choices: choices.isEmpty ? nil : ChoiceMetrics(choices))
    }
    imageCount =
      Set(
        verdicts.compactMap { byID[$0.probeID]?.probe.imageName } + judgedChoices.map(\.imageName)
          + (try log.captions(ofAudit: audit.id)).compactMap { byID[$0.probeID]?.probe.imageName }
      ).count
    choices = judgedChoices.isEmpty ? nil : ChoiceMetrics(judgedChoices)
    captions = try CaptionSummary(
      ofAudit: audit.id, probes: byID.mapValues(\.probe), findings: findings,
      rule: rule, in: log, seed: seed)
    hallucinatedMentions = findings.filter { $0.kind == .hallucinatedMention }.count
    let shares = try log.shares(ofAudit: audit.id)
    self.shares = shares
    probeCount = probes.count
    let parts = audit.state == .finished ? [] : shares.compactMap(ProbeShare.init)
    let answered = Set(verdicts.map(\.probeID)).union(choiceRecords.map(\.probeID))
      .union(try log.captions(ofAudit: audit.id).map(\.probeID))
    unanswered = probes.count { record in
      !answered.contains(record.id)
        && (parts.isEmpty || parts.contains { $0.holds(record.probe) })
    }
    wrongChoices = findings.filter { $0.kind == .wrongChoice }.count
    falsePositives = findings.filter { $0.kind == .falsePositive }.count
    falseNegatives = findings.filter { $0.kind == .falseNegative }.count
    explained = findings.filter { $0.state == .explained }.count
    var triggers: [TriggerRecord] = []
    for finding in findings where finding.state == .explained {
      triggers += try log.triggers(ofFinding: finding.id)
    }
    self.triggers = triggers
    requests = try log.requestCount(ofAudit: audit.id)
    if let id = audit.serverReportID { serverReport = try log.serverReport(id: id) }
    logHead = try log.head()
  }

  /// The triggers of one side that were found and verified by the certificate.
  public func found(_ side: Trigger.Side) -> [TriggerRecord] {
    triggers.filter { $0.trigger.side == side && $0.trigger.status == .found }
  }
}
