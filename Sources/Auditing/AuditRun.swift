public import Attribution
public import AuditStore
public import Foundation
public import ModelAPI
public import Probing
import Synchronization

/// One run of one audit: asks what is not answered, explains what is not explained, and writes it all down.
///
/// Everything is in the log before the next thing counts on it, so a run may be stopped or killed at any
/// moment; the next run with the same manifest goes on where it stopped.
public struct AuditRun: Sendable {
  private let model: RunModel
  private let recorded: RecordedModel
  private let log: AuditLog
  private let manifest: AuditManifest
  private let settings: AuditSettings
  private let rule: any ParseRule
  private let search: any RegionSearch
  private let maxInFlight: Int
  private let stop: StopSignal
  private let loadLabelMap: LabelMapLoader?
  private let serverReport: Int64?
  private let share: ProbeShare?
  private let keeping: StoredImage.Kept
  private let now: @Sendable () -> Date
  private let observe: @Sendable (AuditEvent) -> Void

  /// How many findings are explained at one time.
  public static let findingsInFlight = FindingExplaining.findingsInFlight

  /// Makes a run.
  ///
  /// - Parameters:
  ///   - model: Who is asked.
  ///   - log: Where everything is written.
  ///   - manifest: What identifies the audit; see ``AuditManifest/init(model:probeSet:probes:settings:version:)``.
  ///   - settings: What to do; the same that the manifest names.
  ///   - rule: The parse rule that `settings` names.
  ///   - search: The search that `settings` names.
  ///   - maxInFlight: How many requests the model takes at once.
  ///   - stop: Given when nothing new is to be started.
  ///   - loadLabelMap: Where imported label maps come from, when `settings` says so.
  ///   - serverReport: The number in the log of the report on the server that is relied on; nil for none.
  ///   - share: The part of the probes to ask, if not all of them.
  ///   - keeping: What of the pictures the log keeps.
  ///   - now: The time.
  ///   - observe: Told how the run goes, from any thread.
  /// - Throws: ``LogError`` when the model cannot be written to the log.
  public init(
    model: any VisionLanguageModel, log: AuditLog, manifest: AuditManifest,
    settings: AuditSettings, rule: any ParseRule, search: any RegionSearch, maxInFlight: Int,
    stop: StopSignal, loadLabelMap: LabelMapLoader? = nil, serverReport: Int64? = nil,
    share: ProbeShare? = nil, keeping: StoredImage.Kept = .full,
    now: @escaping @Sendable () -> Date, observe: @escaping @Sendable (AuditEvent) -> Void
  ) throws(LogError) {
    let runModel = RunModel(model)
    self.model = runModel
    recorded = RecordedModel(
      model: runModel, identity: manifest.model, modelID: try log.modelID(of: manifest.model),
      log: log, repetition: settings.repetition, now: now)
    self.log = log
    self.manifest = manifest
    self.settings = settings
    self.rule = rule
    self.search = search
    self.maxInFlight = maxInFlight
    self.stop = stop
    self.loadLabelMap = loadLabelMap
    self.serverReport = serverReport
    self.share = share
    self.keeping = keeping
    self.now = now
    self.observe = observe
  }

  /// Runs the audit to its end, or until it is stopped.
  ///
  /// - Parameters:
  ///   - probes: The probe set, in order.
  ///   - loadImage: Reads the image of a probe by its name.
  /// - Returns: What the run came to.
  /// - Throws: ``ModelError`` when the server cannot go on; ``LogError``. Everything answered is in the log.
  public func run(_ probes: [Probe], loadImage: @escaping ImageLoader) async throws -> AuditResult {
    let wasFinished = try log.audit(key: manifest.key)?.state == .finished
    let audit = try log.beginAudit(manifest, probes: probes, at: now())
    if let share { try log.beginShare(share.number, of: share.count, ofAudit: audit.id) }
    if let serverReport { try log.setServerReport(serverReport, forAudit: audit.id) }
    var result = AuditResult(
      auditID: audit.id, wasInterrupted: false, inputProblems: 0, failures: 0, requestsSent: 0)
    do {
      do {
        try await ask(audit, loadImage, &result)
      } catch {
        try recordFindings(of: audit)
        throw error
      }
      try recordFindings(of: audit)
      try await explain(audit, loadImage, &result)
      try finish(audit, wasFinished: wasFinished)
    } catch is Interrupted {
      result.wasInterrupted = true
      try log.finishAudit(audit.id, state: .interrupted, at: now())
    } catch is CancellationError {
      result.wasInterrupted = true
      try log.finishAudit(audit.id, state: .interrupted, at: now())
    } catch {
      try log.finishAudit(audit.id, state: .interrupted, at: now())
      throw error
    }
    result.requestsSent = model.requestCount
    return result
  }

