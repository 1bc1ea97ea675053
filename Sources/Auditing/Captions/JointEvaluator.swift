import Attribution
import AuditStore
import Foundation
import Imaging
import ModelAPI

/// Several mentions of one caption, asked about masked images through the log: one request answers for all of them.
///
/// It also keeps the order in which masked images were asked for, so that what one mention's search has paid for can
/// teach that of the next. What the log holds of a run that was interrupted is not sent again, and counts as asked only
/// when it is asked for: a resumed run concludes the same.
actor JointEvaluator {
  /// A mention's place among those that are asked about together.
  struct Part: Sendable {
    let target: AnswerTarget
    let targetID: Int64
  }

  nonisolated let scorer: AnswerScorer
  nonisolated let parts: [Part]
  private let log: AuditLog
  private let composer: MaskedImageComposer
  private let maxInFlight: Int
  private let stop: StopSignal
  private let now: @Sendable () -> Date
  private let evaluated: @Sendable () -> Void
  /// What the log held when the explanation began: for each set, an evaluation of each part.
  private let held: [RegionSet: [Evaluation]]
  private var asked: [RegionSet] = []
  private var answers: [RegionSet: [Evaluation]] = [:]

  init(
    scorer: AnswerScorer, parts: [Part], log: AuditLog, composer: MaskedImageComposer,
    maxInFlight: Int, stop: StopSignal, now: @escaping @Sendable () -> Date,
    evaluated: @escaping @Sendable () -> Void
  ) throws {
    self.scorer = scorer
    self.parts = parts
    self.log = log
    self.composer = composer
    self.maxInFlight = maxInFlight
    self.stop = stop
    self.now = now
    self.evaluated = evaluated
    let known = try parts.map { try log.evaluations(ofTarget: $0.targetID) }
    held = (known.first ?? [:]).keys.reduce(into: [:]) { held, set in
      let all = known.compactMap { $0[set] }
      if all.count == known.count { held[set] = all }
    }
  }

  /// How many different masked images were asked for.
  var askedCount: Int { asked.count }

  /// What is known of a part, in the order in which it was asked for.
  func remembered(ofPart part: Int) -> [(set: RegionSet, evaluation: Evaluation)] {
    asked.compactMap { set in answers[set].map { (set, $0[part]) } }
  }

  /// Evaluates a part on masked images; whatever is sent is recorded for all parts.
  func evaluate(_ shown: [RegionSet], part: Int) async throws -> [Evaluation] {
    var new: [RegionSet] = []
    for set in shown where answers[set] == nil && !new.contains(set) { new.append(set) }
    for set in new { if let known = held[set] { answers[set] = known } }
    let (sent, failure) = await ask(new.filter { answers[$0] == nil })
    // What came before a request failed is known all the same.
    answers.merge(sent) { $1 }
    asked += new.filter { answers[$0] != nil }
    if let failure { throw failure }
    return shown.compactMap { answers[$0]?[part] }
  }

  /// What one masked image, or the text alone, says of all parts.
  nonisolated func evaluations(of picture: AskedPicture?) async throws -> [Evaluation] {
    let tokens = try await scorer.distributions(of: picture)
    var start = 0
    return parts.map { part in
      let count = part.target.askedPlaces.count
      defer { start += count }
      return scorer.evaluation(Array(tokens[start..<start + count]), of: part.target)
    }
  }

  /// Sends some masked images; what was answered, and the error that ended it.
  private nonisolated func ask(
    _ sets: [RegionSet]
  ) async -> (answers: [RegionSet: [Evaluation]], failure: (any Error)?) {
    var answers: [RegionSet: [Evaluation]] = [:]
    do {
      try await forEachBounded(sets, limit: maxInFlight) { [self] set in
        try stop.check()
        return (set, try await ask(set))
      } consume: { set, evaluations in
        answers[set] = evaluations
      }
    } catch {
      return (answers, error)
    }
    return (answers, nil)
  }

  private nonisolated func ask(_ shown: RegionSet) async throws -> [Evaluation] {
    let evaluations = try await evaluations(of: .masked(composer, showing: shown))
    let recorded = try await log.record(
      showing: shown, zip(parts, evaluations).map { ($0.targetID, $1) }, at: now())
    evaluated()
    return recorded
  }
}

/// One mention of those that are asked about together.
struct JointPartEvaluator: Evaluator {
  let joint: JointEvaluator
  let part: Int

  func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
    try await joint.evaluate(shown, part: part)
  }
}
