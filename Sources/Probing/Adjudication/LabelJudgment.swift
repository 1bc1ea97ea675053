/// What a person says about a probe whose answer they looked at.
public enum LabelJudgment: String, Sendable, Hashable, CaseIterable, Codable {
  /// The label is right: an answer that differs from it is an error indeed.
  case confirmed
  /// The label is wrong: the other answer is right.
  case labelWrong = "label-wrong"
  /// Neither answer is right beyond doubt.
  case ambiguous
}

/// What all who judged a probe say together.
public enum LabelStanding: String, Sendable, Hashable, CaseIterable, Codable {
  /// All say that the label is right.
  case confirmed
  /// All say that the label is wrong.
  case labelWrong = "label-wrong"
  /// All say that neither answer is right beyond doubt.
  case ambiguous
  /// They say different things.
  case disputed

  /// Puts judgments together, one a person; nil of none.
  public init?(_ judgments: some Sequence<LabelJudgment>) {
    let different = Set(judgments)
    guard let first = different.first else { return nil }
    switch (different.count, first) {
    case (2..., _): self = .disputed
    case (_, .confirmed): self = .confirmed
    case (_, .labelWrong): self = .labelWrong
    case (_, .ambiguous): self = .ambiguous
    }
  }

  /// The label under this standing; nil where the probe is left out.
  ///
  /// A probe that people find ambiguous, or disagree on, is left out, as RePOPE leaves it out (Neuhaus and Hein, arXiv
  /// 2504.15707).
  public func label(given: Answer) -> Answer? {
    switch self {
    case .confirmed: given
    case .labelWrong: given.opposite
    case .ambiguous, .disputed: nil
    }
  }
}

extension Probe {
  /// The probe under what people say about it; nil where it is left out.
  ///
  /// Of a multiple-choice question with a wrong label nobody said which option is right: it is left out, too.
  public func adjudicated(_ standing: LabelStanding?) -> Probe? {
    guard let standing else { return self }
    if choices != nil { return standing == .confirmed ? self : nil }
    guard let label else { return self }
    guard let new = standing.label(given: label) else { return nil }
    var probe = self
    probe.label = new
    return probe
  }
}
