import Imaging

/// One side's question, "does this set do it?", as one number in nats.
///
/// The *lead* of a set is positive when it does: the counter-answer's lead without the set (necessary), or
/// the answer's lead with the set alone (sufficient). A lead inside the noise floor is neither yes nor no.
/// A bounded margin counts as it stands: a token that the server left out is below those that it showed,
/// so the true margin lies on the same side of zero and no nearer to it; an evaluator that saw neither
/// token must answer 0, which is unclear at every floor. Only where a demand moves the line away from zero, a
/// bounded margin short of it proves nothing: see ``disproves(_:isBounded:)``.
struct FlipTest: Sendable {
  let side: Trigger.Side
  let regionCount: Int
  /// The difference that means nothing, in nats, at least 0.
  let noiseFloor: Double
  let evaluator: CachingEvaluator
  /// How far the counter-answer must lead for a removal to count, in nats, at least 0; 0 for any flip.
  var demand = 0.0
  /// The regions that no necessary set may hold, because its parts are looked for elsewhere; nil for none.
  var protected: RegionSet?

  /// The regions shown to the model to test a set.
  func shown(for set: RegionSet) -> RegionSet { side == .necessary ? set.complement : set }

  /// Whether a region may be in a set of this side.
  func allows(_ region: Int) -> Bool { side == .sufficient || protected?.contains(region) != true }

  /// The lead that the margin of ``shown(for:)`` stands for.
  func lead(margin: Double) -> Double { side == .necessary ? -margin - demand : margin }

  /// The leads of sets, asked in one batch.
  func leads(_ sets: [RegionSet]) async throws -> [Double] {
    try await evaluator.evaluate(sets.map(shown)).map { lead(margin: $0.margin) }
  }

  /// Whether the set does it, beyond the noise.
  func succeeds(_ lead: Double) -> Bool { lead > noiseFloor }

  /// Whether the set does not do it, beyond the noise.
  func fails(_ lead: Double) -> Bool { lead < -noiseFloor }

  /// Whether a margin proves that a set does not do it: one that is bounded may in truth meet a demand.
  func disproves(_ margin: Double, isBounded: Bool) -> Bool {
    fails(lead(margin: margin)) && !(isBounded && margin < 0 && recordedDemand > 0)
  }

  /// The demand that a trigger of this side carries.
  var recordedDemand: Double { side == .necessary ? demand : 0 }
}
