import Attribution
import AuditStore
import Codecs
import Imaging
import ModelAPI
import Probing

/// What is explained: tokens of an answer about one image, with its regions and the evaluator that asks.
struct ExplainedSubject: Sendable {
  let image: RGBImage
  let labels: NamedRegions
  let answer: AnswerTarget
  /// The number of the target in the log.
  let targetID: Int64
  /// How it is asked about.
  let scorer: AnswerScorer
  let composer: MaskedImageComposer
  /// Who answers for masked images, from the log or from the model.
  let evaluator: any Evaluator
}

extension FindingExplaining {
  /// Finds the tokens that are explained, cuts the image up, and writes down what the target is.
  ///
  /// - Throws: ``Unexplainable``; ``ModelError``; ``LogError``.
  func subject(
    of finding: FindingRecord, probe: ProbeRecord
  ) async throws -> ExplainedSubject {
    let image = try storedImage(of: probe)
    let prompt = settings.prompt(for: probe.probe)
    let reply = try await model.answer(
      prompt, about: image, maxTokens: settings.maxTokens(for: probe.probe)
    ).reply
    let answer = try await answer(explainedBy: finding, reply, prompt, probe, image)
    if let said = finding.kind.said, answer.level == .firstToken, answer.reading != said {
      throw Unexplainable(
        reason: "the answer begins with \"\(answer.forced[0].text)\", not with a \(said.rawValue)")
    }
    let labels = try await regions(of: finding, probe, image, answer)
    let subject = try await subject(answer, image, labels)
    try log.setTarget(subject.targetID, forFinding: finding.id)
    return subject
  }

  /// The tokens that a finding explains: those of its mention, or those that the settings choose.
  private func answer(
    explainedBy finding: FindingRecord, _ reply: ModelReply, _ prompt: String, _ probe: ProbeRecord,
    _ image: RGBImage
  ) async throws -> AnswerTarget {
    guard let mention = try mention(of: finding) else {
      return try AnswerTarget(
        settings.selection(in: reply, to: probe.probe), of: reply, to: prompt)
    }
    return try await target(of: finding, mention, in: reply, probe, image)
  }

  /// Writes down what the target is on a partition of the image, and finds out how it can be asked about.
  ///
  /// - Throws: ``Unexplainable``; ``ModelError``; ``LogError``.
  func subject(
    _ answer: AnswerTarget, _ image: RGBImage, _ labels: NamedRegions
  ) async throws -> ExplainedSubject {
    let scorer: AnswerScorer
    let whole: Evaluation?
    if let known = try log.target(key: key(of: answer, image, labels)) {
      // What was seen to work once is not tried again: a resumed explanation asks nothing twice.
      (scorer, whole) = (AnswerScorer(model: model.model, target: answer, way: known.way), nil)
    } else {
      (scorer, whole) = try await AnswerScorer.checked(answer, on: image, model.model)
    }
    let id = try targetID(of: answer, scorer.way, image, labels)
    if let whole {
      try await log.record(
        evaluations: [(RegionSet.all(regionCount: labels.map.regionCount), whole)], target: id,
        at: model.now())
    }
    let composer = MaskedImageComposer(image: image, labels: labels.map, fill: settings.fill)
    return ExplainedSubject(
      image: image, labels: labels, answer: answer, targetID: id, scorer: scorer,
      composer: composer,
      evaluator: LogBackedEvaluator(
        scorer: scorer, log: log, targetID: id, composer: composer,
        known: try log.evaluations(ofTarget: id), maxInFlight: maxInFlight, stop: stop,
        now: model.now, evaluated: evaluated))
  }

  /// The number of a target in the log, which is entered when the log does not know it.
  func targetID(
    of answer: AnswerTarget, _ way: ForcingWay, _ image: RGBImage, _ labels: NamedRegions
  ) throws(LogError) -> Int64 {
    let key = key(of: answer, image, labels)
    // Another audit may have asked about the same tokens in another way: the first one counts.
    let way = try log.target(key: key)?.way ?? way
    return try log.targetID(
      of: TargetDescription(
        key: key, modelID: model.modelID,
        imageDigest: SHA256Digest.hex(of: image), labelMapDigest: labels.digest,
        fill: settings.fill.rawValue, prompt: answer.prompt, answerPrefix: answer.prefix,
        said: answer.said, tokens: answer.explained, level: answer.level, forced: answer.forced,
        positions: answer.positions, way: way, leadIn: answer.leadIn))
  }

  /// The content key of a target.
  func key(of answer: AnswerTarget, _ image: RGBImage, _ labels: NamedRegions) -> String {
    ContentKey.target(
      model: model.identity, imageDigest: SHA256Digest.hex(of: image),
      labelMapDigest: labels.digest, fill: settings.fill,
      repetition: settings.repetition, answer)
  }

  /// The mention that a finding is about; nil where it is about the whole answer.
  func mention(of finding: FindingRecord) throws(LogError) -> MentionRecord? {
    guard let id = finding.mentionID else { return nil }
    return try log.mention(id: id)
  }

  /// The picture of a probe, from the log.
  ///
  /// - Throws: ``Unexplainable`` when it is not there.
  func storedImage(of probe: ProbeRecord) throws -> RGBImage {
    guard let digest = probe.imageDigest, let stored = try log.image(digest: digest) else {
      throw Unexplainable(reason: "the image \(probe.probe.imageName) is not in the log")
    }
    guard stored.kept == .full else { return try loadedImage(of: probe, digest) }
    return try PNGCodec.decode(stored.png, name: probe.probe.imageName)
  }
}

extension FindingExplaining {
  /// The picture of a probe from where it was read before, since the log does not keep it.
  private func loadedImage(of probe: ProbeRecord, _ digest: String) throws -> RGBImage {
    let name = probe.probe.imageName
    guard let loadImage else {
      throw Unexplainable(reason: "the log does not keep the image \(name), by --store-images")
    }
    do {
      let loaded = try loadImage(name)
      let image = settings.pictureFitting?.fitted(loaded) ?? loaded
      guard SHA256Digest.hex(of: image) == digest else {
        throw Unexplainable(reason: "the image \(name) is another one than when it was asked about")
      }
      return image
    } catch let problem as ImageProblem {
      throw Unexplainable(reason: problem.reason)
    }
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
