/// A token as a server names it.
public struct Token: Sendable, Hashable {
  /// The token's text; several ids can share it.
  public var text: String
  /// The token's id, where the server says.
  public var id: Int?

  /// Makes a token.
  public init(text: String, id: Int? = nil) {
    self.text = text
    self.id = id
  }
}

/// What the model might have said at one position: the token it said and the likeliest others.
public struct TokenDistribution: Sendable, Hashable {
  /// One candidate with its log-probability in nats; `-infinity` when the server gave none above
  /// zero.
  public struct Entry: Sendable, Hashable {
    /// The candidate.
    public var token: Token
    /// The natural logarithm of its probability.
    public var logProbability: Double

    /// Makes an entry.
    public init(token: Token, logProbability: Double) {
      self.token = token
      self.logProbability = logProbability
    }
  }

  /// The token that the server returned (the sampled or the forced one).
  public var said: Entry
  /// The likeliest candidates in the server's order, likeliest first; may or may not include
  /// `said`.
  public var alternatives: [Entry]

  /// Makes a distribution.
  public init(said: Entry, alternatives: [Entry]) {
    self.said = said
    self.alternatives = alternatives
  }

  /// All candidates, each once, likeliest first, `said` among them.
  ///
  /// Tokens are told apart by their ids. Without ids, two candidates of equal text are two tokens
  /// unless their probabilities are equal too, for several ids can share one text.
  public var entries: [Entry] {
    let others = alternatives.filter { other in
      other.token.id == nil ? other != said : other.token.id != said.token.id
    }
    return (others + [said]).sorted { $0.logProbability > $1.logProbability }
  }

  /// The most that a token not listed can have, in nats, at most 0 and never `-infinity`: the
  /// smallest listed alternative's, or what the listed candidates leave of one, whichever is less.
  ///
  /// A forced token says nothing about the others' order, so `said` counts only for the sum. What
  /// is left of one is widened by ``roundingError``, for servers compute in 32 bits.
  public var unlistedUpperBound: Double {
    let listed = entries.map(\.logProbability).filter { $0.isFinite }
    let smallest = alternatives.map(\.logProbability).filter { $0.isFinite }.min() ?? 0
    let rest = 1 - listed.reduce(0) { $0 + exponential($1) }
    return min(0, smallest, naturalLogarithm(max(rest, 0) + Self.roundingError))
  }

  /// How far the listed probabilities can be off in sum.
  static let roundingError = 1e-6
}