  /// Records that all that was to be done is done; of a share, the audit is finished only with all the others.
  private func finish(_ audit: AuditRecord, wasFinished: Bool) throws {
    guard let share else { return try log.finishAudit(audit.id, state: .finished, at: now()) }
    try log.finishShare(share.number, of: share.count, ofAudit: audit.id, at: now())
    let isWhole = try wasFinished || log.shares(ofAudit: audit.id).areWhole
    try log.finishAudit(audit.id, state: isWhole ? .finished : .interrupted, at: now())
  }

  /// The probes that this run is about, in the order of the probe set.
  private func probes(of audit: AuditRecord) throws -> [ProbeRecord] {
    let all = try log.probes(ofAudit: audit.id)
    return share.map { share in all.filter { share.holds($0.probe) } } ?? all
  }

  /// Asks every probe that has no verdict yet, image by image.
  private func ask(
    _ audit: AuditRecord, _ loadImage: @escaping ImageLoader, _ result: inout AuditResult
  ) async throws {
    let asking = ProbeAsking(
      model: recorded, log: log, rule: rule, settings: settings, loadImage: loadImage, stop: stop,
      keeping: keeping)
    let progress = try log.askingProgress(ofAudit: audit.id, rule: rule.name)
    let pending = try log.unansweredProbes(ofAudit: audit.id, rule: rule.name)
      .filter { share?.holds($0.probe) ?? true }
    let total = share == nil ? progress.probeCount : try probes(of: audit).count
    var answered = total - pending.count
    var findings = progress.findingCount
    let show: () -> Void = { [model, observe] in
      observe(
        .asking(
          answered: answered, total: total, findings: findings,
          requests: model.requestCount))
    }
    show()
    try await forEachBounded(pending.groupedByImage, limit: maxInFlight) { probes in
      try await asking.ask(probes)
    } consume: { outcome in
      answered += outcome.answered
      findings += outcome.findings
      result.inputProblems += outcome.inputProblems.count
      result.failures += outcome.failures.count
      for line in Set(outcome.inputProblems).sorted() + outcome.failures { observe(.problem(line)) }
      show()
    }
  }

  /// Writes down the findings in the order of the probe set, whichever answer came first.
  private func recordFindings(of audit: AuditRecord) throws {
    try log.recordVerdictFindings(ofAudit: audit.id, rule: rule.name)
    try recordMentions(of: audit)
    for probe in try log.unjudgedProbesWithoutFinding(ofAudit: audit.id) {
      let key = recorded.key(
        ofAnswerTo: settings.prompt(for: probe.probe), aboutImage: probe.imageDigest,
        maxTokens: settings.maxAnswerTokens)
      // The image is written down before the answer comes, and the run may have ended in between.
      guard try log.reply(key: key) != nil else { continue }
      _ = try log.recordFinding(
        audit: audit.id, probe: probe.id, kind: .answer, confidence: nil, replyKey: key)
    }
  }

  /// Writes down the hallucinated mentions of captions, and where all findings are explained every mention that claims
  /// something.
  private func recordMentions(of audit: AuditRecord) throws {
    try log.recordTogether(each: try log.captions(ofAudit: audit.id)) { caption in
      guard let reply = try log.reply(key: caption.replyKey)?.reply else { return }
      for mention in try log.mentions(ofProbe: caption.probeID) {
        let kind: FindingKind
        switch (mention.standing, settings.explained) {
        case (.hallucinated, _): kind = .hallucinatedMention
        case (.present, .all), (.unknown, .all): kind = .mention
        default: continue
        }
        _ = try log.recordFinding(
          audit: audit.id, probe: caption.probeID, kind: kind,
          confidence: reply.probability(of: mention.range), replyKey: caption.replyKey,
          mention: mention.id)
      }
    }
  }

