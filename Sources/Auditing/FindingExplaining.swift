import Attribution
import AuditStore
import Foundation
import Imaging
import ModelAPI
import Probing

/// The second half of an audit: one finding gets its regions, its trigger with a certificate, its curves, and
/// is verified by asking the model again in words.
struct FindingExplaining: Sendable {
  let model: RecordedModel
  let log: AuditLog
  let settings: AuditSettings
  let rule: any ParseRule
  let search: any RegionSearch
  /// The most masked images to hold at once.
  let maxInFlight: Int
  let stop: StopSignal
  /// Where pictures come from that the log does not keep; nil when there is no such place.
  var loadImage: ImageLoader?
  /// Where imported label maps come from; nil when none are.
  var loadLabelMap: LabelMapLoader?
  /// Called after each evaluation that was sent.
  let evaluated: @Sendable () -> Void

  /// While one finding waits for the last replies of its round, the next one's round is being asked.
  static let findingsInFlight = 4

  /// Explains a finding and writes everything down; a second call repeats nothing that the log holds.
  ///
  /// - Throws: ``Unexplainable``; ``Interrupted``; ``ModelError``; ``LogError``.
  func explain(_ finding: FindingRecord, of probe: ProbeRecord) async throws {
    try stop.check()
    let subject = try await subject(of: finding, probe: probe)
    let noiseFloor = try await noiseFloor(subject)
    try await recordPrior(of: subject)
    let evaluator = CachingEvaluator(subject.evaluator, budget: settings.maxEvaluations)
    let layout = RegionLayout(subject.labels.map)
    let triggers = try await triggers(of: finding, probe, subject, layout, noiseFloor, evaluator)
    let explanation = try await explanation(layout, noiseFloor, evaluator)
    try await record(
      triggers, explanation, of: finding, probe, subject, layout, noiseFloor: noiseFloor)
  }

  /// The triggers of an answer that can flip, both sides.
  func triggers(
    of finding: FindingRecord, _ probe: ProbeRecord, _ subject: ExplainedSubject,
    _ layout: RegionLayout, _ noiseFloor: Double, _ evaluator: CachingEvaluator
  ) async throws -> [Trigger] {
    guard subject.answer.hasFlip else { return [] }
    func search(demanding demand: Double, protecting protected: RegionSet?) async throws
      -> [Trigger]
    {
      try await TriggerSearch(
        layout: layout, noiseFloor: noiseFloor, maxEvaluations: settings.maxEvaluations,
        demand: demand, protecting: protected
      ).triggers(evaluator)
    }
    let triggers = try await search(demanding: 0, protecting: nil)
    guard let mention = try mention(of: finding) else { return triggers }
    return try await vanishing(mention, triggers, probe, subject, search: search)
  }

  /// Writes down what was found: the triggers with what verifies them, the order, and what carries the answer.
  func record(
    _ triggers: [Trigger], _ explanation: Explanation?, of finding: FindingRecord,
    _ probe: ProbeRecord, _ subject: ExplainedSubject, _ layout: RegionLayout, noiseFloor: Double
  ) async throws {
    for trigger in triggers {
      try await record(
        trigger, of: finding, probe, subject, area: layout.areaFraction(of: trigger.regions),
        noiseFloor: noiseFloor)
    }
    if finding.mentionID != nil {
      try await recaption(finding, probe, subject, triggers, layout)
    }
    if subject.answer.hasFlip {
      try await diagnose(finding, probe, subject, triggers, noiseFloor: noiseFloor)
    }
    if let explanation {
      try log.record(explanation: ExplanationRecord(findingID: finding.id, explanation))
    }
    try log.setState(
      .explained,
      problem: explanation == nil
        ? "\(settings.maxEvaluations ?? 0) evaluations are not enough for an order of the regions"
        : nil,
      forFinding: finding.id)
  }

  /// How much the margin differs when the same image is asked again, in nats: no decision rests on less.
  func noiseFloor(_ subject: ExplainedSubject) async throws -> Double {
    let id = subject.targetID
    var margins = try log.repeats(ofTarget: id)
    while margins.count < settings.noiseRepeats {
      try stop.check()
      let evaluation = try await subject.scorer.evaluation(of: .whole(subject.image))
      try log.record(
        repeated: evaluation.margin, number: margins.count, target: id, at: model.now())
      // Another probe about the same picture may have asked at the same time: what is recorded counts.
      margins = try log.repeats(ofTarget: id)
    }
    guard let low = margins.min(), let high = margins.max() else { return 0 }
    return high - low
  }

