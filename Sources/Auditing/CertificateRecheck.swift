public import Attribution
public import AuditStore
import Codecs
import Foundation
import Imaging
public import ModelAPI

/// Asks again for every line of a finding's certificates and compares with what the log says.
///
/// Nothing comes from the log's evaluations and nothing is written: the claims must hold for the model as it
/// is served today.
public struct CertificateRecheck: Sendable {
  /// What the recheck of one trigger came to.
  public struct Result: Sendable, Hashable {
    /// The trigger as the log has it.
    public var record: TriggerRecord
    /// Its certificate's lines, asked again.
    public var lines: [RecheckedEntry]
    /// The spread of the whole image's margin today, in nats.
    public var noiseFloor: Double

    /// Whether every line holds.
    public var holds: Bool { lines.allSatisfy { $0.outcome == .holds } }
  }

  private let model: any VisionLanguageModel
  private let identity: ModelIdentity
  private let log: AuditLog
  private let maxInFlight: Int
  private let stop: StopSignal

  /// Makes a recheck.
  ///
  /// - Parameters:
  ///   - model: Who is asked.
  ///   - identity: What the model is to the log.
  ///   - log: Where the finding is.
  ///   - maxInFlight: How many requests the model takes at once.
  ///   - stop: Given when nothing new is to be asked.
  public init(
    model: any VisionLanguageModel, identity: ModelIdentity, log: AuditLog, maxInFlight: Int,
    stop: StopSignal
  ) {
    self.model = model
    self.identity = identity
    self.log = log
    self.maxInFlight = maxInFlight
    self.stop = stop
  }

  /// Rechecks the triggers of a finding that have a certificate, the necessary side first.
  ///
  /// - Throws: ``CannotAskAgain`` when the log lacks what is needed or another model answers;
  ///   ``ModelError``; ``LogError``; ``Interrupted``.
  public func run(_ id: Int64) async throws -> [Result] {
    guard let finding = try log.finding(id: id) else {
      throw CannotAskAgain(reason: "the log has no finding \(id)")
    }
    if let reason = try log.audit(id: finding.auditID)?.reasonImported("to recheck") {
      throw CannotAskAgain(reason: reason)
    }
    let searched = try log.triggers(ofFinding: id)
    let triggers = searched.filter { !$0.trigger.certificate.isEmpty }
    guard !triggers.isEmpty else {
      throw CannotAskAgain(
        reason: "finding \(id) has no certificate: "
          + (searched.isEmpty
            ? "no trigger was searched for" : "no trigger was found for it"))
    }
    let settings = try settings(of: finding)
    let evaluator = try evaluator(of: finding, settings)
    let noiseFloor = try await evaluator.noiseFloor(repeats: settings.noiseRepeats)
    var results: [Result] = []
    for record in triggers {
      results.append(
        Result(
          record: record,
          lines: try await record.trigger.recheck(with: evaluator, noiseFloor: noiseFloor),
          noiseFloor: noiseFloor))
    }
    return results
  }

  /// The settings of the finding's audit, which must be about the model that answers here.
  private func settings(of finding: FindingRecord) throws -> AuditSettings {
    guard let audit = try log.audit(id: finding.auditID) else {
      throw CannotAskAgain(reason: "the log has no audit \(finding.auditID)")
    }
    guard audit.manifest.model == identity else {
      throw CannotAskAgain(
        reason:
          "finding \(finding.id) is about the model \(audit.manifest.model.name), and another "
          + "one answers here: the names or the fingerprints differ")
    }
    return try AuditSettings(canonicalText: audit.manifest.settings)
  }

  /// What the finding's audit asked to be explained, put to the model anew.
  private func evaluator(
    of finding: FindingRecord, _ settings: AuditSettings
  ) throws -> UnrecordedEvaluator {
    guard let targetID = finding.targetID, let target = try log.target(id: targetID),
      let stored = try log.image(digest: target.imageDigest),
      let labels = try log.labelMap(digest: target.labelMapDigest)?.labelMap,
      let fill = Fill(rawValue: target.fill)
    else {
      throw CannotAskAgain(reason: "the log does not hold what finding \(finding.id) is about")
    }
    guard stored.kept == .full else {
      throw CannotAskAgain(
        reason:
          "the log does not keep the picture of finding \(finding.id), by --store-images: it cannot be "
          + "asked about again from the log")
    }
    let image = try PNGCodec.decode(stored.png, name: target.imageDigest)
    let reply = try reply(of: finding, settings)
    let probe = try log.probes(ofAudit: finding.auditID).first { $0.id == finding.probeID }?.probe
    let answer: AnswerTarget
    do {
      if let id = finding.mentionID, let mention = try log.mention(id: id) {
        answer = try AnswerTarget(mention, target, of: reply)
      } else {
        answer = try AnswerTarget(
          settings.selection(in: reply, to: probe), of: reply, to: target.prompt)
      }
    } catch let error as Unexplainable {
      throw CannotAskAgain(reason: error.reason)
    }
    return UnrecordedEvaluator(
      scorer: AnswerScorer(model: model, target: answer, way: target.way),
      composer: MaskedImageComposer(image: image, labels: labels, fill: fill),
      maxInFlight: maxInFlight, stop: stop)
  }

  private func reply(
    of finding: FindingRecord, _ settings: AuditSettings
  ) throws -> ModelReply {
    let verdict = try log.verdicts(ofAudit: finding.auditID, rule: settings.rule)
      .first { $0.probeID == finding.probeID }
    guard let key = verdict?.replyKey ?? finding.replyKey, let reply = try log.reply(key: key)
    else {
      throw CannotAskAgain(
        reason: "the log lacks the answer that finding \(finding.id) is about")
    }
    return reply.reply
  }
}

/// A finding or an audit that cannot be asked about again, with the reason in one line.
public struct CannotAskAgain: Error, Sendable, CustomStringConvertible {
  /// What is missing.
  public var reason: String

  /// The reason.
  public var description: String { reason }
}

/// The explained tokens of one image, asked about masked images without the log.
private struct UnrecordedEvaluator: Evaluator {
  let scorer: AnswerScorer
  let composer: MaskedImageComposer
  let maxInFlight: Int
  let stop: StopSignal

  func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
    var answers: [Int: Evaluation] = [:]
    try await forEachBounded(Array(shown.enumerated()), limit: maxInFlight) { index, set in
      try stop.check()
      return (index, try await scorer.evaluation(of: .masked(composer, showing: set)))
    } consume: { index, evaluation in
      answers[index] = evaluation
    }
    return shown.indices.compactMap { answers[$0] }
  }

  /// How much the margin differs when the whole image is asked again, in nats.
  func noiseFloor(repeats: Int) async throws -> Double {
    var margins: [Double] = []
    for _ in 0..<max(repeats, 1) {
      margins.append(try await scorer.evaluation(of: .whole(composer.image)).margin)
    }
    return (margins.max() ?? 0) - (margins.min() ?? 0)
  }
}