  /// Explains every finding that is to be explained and is not yet.
  private func explain(
    _ audit: AuditRecord, _ loadImage: @escaping ImageLoader, _ result: inout AuditResult
  ) async throws {
    var findings = try log.findings(ofAudit: audit.id)
    if share != nil {
      let asked = Set(try probes(of: audit).map(\.id))
      findings.removeAll { !asked.contains($0.probeID) }
    }
    let wanted = settings.wanted(findings)
    guard !wanted.isEmpty else { return }
    let groups = wanted.explainedTogether
    let pending = groups.filter { group in group.contains { $0.state != .explained } }
    let left = pending.reduce(0) { $0 + $1.count { $0.state != .explained } }
    let progress = Mutex((explained: wanted.count - left, evaluations: 0))
    let total = wanted.count
    let show: @Sendable () -> Void = { [model, observe] in
      let (explained, evaluations) = progress.withLock { $0 }
      observe(
        .explaining(
          explained: explained, total: total, evaluations: evaluations,
          requests: model.requestCount))
    }
    show()
    let explaining = FindingExplaining(
      model: recorded, log: log, settings: settings, rule: rule, search: search,
      maxInFlight: maxInFlight, stop: stop, loadImage: loadImage, loadLabelMap: loadLabelMap
    ) {
      progress.withLock { $0.evaluations += 1 }
      show()
    }
    try await forEachBounded(pending, limit: FindingExplaining.findingsInFlight) { group in
      let count = group.count { $0.state != .explained }
      guard let probe = try log.probe(id: group[0].probeID) else { return (count, [] as [String]) }
      return (count, try await explain(group, of: probe, explaining))
    } consume: { (count: Int, problems: [String]) in
      result.failures += problems.count
      for problem in problems { observe(.problem(problem)) }
      progress.withLock { $0.explained += count }
      show()
    }
    // A run may have ended just after the last mention of a caption was explained.
    for group in groups where group[0].mentionID != nil {
      guard group.allSatisfy({ $0.state == .explained }),
        try log.evidence(ofFinding: group[0].id) == nil
      else { continue }
      try explaining.recordEvidence(of: group)
    }
  }

  /// Explains findings that belong together; the lines that say which could not be explained and why.
  private func explain(
    _ group: [FindingRecord], of probe: ProbeRecord, _ explaining: FindingExplaining
  ) async throws -> [String] {
    var problems: FindingExplaining.Problems = [:]
    if group[0].mentionID != nil {
      problems = try await explaining.explain(group, ofCaption: probe)
    } else {
      for finding in group {
        do { try await explaining.explain(finding, of: probe) } catch {
          problems[finding.id] = try FindingExplaining.reason(error)
        }
      }
    }
    for (id, reason) in problems { try log.setState(.failed, problem: reason, forFinding: id) }
    return problems.sorted { $0.key < $1.key }.map { id, reason in
      "finding \(id), \(probe.probe.imageName): \(reason)"
    }
  }
}

extension AuditSettings {
  /// The findings that are to be explained, in the given order.
  func wanted(_ findings: [FindingRecord]) -> [FindingRecord] {
    let wanted = findings.filter { explained.includes($0.kind) }
    guard let explainedCount, wanted.count > explainedCount else { return wanted }
    let surest = wanted.indices.sorted {
      (wanted[$1].confidence ?? 0, $0) < (wanted[$0].confidence ?? 0, $1)
    }
    return surest.prefix(explainedCount).sorted().map { wanted[$0] }
  }
}

extension [FindingRecord] {
  /// The findings in groups that are explained together: the mentions of one caption, every other finding by itself.
  fileprivate var explainedTogether: [[FindingRecord]] {
    var groups: [[FindingRecord]] = []
    for finding in self {
      if finding.mentionID != nil, let last = groups.last?.last, last.mentionID != nil,
        last.probeID == finding.probeID
      {
        groups[groups.count - 1].append(finding)
      } else {
        groups.append([finding])
      }
    }
    return groups
  }
}

extension ModelReply {
  /// The probability of the tokens that spell a stretch of the text, all together; nil where none do.
  fileprivate func probability(of range: Range<Int>) -> Double? {
    guard let answer = try? AnswerTokens(self),
      let places = try? answer.places(ofText: range, in: text), !places.isEmpty
    else { return nil }
    return naturalExponential(
      places.reduce(0) { $0 + answer.tokens[$1].said.logProbability })
  }
}

extension AuditSettings.ExplainedFindings {
  /// Whether findings of this kind are explained.
  func includes(_ kind: FindingKind) -> Bool {
    switch self {
    case .none: false
    case .falsePositives: kind != .falseNegative && kind != .mention
    case .all: true
    }
  }
}

extension [ProbeRecord] {
  /// The probes by image, in the order in which the images first come.
  fileprivate var groupedByImage: [[ProbeRecord]] {
    var groups: [String: Int] = [:]
    var result: [[ProbeRecord]] = []
    for probe in self {
      if let index = groups[probe.probe.imageName] {
        result[index].append(probe)
      } else {
        groups[probe.probe.imageName] = result.count
        result.append([probe])
      }
    }
    return result
  }
}