  /// Asks how likely the explained tokens are without the picture, once.
  func recordPrior(of subject: ExplainedSubject) async throws {
    let id = subject.targetID
    guard try log.prior(ofTarget: id) == nil else { return }
    try stop.check()
    if let prior = try await textPrior(of: subject) {
      try log.record(prior: prior, target: id, at: model.now())
      return
    }
    let empty = RegionSet(regionCount: subject.labels.map.regionCount)
    guard let filled = try await subject.evaluator.evaluate([empty]).first else { return }
    try log.record(
      prior: PriorRecord(
        probabilities: filled.probabilities, source: .fill, boundedTokens: filled.boundedTokens),
      target: id, at: model.now())
  }

  /// What the model says without a picture; nil where the server refuses to be asked so.
  ///
  /// It must refuse twice: what the log holds instead is never replaced, and a server may fail once.
  private func textPrior(of subject: ExplainedSubject) async throws -> PriorRecord? {
    for _ in 0..<2 {
      do {
        let text = try await subject.scorer.evaluation(of: nil)
        return PriorRecord(
          probabilities: text.probabilities, source: .text, boundedTokens: text.boundedTokens)
      } catch let error as ModelError where error.concernsOneRequest {
        continue
      }
    }
    return nil
  }

  /// The order of the regions, or nil when the evaluations allowed do not suffice for one.
  func explanation(
    _ layout: RegionLayout, _ noiseFloor: Double, _ evaluator: CachingEvaluator
  ) async throws -> Explanation? {
    do {
      return try await search.explain(layout, noiseFloor: noiseFloor, with: evaluator)
    } catch is BudgetSpent {
      return nil
    }
  }

  /// Records a trigger with what the model says, in words, on the images that prove it.
  private func record(
    _ trigger: Trigger, of finding: FindingRecord, _ probe: ProbeRecord,
    _ subject: ExplainedSubject, area: Double, noiseFloor: Double
  ) async throws {
    var verifications: [Verification?] = []
    for entry in trigger.certificate {
      try stop.check()
      let isAsked = entry.claim.isVerifiedInWords(at: subject.answer.level)
      verifications.append(
        isAsked ? try await verify(subject, of: finding, probe, showing: entry.shown) : nil)
    }
    try log.record(
      trigger: TriggerRecord(
        findingID: finding.id, trigger: trigger, area: area, noiseFloor: noiseFloor,
        verification: verifications.first ?? nil, certificateVerifications: verifications))
  }

  private func verify(
    _ subject: ExplainedSubject, of finding: FindingRecord, _ probe: ProbeRecord,
    showing shown: RegionSet
  ) async throws -> Verification {
    let answer = try await model.answer(
      subject.answer.prompt, about: subject.composer.image(showing: shown),
      maxTokens: settings.maxTokens(for: probe.probe))
    // A rule reads yes and no; what becomes of a word is read off the reply itself.
    return Verification(
      replyKey: answer.key,
      answer: subject.answer.reading == nil
        ? nil
        : rule.answer(to: ProbeReply(answer.reply), label: finding.kind.said?.opposite))
  }
}

/// A finding that cannot be explained, with the reason in one line.
struct Unexplainable: Error {
  var reason: String
}

extension CertificateEntry.Claim {
  /// Whether the model is also asked in words: for the set itself, and for each region put back where the
  /// answer is a short one.
  ///
  /// The smaller subsets of a small set only add to what the put-backs prove, and a caption for each region
  /// would cost more than the search.
  func isVerifiedInWords(at level: TokenLevel) -> Bool {
    switch self {
    case .setSuffices: true
    case .regionNeeded: level == .firstToken
    case .subsetFails: false
    }
  }
}

extension ExplanationRecord {
  /// Reads the numbers off an explanation.
  init(findingID: Int64, _ explanation: Explanation) {
    let metrics = explanation.metrics
    let influence = explanation.meanInfluence
    self.init(
      findingID: findingID, explanation: explanation, insertionAUC: metrics.insertionAUC,
      deletionAUC: metrics.deletionAUC, highest: metrics.highest, influence: influence.influence,
      influenceAUC: influence.influenceAUC)
  }
}
