import Attribution
import AuditStore
import Imaging
import ModelAPI
import Probing

extension FindingExplaining {
  /// Finds out what carries an answer, and records it: the picture, the language prior, or earlier words of a caption.
  ///
  /// - Throws: ``Interrupted``; ``ModelError``; ``LogError``.
  func diagnose(
    _ finding: FindingRecord, _ probe: ProbeRecord, _ subject: ExplainedSubject,
    _ triggers: [Trigger], noiseFloor: Double
  ) async throws {
    guard try log.diagnosis(ofFinding: finding.id) == nil else { return }
    let carried = try await carried(subject.answer, subject)
    var cuts: [DiagnosisRecord.Cut] = []
    if let mention = try mention(of: finding) {
      try await follow(mention, subject.answer, carried, probe, subject, noiseFloor, &cuts)
    }
    try log.record(
      diagnosis: DiagnosisRecord(
        findingID: finding.id,
        diagnosis: Diagnosis(
          whole: carried.whole, text: carried.text, isWholeBounded: carried.isWholeBounded,
          isTextBounded: carried.isTextBounded, earlier: cuts.first(where: \.isCause)?.effect,
          hasTrigger: triggers.contains { $0.side == .necessary && $0.status == .found },
          noiseFloor: noiseFloor),
        rootID: cuts.last(where: \.isCause)?.earlierID, cuts: cuts))
  }

  /// How likely some tokens are with the whole picture and without any.
  private struct Carried {
    var targetID: Int64
    var whole: Double
    var text: Double
    var isWholeBounded: Bool
    var isTextBounded: Bool

    var isBounded: Bool { isWholeBounded || isTextBounded }
  }

  /// Cuts each earlier object out of the caption in turn; then goes on with the one that the mention follows from.
  ///
  /// Adds the cuts that were tried, from the mention back to the one that it follows from in the end.
  private func follow(
    _ mention: MentionRecord, _ target: AnswerTarget, _ carried: Carried, _ probe: ProbeRecord,
    _ subject: ExplainedSubject, _ noiseFloor: Double, _ tried: inout [DiagnosisRecord.Cut]
  ) async throws {
    let reply = try await model.answer(
      target.prompt, about: subject.image, maxTokens: settings.maxTokens(for: probe.probe)
    ).reply
    let caption = try recordedCaption(of: probe, reply)
    var cuts: [DiagnosisRecord.Cut] = []
    for (place, cut) in CaptionCut.all(before: mention.position, in: caption.reading) {
      guard let without = target.cutting(cut.ranges, from: reply) else { continue }
      let rest = try await self.carried(without, subject)
      cuts.append(
        DiagnosisRecord.Cut(
          mentionID: mention.id, earlierID: caption.records[place].id, targetID: carried.targetID,
          cutTargetID: rest.targetID,
          effect: CutEffect(
            whole: carried.whole, cut: rest.whole, text: carried.text, textCut: rest.text,
            isBounded: carried.isBounded || rest.isBounded), isCause: false))
    }
    // Of several the one that carries the most; the earliest among equals.
    let strongest = cuts.indices.max {
      (cuts[$0].effect.probability, $1) < (cuts[$1].effect.probability, $0)
    }
    guard let strongest, cuts[strongest].effect.isCause(noiseFloor: noiseFloor) else {
      tried += cuts
      return
    }
    cuts[strongest].isCause = true
    tried += cuts
    guard let parent = caption.records.first(where: { $0.id == cuts[strongest].earlierID }),
      let parentTarget = try await parentTarget(parent, reply, probe, subject)
    else { return }
    // A mention follows from earlier ones only, so the chain ends.
    try await follow(
      parent, parentTarget, try await self.carried(parentTarget, subject), probe, subject,
      noiseFloor, &tried)
  }

  /// The target of a mention that another one follows from; nil where its tokens do not spell it.
  private func parentTarget(
    _ mention: MentionRecord, _ reply: ModelReply, _ probe: ProbeRecord, _ subject: ExplainedSubject
  ) async throws -> AnswerTarget? {
    do {
      return try await target(of: mention, in: reply, probe, subject.image)
    } catch is Unexplainable {
      return nil
    }
  }

  /// How likely the tokens of a target are, from the log or from the model: with the whole picture, and without any.
  private func carried(
    _ target: AnswerTarget, _ subject: ExplainedSubject
  ) async throws -> Carried {
    let known = try log.target(key: key(of: target, subject.image, subject.labels))
    let way = known?.way ?? (target.before.isEmpty ? .afterPrefix : subject.scorer.way)
    let id = try targetID(of: target, way, subject.image, subject.labels)
    let composer = subject.composer
    let scorer = AnswerScorer(model: model.model, target: target, way: way)
    let own = ExplainedSubject(
      image: subject.image, labels: subject.labels, answer: target, targetID: id, scorer: scorer,
      composer: composer,
      evaluator: LogBackedEvaluator(
        scorer: scorer, log: log, targetID: id,
        composer: composer, known: try log.evaluations(ofTarget: id), maxInFlight: maxInFlight,
        stop: stop, now: model.now, evaluated: evaluated))
    try await recordPrior(of: own)
    let all = RegionSet.all(regionCount: subject.labels.map.regionCount)
    guard let whole = try await own.evaluator.evaluate([all]).first,
      let prior = try log.prior(ofTarget: id)
    else { throw Unexplainable(reason: "the model does not say how likely its own words are") }
    return Carried(
      targetID: id, whole: whole.jointProbability, text: prior.probabilities.reduce(1, *),
      isWholeBounded: !whole.boundedTokens.isEmpty, isTextBounded: !prior.boundedTokens.isEmpty)
  }
}
