import Attribution
import AuditStore
import Codecs
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
  /// Called after each evaluation that was sent.
  let evaluated: @Sendable () -> Void

  /// Explains a finding and writes everything down; a second call repeats nothing that the log holds.
  ///
  /// - Throws: ``Unexplainable``; ``Interrupted``; ``ModelError``; ``LogError``.
  func explain(_ finding: FindingRecord, of probe: ProbeRecord) async throws {
    try stop.check()
    let image = try storedImage(of: probe)
    let target = try await target(of: finding, probe: probe, image: image)
    let noiseFloor = try await noiseFloor(target, image)
    let evaluator = CachingEvaluator(target.evaluator, budget: settings.maxEvaluations)
    let layout = RegionLayout(target.labels)

    let triggers = try await TriggerSearch(
      layout: layout, noiseFloor: noiseFloor, maxEvaluations: settings.maxEvaluations
    ).triggers(evaluator)
    let explanation = try await explanation(layout, noiseFloor, evaluator)

    let composer = target.evaluator.composer
    for trigger in triggers {
      try await record(
        trigger, of: finding, question: probe.probe.question,
        area: layout.areaFraction(of: trigger.regions),
        noiseFloor: noiseFloor, composer: composer)
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

  /// What is explained, with the evaluator that asks about it.
  private struct Target {
    var evaluator: LogBackedEvaluator
    var labels: LabelMap
  }

  private func storedImage(of probe: ProbeRecord) throws -> RGBImage {
    guard let digest = probe.imageDigest, let stored = try log.image(digest: digest) else {
      throw Unexplainable(reason: "the image \(probe.probe.imageName) is not in the log")
    }
    return try PNGCodec.decode(stored.png, name: probe.probe.imageName)
  }

  /// Writes down what is explained: the first answer token, on this image with its regions and fill.
  private func target(
    of finding: FindingRecord, probe: ProbeRecord, image: RGBImage
  ) async throws -> Target {
    let prompt = probe.probe.question
    let said = finding.kind.said
    let token = try await answerToken(said, prompt: prompt, image: image)
    let labels = Superpixels.slico(
      image, regionCount: settings.regionCount, mode: settings.superpixels)
    let labelMapDigest = SHA256Digest.hex(of: labels)
    try log.record(
      labelMap: labels, digest: labelMapDigest,
      method: "slico-\(settings.superpixels.rawValue)/\(settings.regionCount)")
    let imageDigest = SHA256Digest.hex(of: image)
    let id = try log.targetID(
      of: TargetDescription(
        key: ContentKey.target(
          model: model.identity, imageDigest: imageDigest, labelMapDigest: labelMapDigest,
          fill: settings.fill, prompt: prompt, said: said.rawValue, token: token),
        modelID: model.modelID, imageDigest: imageDigest, labelMapDigest: labelMapDigest,
        fill: settings.fill.rawValue, prompt: prompt, said: said.rawValue, tokens: [token]))
    try log.setTarget(id, forFinding: finding.id)
    let known = try log.evaluations(ofTarget: id)
    return Target(
      evaluator: LogBackedEvaluator(
        model: model.model, log: log, targetID: id,
        composer: MaskedImageComposer(image: image, labels: labels, fill: settings.fill),
        prompt: prompt, said: said, token: token, known: known, maxInFlight: maxInFlight,
        stop: stop, now: model.now, evaluated: evaluated),
      labels: labels)
  }

  /// The token that began the answer.
  private func answerToken(
    _ said: Answer, prompt: String, image: RGBImage
  ) async throws -> Token {
    let answer = try await model.answer(prompt, about: image, maxTokens: settings.maxAnswerTokens)
    guard let first = answer.reply.tokens.first?.said.token else {
      throw Unexplainable(reason: "the server gives no token probabilities")
    }
    guard AnswerForms.answer(ofToken: first.text) == said else {
      throw Unexplainable(
        reason: "the answer begins with \"\(first.text)\", not with a \(said.rawValue)")
    }
    return first
  }

  /// How much the margin differs when the same image is asked again, in nats: no decision rests on less.
  private func noiseFloor(_ target: Target, _ image: RGBImage) async throws -> Double {
    let id = target.evaluator.targetID
    var margins = try log.repeats(ofTarget: id)
    while margins.count < settings.noiseRepeats {
      try stop.check()
      let evaluation = try await target.evaluator.measure(image)
      try log.record(
        repeated: evaluation.margin, number: margins.count, target: id, at: model.now())
      margins.append(evaluation.margin)
    }
    guard let low = margins.min(), let high = margins.max() else { return 0 }
    return high - low
  }

  /// The order of the regions, or nil when the evaluations allowed do not suffice for one.
  private func explanation(
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
    _ trigger: Trigger, of finding: FindingRecord, question: String, area: Double,
    noiseFloor: Double, composer: MaskedImageComposer
  ) async throws {
    var verifications: [Verification?] = []
    for entry in trigger.certificate {
      try stop.check()
      verifications.append(
        entry.claim.isVerifiedInWords
          ? try await verify(question, composer.image(showing: entry.shown)) : nil)
    }
    try log.record(
      trigger: TriggerRecord(
        findingID: finding.id, trigger: trigger, area: area, noiseFloor: noiseFloor,
        verification: verifications.first ?? nil, certificateVerifications: verifications))
  }

  private func verify(_ question: String, _ image: RGBImage) async throws -> Verification {
    let answer = try await model.answer(
      question, about: image, maxTokens: settings.maxAnswerTokens)
    return Verification(
      replyKey: answer.key, answer: rule.answer(to: ProbeReply(answer.reply)))
  }
}

/// A finding that cannot be explained, with the reason in one line.
struct Unexplainable: Error {
  var reason: String
}

extension CertificateEntry.Claim {
  /// Whether the model is also asked in words: for the set itself and for each region put back.
  ///
  /// The smaller subsets of a small set only add to what the put-backs prove.
  var isVerifiedInWords: Bool {
    switch self {
    case .setSuffices, .regionNeeded: true
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

extension SHA256Digest {
  /// The digest of a partition: of its size and its labels, as text.
  static func hex(of labels: LabelMap) -> String {
    ContentKey.digest(
      "labels", String(labels.width), String(labels.height),
      labels.labels.map(String.init).joined(separator: " "))
  }
}
