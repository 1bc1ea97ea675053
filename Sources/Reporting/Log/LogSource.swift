import Attribution
import AuditStore
import Codecs
import Imaging
import ModelAPI
import Probing

/// The contents of a report, read from the audit log a finding at a time.
struct LogSource: ReportSource {
  /// The log.
  let log: AuditLog
  /// The audit that the report is about.
  let record: AuditRecord
  /// What the audit was told to do.
  let settings: LoggedSettings
  /// The seed of the bootstrap, so that the numbers equal those that the audit printed.
  let bootstrapSeed: UInt64
  /// What is annotated in the picture of a probe, when that is known.
  let groundTruth: @Sendable (Probe) -> GroundTruth?
  private let probes: [Int64: ProbeRecord]
  private let findings: [Int64: FindingRecord]
  private let verdicts: [Int64: [VerdictRecord]]
  private let adjudications: [Int64: [AdjudicationRecord]]

  /// Reads what every page needs: the probes, the verdicts and the findings, without their evidence.
  ///
  /// - Throws: `ReportError` of code `log` when the log has no such audit or cannot be read.
  init(
    log: AuditLog, audit: Int64, bootstrapSeed: UInt64,
    groundTruth: @escaping @Sendable (Probe) -> GroundTruth?
  ) throws(ReportError) {
    guard let record = try reading({ () throws(LogError) in try log.audit(id: audit) }) else {
      throw ReportError(.log, "audit log \(log.path): there is no audit \(audit)")
    }
    self.log = log
    self.record = record
    self.bootstrapSeed = bootstrapSeed
    self.groundTruth = groundTruth
    settings = LoggedSettings(json: record.manifest.settings)
    let probes = try reading { () throws(LogError) in try log.probes(ofAudit: audit) }
    let findings = try reading { () throws(LogError) in try log.findings(ofAudit: audit) }
    var verdicts: [VerdictRecord] = []
    for rule in ParseRules.all {
      verdicts += try reading { () throws(LogError) in
        try log.verdicts(ofAudit: audit, rule: rule.name)
      }
    }
    self.probes = Dictionary(uniqueKeysWithValues: probes.map { ($0.id, $0) })
    self.findings = Dictionary(uniqueKeysWithValues: findings.map { ($0.id, $0) })
    self.verdicts = Dictionary(grouping: verdicts, by: \.probeID)
    adjudications = Dictionary(
      grouping: try reading { () throws(LogError) in try log.adjudications(ofAudit: audit) },
      by: \.probeID)
  }

  func audit() throws(ReportError) -> AuditReport {
    let rule = settings.rule ?? ParseRules.hallux.name
    let judged = probes.values.sorted { $0.position < $1.position }
      .compactMap { probe in
        verdicts[probe.id]?.first { $0.rule == rule }
          .flatMap { Verdict(probe: probe.probe, answer: $0.answer) }
      }
    let absent = AbsentObjects(verdicts: judged, probes: probes.values.map(\.probe))
    let id = record.id
    let log = log
    let choiceVerdicts = try reading { () throws(LogError) in
      try log.choiceVerdicts(ofAudit: id)
    }.compactMap { verdict in
      self.probes[verdict.probeID].flatMap {
        ChoiceVerdict(probe: $0.probe, chosen: verdict.chosen)
      }
    }
    let requests = try reading { () throws(LogError) in try log.requestCount(ofAudit: id) }
    var serverChecks: ServerChecksReport?
    if let reportID = record.serverReportID,
      let stored = try reading({ () throws(LogError) in try log.serverReport(id: reportID) })
    {
      serverChecks = ServerChecksReport(stored)
    }
    let logHead = try reading { () throws(LogError) in try log.head() }
    let (allProbes, allFindings, seed) = (self.probes, Array(findings.values), bootstrapSeed)
    let captions = try reading { () throws(LogError) in
      try CaptionFigures(
        ofAudit: id, probes: allProbes, findings: allFindings, log: log, seed: seed)
    }
    return AuditReport(
      auditID: id, model: record.manifest.model.name, probeSet: record.manifest.probeSet,
      version: record.manifest.halluxVersion,
      progress: .init(
        isFinished: record.state == .finished,
        planned: probes.values.count {
          $0.probe.label != nil || $0.probe.choices != nil || $0.probe.caption != nil
        },
        judged: judged.count + choiceVerdicts.count + (captions?.count ?? 0),
        failed: probes.values.filter { $0.problem != nil }.count),
      rule: rule, summary: ProbeSummary(judged, seed: bootstrapSeed),
      choices: choiceVerdicts.isEmpty ? nil : ChoiceMetrics(choiceVerdicts),
      captions: captions, falseYesRate: absent.falseYesRate, objects: absent.tallies,
      fill: FillLook(name: settings.fill ?? Fill.black.rawValue),
      serverChecks: serverChecks,
      records: AuditFacts(
        record: record, settings: settings, requests: requests, logHead: logHead
      ).groups + (captions.map { [$0.facts] } ?? []),
      commands: commands,
      findings: try entries())
  }

