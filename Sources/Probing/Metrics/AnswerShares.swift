/// How likely the first token of a reply was a yes and a no, all spellings of each added up.
public struct AnswerShares: Sendable, Hashable {
  /// The probability of yes, 0 … 1.
  public var yes: Double
  /// The probability of no, 0 … 1.
  public var no: Double
  /// Whether one of them is only an upper bound, because the server did not list it.
  public var isBounded: Bool

  /// Makes shares.
  public init(yes: Double, no: Double, isBounded: Bool) {
    self.yes = yes
    self.no = no
    self.isBounded = isBounded
  }

  /// The probability of everything that is neither, 0 … 1.
  ///
  /// A p(yes) says little where this is large: the model was about to say something else.
  public var missing: Double { max(0, 1 - yes - no) }

  /// The probability of yes among the two answers, or nil when it is only bounded or there is none.
  public var normalizedYes: Double? {
    isBounded || yes + no <= 0 ? nil : yes / (yes + no)
  }
}

extension AnswerShares {
  /// The shares of merged probabilities.
  public init(_ probabilities: AnswerProbabilities) {
    self.init(
      yes: probabilities.yes.probability, no: probabilities.no.probability,
      isBounded: !(probabilities.yes.isExact && probabilities.no.isExact))
  }
}
