public import Attribution
public import AuditStore
public import Foundation
public import Imaging
public import ModelAPI
public import Probing
import Synchronization

/// Orders the regions of an audit's explained findings once more, by other searches or by foreign maps.
///
/// What is recorded stands beside the audit's own explanations, on the same answers, regions and fill: the
/// curves of all of them are comparable. Evaluations that the log holds are not sent again.
public struct AuditReordering: Sendable {
  /// Finds the order of a finding's regions; nil passes over the finding.
  ///
  /// It throws ``ImageProblem`` for a map that is missing or broken.
  public typealias Orders =
    @Sendable (_ finding: FindingRecord, _ probe: Probe, _ labels: LabelMap) throws ->
    (any RegionSearch)?

  private let model: RunModel
  private let identity: ModelIdentity
  private let log: AuditLog
  private let maxInFlight: Int
  private let stop: StopSignal
  private let now: @Sendable () -> Date
  private let observe: @Sendable (AuditEvent) -> Void

  /// Makes a reordering.
  ///
  /// - Parameters:
  ///   - model: Who is asked.
  ///   - identity: What the model is to the log.
  ///   - log: Where the audit is and where the orders go.
  ///   - maxInFlight: How many requests the model takes at once.
  ///   - stop: Given when nothing new is to be asked.
  ///   - now: The time.
  ///   - observe: Told how it goes, from any thread.
  public init(
    model: any VisionLanguageModel, identity: ModelIdentity, log: AuditLog, maxInFlight: Int,
    stop: StopSignal, now: @escaping @Sendable () -> Date,
    observe: @escaping @Sendable (AuditEvent) -> Void
  ) {
    self.model = RunModel(model)
    self.identity = identity
    self.log = log
    self.maxInFlight = maxInFlight
    self.stop = stop
    self.now = now
    self.observe = observe
  }

  /// Orders the regions of every explained finding of an audit.
  ///
  /// - Parameters:
  ///   - audit: The audit; the model must be the one that it is about.
  ///   - orders: One for each explanation to be made of a finding.
  /// - Returns: How many findings could not be ordered; each was told as a problem.
  /// - Throws: ``CannotAskAgain`` when another model answers; ``ModelError``; ``LogError``;
  ///   ``Interrupted``.
  public func run(_ audit: AuditRecord, by orders: [Orders]) async throws -> Int {
    guard audit.manifest.model == identity else {
      throw CannotAskAgain(
        reason:
          "audit \(audit.id) is about the model \(audit.manifest.model.name), and another one "
          + "answers here: the names or the fingerprints differ")
    }
    let settings = try AuditSettings(canonicalText: audit.manifest.settings)
    guard let rule = ParseRules.rule(named: settings.rule) else { throw SettingsUnreadable() }
    let probes = Dictionary(
      uniqueKeysWithValues: try log.probes(ofAudit: audit.id).map { ($0.id, $0) })
    let findings = try log.findings(ofAudit: audit.id).filter { $0.state == .explained }
    let progress = Mutex((done: 0, evaluations: 0))
    let total = findings.count * orders.count
    let show: @Sendable () -> Void = { [model, observe] in
      let (done, evaluations) = progress.withLock { $0 }
      observe(
        .explaining(
          explained: done, total: total, evaluations: evaluations, requests: model.requestCount))
    }
    let explaining = FindingExplaining(
      model: RecordedModel(
        model: RunModel(model), identity: identity, modelID: try log.modelID(of: identity),
        log: log,
        now: now),
      log: log, settings: settings, rule: rule, search: RegionSearches.standard,
      maxInFlight: maxInFlight, stop: stop
    ) {
      progress.withLock { $0.evaluations += 1 }
      show()
    }
    var failures = 0
    try await forEachBounded(findings, limit: FindingExplaining.findingsInFlight) { finding in
      guard let probe = probes[finding.probeID] else { return [] as [String] }
      return try await reorder(finding, of: probe, by: orders, explaining) {
        progress.withLock { $0.done += 1 }
        show()
      }
    } consume: { (problems: [String]) in
      failures += problems.isEmpty ? 0 : 1
      for line in problems { observe(.problem(line)) }
    }
    return failures
  }

  /// Makes the explanations of one finding that the log lacks; the lines that say what could not be done.
  private func reorder(
    _ finding: FindingRecord, of probe: ProbeRecord, by orders: [Orders],
    _ explaining: FindingExplaining, done: @Sendable () -> Void
  ) async throws -> [String] {
    var problems: [String] = []
    do {
      let subject = try await explaining.subject(of: finding, probe: probe)
      let noiseFloor = try await explaining.noiseFloor(subject)
      let layout = RegionLayout(subject.labels.map)
      for order in orders {
        defer { done() }
        do {
          guard let search = try order(finding, probe.probe, subject.labels.map) else { continue }
          let known = try log.explanations(ofFinding: finding.id)
          guard !known.contains(where: { $0.explanation.search == search.name }) else { continue }
          let explanation = try await search.explain(
            layout, noiseFloor: noiseFloor, with: subject.evaluator,
            maxEvaluations: explaining.settings.maxEvaluations)
          try log.record(
            explanation: ExplanationRecord(findingID: finding.id, explanation))
        } catch let error as ImageProblem {
          problems.append(error.reason)
        } catch let error as BudgetSpent {
          problems.append("finding \(finding.id): \(error.description)")
        }
      }
    } catch let error as Unexplainable {
      problems.append("finding \(finding.id): \(error.reason)")
    } catch let error as ModelError where error.concernsOneRequest {
      problems.append("finding \(finding.id): \(error.message)")
    }
    return problems
  }
}
