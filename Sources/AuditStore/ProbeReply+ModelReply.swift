public import ModelAPI
public import Probing

extension ProbeReply {
  /// What a parse rule sees of a model's reply.
  public init(_ reply: ModelReply) {
    self.init(
      text: reply.text, answerProbabilities: reply.tokens.first.map(AnswerProbabilities.init))
  }
}

extension AnswerProbabilities {
  /// Merges what a server listed for the first token.
  public init(_ distribution: TokenDistribution) {
    self.init(
      candidates: distribution.entries.map {
        FirstTokenCandidate(text: $0.token.text, logProbability: $0.logProbability)
      },
      unlistedUpperBound: distribution.unlistedUpperBound)
  }
}
