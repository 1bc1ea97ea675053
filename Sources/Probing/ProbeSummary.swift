/// The numbers per split, and of all probes together.
///
/// POPE's splits share their positives, so a mean over splits counts those three times and takes them
/// as independent. Together here means every image and question once.
public struct ProbeSummary: Sendable, Hashable {
  /// The numbers of one split.
  public struct Split: Sendable, Hashable {
    /// The split's name.
    public let name: String
    /// Its numbers.
    public let metrics: ProbeMetrics
  }

  /// All verdicts, every image and question once.
  public let pooled: ProbeMetrics
  /// Random, popular, adversarial, then any other split by name; empty when no probe names a split.
  public let splits: [Split]

  /// Computes the numbers; `seed` is the bootstrap's.
  public init(_ verdicts: [Verdict], seed: UInt64) {
    let names = Probe.ordered(splits: Set(verdicts.flatMap(\.splits)))
    pooled = ProbeMetrics(verdicts, seed: seed)
    splits = names.map { name in
      Split(
        name: name,
        metrics: ProbeMetrics(verdicts.filter { $0.splits.contains(name) }, seed: seed))
    }
  }
}