  /// How to make the audit again: answers without a label were explained one by one.
  private var commands: [String] {
    let commands = ReportCommands(settings: settings)
    let probes = probes.values.sorted { $0.position < $1.position }.map(\.probe)
    guard !probes.isEmpty,
      probes.allSatisfy({ $0.label == nil && $0.choices == nil && $0.caption == nil })
    else {
      return [
        commands.audit(
          model: record.manifest.model.name, captions: probes.filter { $0.caption != nil },
          asksQuestions: probes.contains { $0.caption == nil })
      ]
    }
    return probes.map { probe in
      var shown = probe
      shown.imageName = Redaction.fileName(shown.imageName)
      return commands.explain(shown)
    }
  }

  func finding(_ entry: FindingEntry) throws(ReportError) -> FindingReport {
    guard let finding = findings[entry.id], let probe = probes[finding.probeID] else {
      throw ReportError(.log, "audit log \(log.path): there is no finding \(entry.id)")
    }
    return try FindingReader(source: self, finding: finding, probe: probe).report(entry)
  }

  /// What people said about a finding, or about its probe as a whole, in the order in which they did.
  func adjudications(of finding: FindingRecord) -> AdjudicatedSubject? {
    AdjudicatedSubject.all(adjudications[finding.probeID] ?? []).first {
      $0.findingID == nil || $0.findingID == finding.id
    }
  }

  func png(_ image: ReportImage) throws(ReportError) -> [UInt8] {
    let log = log
    guard
      let stored = try reading({ () throws(LogError) in try log.image(digest: image.digest) })
    else {
      throw ReportError(.log, "audit log \(log.path): image \(image.digest) is missing")
    }
    return stored.png
  }

  /// The verdicts on a probe, in the order of the rules.
  func verdicts(ofProbe id: Int64) -> [VerdictRecord] { verdicts[id] ?? [] }

  /// All findings, most confident first, then in the order in which they were found.
  private func entries() throws(ReportError) -> [FindingEntry] {
    var entries: [FindingEntry] = []
    for finding in findings.values.sorted(by: Self.isBefore) {
      guard let probe = probes[finding.probeID] else { continue }
      entries.append(try FindingReader(source: self, finding: finding, probe: probe).entry())
    }
    return entries
  }

  private static func isBefore(_ first: FindingRecord, _ second: FindingRecord) -> Bool {
    let (firstConfidence, secondConfidence) = (first.confidence ?? -1, second.confidence ?? -1)
    return firstConfidence == secondConfidence
      ? first.id < second.id : firstConfidence > secondConfidence
  }
}

/// Reads from the log; what goes wrong there is the report's error.
func reading<Value>(_ body: () throws(LogError) -> Value) throws(ReportError) -> Value {
  do { return try body() } catch { throw ReportError(.log, error.description) }
}
