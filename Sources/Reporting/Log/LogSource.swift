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
  /// Its pictures.
  let pictures: LogPictures
  /// The probes by their numbers.
  let probes: [Int64: ProbeRecord]
  /// The findings that are mentions, by the numbers of the probes that asked for their captions.
  let mentionFindings: [Int64: [FindingRecord]]
  private let findings: [Int64: FindingRecord]
  /// The verdicts of the rule that makes findings, by the probe; empty where only some findings are read.
  let deciding: [Int64: VerdictRecord]
  private let adjudications: [Int64: [AdjudicationRecord]]
  /// Whether only some findings are read.
  private let isSelection: Bool

  /// Reads what every page needs: the probes, the deciding verdicts and the findings, without their evidence.
  ///
  /// - Throws: `ReportError` of code `log` when the log has no such audit or cannot be read.
  init(
    log: AuditLog, audit: Int64, bootstrapSeed: UInt64, boxes: BurntBoxes? = nil,
    groundTruth: @escaping @Sendable (Probe) -> GroundTruth?
  ) throws(ReportError) {
    try self.init(
      log: log, audit: audit, bootstrapSeed: bootstrapSeed, pictures: nil, boxes: boxes,
      groundTruth: groundTruth,
      probes: { () throws(LogError) in try log.probes(ofAudit: audit) },
      findings: { () throws(LogError) in try log.findings(ofAudit: audit) },
      deciding: { (rule) throws(LogError) in try log.verdicts(ofAudit: audit, rule: rule) })
  }

  /// Reads what the pages of some findings of an audit need, and nothing of the others.
  ///
  /// - Throws: `ReportError` of code `log` when the log has no such audit or finding, or cannot be read.
  init(
    log: AuditLog, audit: Int64, findings ids: [Int64], bootstrapSeed: UInt64,
    pictures: LogPictures,
    groundTruth: @escaping @Sendable (Probe) -> GroundTruth?
  ) throws(ReportError) {
    var findings: [FindingRecord] = []
    var probes: [ProbeRecord] = []
    for id in ids {
      guard let finding = try reading({ () throws(LogError) in try log.finding(id: id) }),
        let probe = try reading({ () throws(LogError) in try log.probe(id: finding.probeID) })
      else { throw ReportError(.log, "audit log \(log.path): there is no finding \(id)") }
      findings.append(finding)
      probes.append(probe)
    }
    let (readFindings, readProbes) = (findings, probes)
    try self.init(
      log: log, audit: audit, bootstrapSeed: bootstrapSeed, pictures: pictures, boxes: nil,
      groundTruth: groundTruth,
      probes: { readProbes }, findings: { readFindings }, deciding: { _ in [] })
  }

  private init(
    log: AuditLog, audit: Int64, bootstrapSeed: UInt64, pictures: LogPictures?, boxes: BurntBoxes?,
    groundTruth: @escaping @Sendable (Probe) -> GroundTruth?,
    probes: () throws(LogError) -> [ProbeRecord], findings: () throws(LogError) -> [FindingRecord],
    deciding: (_ rule: String) throws(LogError) -> [VerdictRecord]
  ) throws(ReportError) {
    guard let record = try reading({ () throws(LogError) in try log.audit(id: audit) }) else {
      throw ReportError(.log, "audit log \(log.path): there is no audit \(audit)")
    }
    self.log = log
    isSelection = pictures != nil
    self.record = Redaction.record(record)
    self.bootstrapSeed = bootstrapSeed
    self.groundTruth = groundTruth
    settings = LoggedSettings(json: record.manifest.settings)
    let rule = settings.rule ?? ParseRules.hallux.name
    let readProbes = try reading(probes)
    self.pictures =
      if let pictures { pictures } else {
        LogPictures(log: log, burnt: try boxes?.resolved(in: log, probes: readProbes))
      }
    self.probes = Dictionary(readProbes.map { ($0.id, $0) }) { first, _ in first }
    self.findings = Dictionary(
      uniqueKeysWithValues: try reading(findings).map { ($0.id, $0) })
    self.deciding = Dictionary(
      uniqueKeysWithValues: try reading { () throws(LogError) in try deciding(rule) }
        .map { ($0.probeID, $0) })
    mentionFindings = Dictionary(
      grouping: self.findings.values.filter { $0.mentionID != nil }, by: \.probeID)
    adjudications = Dictionary(
      grouping: try reading { () throws(LogError) in try log.adjudications(ofAudit: audit) },
      by: \.probeID)
  }

  func report() throws(ReportError) -> any ReportContents { try audit() }

  func audit() throws(ReportError) -> AuditReport {
    let rule = settings.rule ?? ParseRules.hallux.name
    let judged = probes.values.sorted { $0.position < $1.position }
      .compactMap { probe in
        deciding[probe.id].flatMap { Verdict(probe: probe.probe, answer: $0.answer) }
      }
    let absent = AbsentObjects(verdicts: judged)
    let id = record.id
    let log = log
    let choiceRecords = try reading { () throws(LogError) in try log.choiceVerdicts(ofAudit: id) }
    let choiceVerdicts = choiceRecords.compactMap { verdict in
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
    // Pictures are burnt when a page first shows them: the notes come after findings and captions.
    let findings = try entries()
    var objects = ObjectGathering(probes: probes.values.lazy.map(\.probe))
    objects.add(judged)
    for (place, finding) in findings.enumerated() {
      if let object = finding.object { objects.add(finding: place, about: object) }
    }
    let captionEntries = try captionEntries(&objects)
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
      captions: captions, captionEntries: captionEntries, falseYesRate: absent.falseYesRate,
      objects: objects.objects,
      adjudicated: try adjudicated(choices: choiceRecords),
      fill: FillLook(name: settings.fill ?? Fill.black.rawValue),
      serverChecks: serverChecks,
      records: AuditFacts(
        record: record, settings: settings, requests: requests, logHead: logHead
      ).groups,
      commands: commands, isImported: ReportCommands(settings: settings).isImported,
      pictureNotes: pictures.notes,
      findings: findings)
  }

  /// How to make the audit again: answers without a label were explained one by one.
  private var commands: [String] {
    let commands = ReportCommands(settings: settings)
    // The bundled probes go by this name, with captions or without.
    let bundled = ["bundled", "bundled with captions", "captions of bundled"]
    let probes = probes.values.sorted { $0.position < $1.position }.map(\.probe)
    guard !probes.isEmpty,
      probes.allSatisfy({ $0.label == nil && $0.choices == nil && $0.caption == nil })
    else {
      let again = commands.audit(
        model: record.manifest.model.name, isBundled: bundled.contains(record.manifest.probeSet),
        captions: probes.filter { $0.caption != nil },
        asksQuestions: probes.contains { $0.caption == nil })
      if commands.isImported { return [again] }
      // Of some findings' probes alone nobody can tell what else was asked.
      let fromLog = "hallux audit --repeat \(record.id)"
      return isSelection ? [fromLog] : [fromLog, again]
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
    try pictures.png(image)
  }

  /// The verdicts on a probe, in the order of the rules.
  func verdicts(ofProbe id: Int64) throws(ReportError) -> [VerdictRecord] {
    let log = log
    let verdicts = try reading { () throws(LogError) in try log.verdicts(ofProbe: id) }
    return ParseRules.all.flatMap { rule in verdicts.filter { $0.rule == rule.name } }
  }

  /// The verdict that makes a probe's finding; nil where nothing was judged.
  func deciding(ofProbe id: Int64) throws(ReportError) -> VerdictRecord? {
    if let verdict = deciding[id] { return verdict }
    let rule = settings.rule ?? ParseRules.hallux.name
    let verdicts = try verdicts(ofProbe: id)
    return verdicts.first { $0.rule == rule } ?? verdicts.first
  }

  /// The numbers of the findings that were read.
  var findingIDs: some Sequence<Int64> { findings.keys }

  /// The audit as a report of a query tells it.
  var selectedAudit: SelectionReport.SelectedAudit {
    let facts = AuditFacts(record: record, settings: settings, requests: nil, logHead: nil)
    return SelectionReport.SelectedAudit(
      id: record.id, model: record.manifest.model.name, probeSet: record.manifest.probeSet,
      fill: FillLook(name: settings.fill ?? Fill.black.rawValue), records: facts.groups,
      commands: commands)
  }

  /// What lists show of a finding; nil when it is not among those that were read.
  func entry(ofFinding id: Int64) throws(ReportError) -> FindingEntry? {
    guard let finding = findings[id], let probe = probes[finding.probeID] else { return nil }
    return try FindingReader(source: self, finding: finding, probe: probe).entry()
  }

  /// All findings, most confident first, then in the order in which they were found.
  private func entries() throws(ReportError) -> [FindingEntry] {
    var entries: [FindingEntry] = []
    for id in findings.keys.sorted() {
      if let entry = try entry(ofFinding: id) { entries.append(entry) }
    }
    return entries.mostConfidentFirst
  }
}

/// Reads from the log; what goes wrong there is the report's error.
func reading<Value>(_ body: () throws(LogError) -> Value) throws(ReportError) -> Value {
  do { return try body() } catch { throw ReportError(.log, error.description) }
}
