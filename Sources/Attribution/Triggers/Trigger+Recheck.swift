import Imaging

/// A line of a certificate, asked again.
public struct RecheckedEntry: Sendable, Hashable {
  /// How a claim fares today.
  public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
    /// The new margin says the same, beyond the noise.
    case holds
    /// The new margin says the opposite, beyond the noise.
    case broken
    /// The new margin lies inside the noise.
    case uncertain
  }

  /// The line as it was recorded.
  public var entry: CertificateEntry
  /// The margin of the explained answer now, in nats.
  public var margin: Double
  /// Whether the claim still holds.
  public var outcome: Outcome
  /// Whether the margin now is only known up to a bound: the true one is as far from zero or farther.
  public var isBounded: Bool

  /// Makes a rechecked line.
  public init(entry: CertificateEntry, margin: Double, outcome: Outcome, isBounded: Bool = false) {
    self.entry = entry
    self.margin = margin
    self.isBounded = isBounded
    self.outcome = outcome
  }
}

extension Trigger {
  /// Repeats the evaluations of the certificate in one batch and judges each claim anew.
  ///
  /// - Parameters:
  ///   - evaluator: Who is asked; it should not answer from the memory that made the certificate.
  ///   - noiseFloor: The difference that means nothing today, in nats, at least 0.
  /// - Returns: One line per line of the certificate, in its order.
  /// - Throws: ``InvalidEvaluation`` and whatever the evaluator throws.
  public func recheck(
    with evaluator: any Evaluator, noiseFloor: Double
  ) async throws -> [RecheckedEntry] {
    let test = FlipTest(
      side: side, regionCount: regions.regionCount, noiseFloor: noiseFloor,
      evaluator: CachingEvaluator(evaluator), demand: demand)
    let answers = try await test.evaluator.evaluate(certificate.map(\.shown))
    return zip(certificate, answers).map { entry, answer in
      let lead = test.lead(margin: answer.margin)
      let isDisproved = test.disproves(answer.margin, isBounded: answer.isBounded)
      let agrees = entry.claim == .setSuffices ? test.succeeds(lead) : isDisproved
      let isOpen = abs(lead) <= noiseFloor || test.fails(lead) != isDisproved
      let outcome: RecheckedEntry.Outcome =
        if isOpen { .uncertain } else if agrees { .holds } else { .broken }
      return RecheckedEntry(
        entry: entry, margin: answer.margin, outcome: outcome, isBounded: answer.isBounded)
    }
  }
}
