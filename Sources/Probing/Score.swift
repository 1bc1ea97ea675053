/// One set of responses judged under one rule and one set of labels.
public struct Score: Sendable {
  /// What the labels that came with the probes are called.
  public static let givenLabels = "given"

  /// The parse rule.
  public let rule: any ParseRule
  /// What the labels are called.
  public let labels: String
  /// The numbers per split and of all probes together.
  public let summary: ProbeSummary
  /// How many probes have no reply.
  public let unanswered: Int

  /// The numbers as the rule's source prints them.
  public var asSourceCounts: SourceNumbers {
    SourceNumbers(summary.pooled.table, under: rule)
  }

  /// Judges responses.
  ///
  /// - Parameters:
  ///   - responses: The responses, their probes labeled as `labels` says.
  ///   - rule: How a yes and a no are read.
  ///   - labels: What the labels are called.
  ///   - seed: The seed of the bootstrap.
  ///   - clusterKey: What goes together in the intervals.
  public init(
    _ responses: ResponseSet, under rule: any ParseRule, labels: String, seed: UInt64,
    clusterKey: ClusterKey = .image
  ) {
    self.rule = rule
    self.labels = labels
    summary = ProbeSummary(responses.verdicts(under: rule), seed: seed, clusterKey: clusterKey)
    unanswered = responses.unanswered
  }
}
