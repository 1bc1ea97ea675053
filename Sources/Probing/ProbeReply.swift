/// What a parse rule judges: the reply's text and, where known, its first token's probabilities.
public struct ProbeReply: Sendable, Hashable {
  /// The reply, word for word.
  public var text: String
  /// How likely yes and no were as the first token, or nil when the server gave no probabilities.
  public var answerProbabilities: AnswerProbabilities?

  /// Makes a reply.
  public init(text: String, answerProbabilities: AnswerProbabilities? = nil) {
    self.text = text
    self.answerProbabilities = answerProbabilities
  }
}

extension ProbeReply: ExpressibleByStringLiteral {
  /// Makes a reply of which only the text is known.
  public init(stringLiteral text: String) {
    self.init(text: text)
  }
}
