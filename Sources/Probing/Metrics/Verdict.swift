/// A reply judged against its probe's label: what every number of an audit is counted from.
public struct Verdict: Sendable, Hashable {
  /// The image's name; the probes of one image are one cluster, because their errors go together.
  public var imageName: String
  /// The question, word for word; with the image it tells whether two verdicts are about the same probe.
  public var question: String
  /// The correct answer.
  public var label: Answer
  /// What the model answered under the parse rule, or nil when the reply was unparsable.
  public var answer: Answer?
  /// The splits that the probe belongs to.
  public var splits: [String]
  /// The object that the question is about, where it is known.
  public var object: String?
  /// How likely yes and no were as the first token, where the server says.
  public var shares: AnswerShares?

  /// Makes a verdict.
  public init(
    imageName: String, question: String, label: Answer, answer: Answer?, splits: [String] = [],
    object: String? = nil, shares: AnswerShares? = nil
  ) {
    self.imageName = imageName
    self.question = question
    self.label = label
    self.answer = answer
    self.splits = splits
    self.object = object
    self.shares = shares
  }

  /// Judges the answer to a probe, or returns nil when the probe has no label to judge by.
  public init?(probe: Probe, answer: Answer?, shares: AnswerShares? = nil) {
    guard let label = probe.label else { return nil }
    self.init(
      imageName: probe.imageName, question: probe.question, label: label, answer: answer,
      splits: probe.splits, object: probe.object, shares: shares)
  }

  /// The cell of the confusion table that the verdict falls into.
  public var outcome: Outcome { Outcome(answer: answer, label: label) }
}

extension Sequence<Verdict> {
  /// The verdicts without those on an image and question that came before; the first one counts.
  ///
  /// POPE's three splits share their positives, so the probes of all splits together are not
  /// independent: they may only be pooled once each.
  public func uniqueProbes() -> [Verdict] {
    var seen: Set<[String]> = []
    return filter { seen.insert([$0.imageName, $0.question]).inserted }
  }
}
