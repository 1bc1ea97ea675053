import Attribution
import AuditStore
import Foundation
import Imaging

/// The explained tokens of one image, asked about masked images through the log.
///
/// What the log holds is answered from it; the rest is composed, sent, and written to the log before it is
/// returned. So a search never relies on what a crash could lose, and never pays twice.
struct LogBackedEvaluator: Evaluator {
  let scorer: AnswerScorer
  let log: AuditLog
  let targetID: Int64
  let composer: MaskedImageComposer
  /// What the log held when the explanation began.
  let known: [RegionSet: Evaluation]
  /// The most masked images to hold at once.
  let maxInFlight: Int
  let stop: StopSignal
  let now: @Sendable () -> Date
  /// Called after each evaluation that was sent.
  let evaluated: @Sendable () -> Void

  func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
    var answers = known
    try await forEachBounded(shown.filter { known[$0] == nil }, limit: maxInFlight) { set in
      try stop.check()
      return (set, try await ask(set))
    } consume: { set, evaluation in
      answers[set] = evaluation
    }
    return shown.compactMap { answers[$0] }
  }

  /// Asks about one masked image and writes the answer down.
  private func ask(_ shown: RegionSet) async throws -> Evaluation {
    let evaluation = try await scorer.evaluation(of: .masked(composer, showing: shown))
    let recorded = try await log.record(
      evaluations: [(shown, evaluation)], target: targetID, at: now())
    evaluated()
    return recorded.first ?? evaluation
  }
}
