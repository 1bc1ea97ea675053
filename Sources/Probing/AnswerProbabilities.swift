import Glibc

/// How likely a model was to begin its answer with a yes, a no, or anything else.
///
/// Spellings are merged by meaning (``AnswerForms``): their probabilities are added up. A server
/// lists only the likeliest tokens, so a side may be missing. It then counts as *bounded*:
///
/// - a side is exact when at least one of its spellings was listed with its own log-probability;
///   spellings of it that were not listed can add at most ``unlistedMass``;
/// - otherwise the side is at most what the listed tokens leave of one, and at most
///   ``AnswerForms/spellingLimit`` times what the server's list allows one missing token.
///
/// No side is ever 0: a token listed as impossible (`-infinity`, or a server's stand-in for it) is
/// taken as not listed.
public struct AnswerProbabilities: Sendable, Hashable {
  /// The natural logarithm of a probability, or of the most that it can be; at most 0.
  public enum LogMass: Sendable, Hashable {
    /// Added up from what the server gave.
    case exact(Double)
    /// Not listed: at most this.
    case atMost(Double)

    /// The value or its upper bound, in nats.
    public var upperBound: Double {
      switch self {
      case .exact(let value), .atMost(let value): value
      }
    }

    /// Whether the server gave it.
    public var isExact: Bool {
      if case .exact = self { true } else { false }
    }
  }

  /// All spellings of yes.
  public let yes: LogMass
  /// All spellings of no.
  public let no: LogMass
  /// All listed tokens that are neither.
  public let other: LogMass
  /// The probability of all tokens that the server did not list, 0 … 1: what the listed ones leave of one.
  ///
  /// Every listed token counts, whatever it means, but only by its own log-probability: a token that
  /// is only bounded, or listed as impossible, takes nothing off. So it is the most by which ``yes``,
  /// ``no`` and ``other`` together can be too small where they are exact. It is 0 when the list holds
  /// the whole vocabulary, or when rounding lets it add up to more than one, and 1 when nothing is listed.
  public let unlistedMass: Double

  /// Merges the first token's candidates by meaning.
  ///
  /// - Parameters:
  ///   - candidates: the listed tokens, each id once, in any order.
  ///   - unlistedUpperBound: the log-probability that a token not listed has at most, in nats; 0
  ///     when nothing is known.
  public init(candidates: [FirstTokenCandidate], unlistedUpperBound: Double) {
    let listed = candidates.filter { $0.logProbability >= Self.impossible }
    let exact = listed.filter(\.isExact)
    let unlisted = max(0, 1 - exact.map { exp(min($0.logProbability, 0)) }.reduce(0, +))
    let remainder = log(max(unlisted, Self.roundingSlack))
    let oneToken = unlistedUpperBound.isNaN ? 0 : min(unlistedUpperBound, 0)
    let unlistedSpellings = oneToken + log(Double(AnswerForms.spellingLimit))

    func side(_ answer: Answer?) -> LogMass {
      let forms = listed.filter { AnswerForms.answer(ofToken: $0.text) == answer }
      let given = forms.filter(\.isExact).map { min($0.logProbability, 0) }
      guard given.isEmpty else { return .exact(min(logSumExp(given), 0)) }
      // "Other" has no limit of spellings: only the remainder bounds it.
      guard answer != nil else { return .atMost(min(remainder, 0)) }
      return .atMost(
        min(logSumExp(forms.map(\.logProbability) + [unlistedSpellings]), remainder, 0))
    }

    yes = side(.yes)
    no = side(.no)
    other = side(nil)
    unlistedMass = unlisted
  }

  /// The probability mass of an answer.
  public subscript(answer: Answer) -> LogMass { answer == .yes ? yes : no }

  /// How much likelier the answer said is than its opposite, in nats.
  public func margin(said answer: Answer) -> AnswerMargin {
    switch (self[answer], self[answer.opposite]) {
    case (.exact(let said), .exact(let opposite)): .exact(said - opposite)
    case (.exact(let said), .atMost(let opposite)): .atLeast(said - opposite)
    case (.atMost(let said), .exact(let opposite)): .atMost(said - opposite)
    case (.atMost, .atMost): .unknown
    }
  }

  /// What lies below is a server's way to write zero (vLLM -9999, llama.cpp -3.4e38), not a number.
  private static let impossible = -1000.0

  /// Probabilities computed in 32-bit floats may add up to this much more than one; without the
  /// slack a side that was not listed would be bounded by exactly 0.
  private static let roundingSlack = 1e-6
}

/// log p(said) − log p(opposite) in nats, as far as the server's list tells.
public enum AnswerMargin: Sendable, Hashable {
  /// Both answers were listed.
  case exact(Double)
  /// The opposite was not listed: the margin is this or more.
  case atLeast(Double)
  /// The answer said was not listed: the margin is this or less.
  case atMost(Double)
  /// Neither was listed.
  case unknown

  /// The margin or its bound in nats; nil when nothing is known.
  public var nats: Double? {
    switch self {
    case .exact(let nats), .atLeast(let nats), .atMost(let nats): nats
    case .unknown: nil
    }
  }

  /// Whether both answers were listed.
  public var isExact: Bool {
    if case .exact = self { true } else { false }
  }
}

/// log Σ exp(x), without overflow or underflow; `-infinity` of nothing.
func logSumExp(_ values: [Double]) -> Double {
  guard let largest = values.max(), largest.isFinite else { return -.infinity }
  return largest + log(values.map { exp($0 - largest) }.reduce(0, +))
}
