import AuditStore
import Codecs
public import Imaging
import ModelAPI
import Probing

/// The first half of an audit: every probe is asked and judged.
struct ProbeAsking: Sendable {
  let model: RecordedModel
  let log: AuditLog
  /// The rule whose verdicts make findings.
  let rule: any ParseRule
  let settings: AuditSettings
  let loadImage: ImageLoader
  let stop: StopSignal
  /// What of the pictures the log keeps.
  let keeping: StoredImage.Kept

  /// What became of the probes of one image.
  struct Outcome: Sendable {
    var answered = 0
    var findings = 0
    /// Probes that could not be asked because of the image; with the one line that says why.
    var inputProblems: [String] = []
    /// Probes that the server did not answer usefully.
    var failures: [String] = []
  }

  /// Asks the probes of one image, one after another: the server then encodes the image once.
  ///
  /// - Throws: ``Interrupted``; ``ModelError`` when asking on makes no sense; ``LogError``.
  func ask(_ probes: [ProbeRecord]) async throws -> Outcome {
    var outcome = Outcome()
    guard let name = probes.first?.probe.imageName else { return outcome }
    let image: RGBImage
    do {
      let loaded = try loadImage(name)
      image = settings.pictureFitting?.fitted(loaded) ?? loaded
    } catch {
      try log.setProblem(error.reason, forProbes: probes)
      outcome.inputProblems = Array(repeating: error.reason, count: probes.count)
      return outcome
    }
    let digest = SHA256Digest.hex(of: image)
    try log.record(image: StoredImage(image, digest: digest, keeping: keeping))
    for probe in probes {
      try stop.check()
      if let reason = try replaced(digest, of: probe) {
        try log.setProblem(reason, forProbe: probe.id)
        outcome.inputProblems.append(reason)
        continue
      }
      // Before it is asked: a run may end as soon as it is judged, and it is not looked at again.
      if probe.problem != nil { try log.setProblem(nil, forProbe: probe.id) }
      do {
        outcome.findings += try await judge(probe, image)
        outcome.answered += 1
      } catch let error as ModelError where error.concernsOneRequest {
        try log.setProblem(error.message, forProbe: probe.id)
        outcome.failures.append("\(name): \(error.message)")
      }
    }
    return outcome
  }

  /// Records which picture a probe asks about; why it cannot be asked, where an earlier run asked about another one.
  private func replaced(_ digest: String, of probe: ProbeRecord) throws(LogError) -> String? {
    do {
      try log.setImage(digest, forProbe: probe.id)
      return nil
    } catch {
      guard error.code == .conflict else { throw error }
      return
        "\(probe.probe.imageName): is another picture than this audit asked about before; bring that one back, or "
        + "name another log"
    }
  }

  /// Asks one probe and records every rule's verdict; how many findings the chosen rule's makes.
  ///
  /// An answer without a label is not judged, and always worth explaining.
  ///
  /// The verdicts of all rules are written at once: a probe that has one has all.
  private func judge(_ probe: ProbeRecord, _ image: RGBImage) async throws -> Int {
    let answer = try await model.answer(
      settings.prompt(for: probe.probe), about: image,
      maxTokens: settings.maxTokens(for: probe.probe))
    if let task = probe.probe.caption {
      return try await judge(captionOf: probe, task, answer, image)
    }
    if let choices = probe.probe.choices {
      let verdict = ChoiceVerdictRecord(
        probeID: probe.id, choices: choices, reply: answer.reply, replyKey: answer.key)
      try log.record(choiceVerdict: verdict)
      return verdict.isWrongChoice ? 1 : 0
    }
    guard let label = probe.probe.label else { return 1 }
    let verdicts = VerdictRecord.all(
      on: probe, label: label, reply: answer.reply,
      isProcessed: model.model.capabilities?.givesProcessedLists == true, replyKey: answer.key)
    try log.record(verdicts: verdicts)
    return verdicts.contains { $0.rule == rule.name && $0.outcome.isFinding } ? 1 : 0
  }
}

/// Reads the image of a probe by the name in its file: upright pixels, or one line that says what is wrong.
public typealias ImageLoader = @Sendable (String) throws(ImageProblem) -> RGBImage

/// Why an image cannot be asked about, in one line: which file, what is wrong, what to do.
public struct ImageProblem: Error, Sendable, Hashable {
  /// The line.
  public var reason: String

  /// Makes a problem.
  public init(reason: String) { self.reason = reason }
}

extension ModelError {
  /// Whether the next request may well succeed: the error is about this one, not about the server.
  var concernsOneRequest: Bool {
    switch code {
    case .rejected, .failed, .unusableReply: true
    case .unreachable, .unauthorized, .notFound, .unavailable, .changed, .cancelled: false
    }
  }
}

extension AuditLog {
  /// Records one reason for all probes of an image.
  func setProblem(_ problem: String, forProbes probes: [ProbeRecord]) throws {
    for probe in probes { try setProblem(problem, forProbe: probe.id) }
  }
}
