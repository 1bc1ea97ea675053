import ModelAPI

extension ChatReplyBody {
  /// The reply to a request whose forced tokens the server has read as the end of its prompt.
  ///
  /// - Throws: ``ModelError`` `unusableReply` when the server lists no such tokens, or has read the text as
  ///   other tokens.
  func readAnswer(to request: ModelRequest) throws(ModelError) -> ModelReply {
    let forced = request.forcedTokens
    let ids = prompt_token_ids ?? []
    let scores = prompt_logprobs ?? []
    guard ids.count == scores.count, ids.count > forced.count else {
      throw .unusable("the server gives no log-probabilities of its prompt any more")
    }
    guard ids.suffix(forced.count).elementsEqual(forced.map { $0.id ?? -1 }) else {
      throw .unusable("the server reads the answer's text as other tokens than those it said")
    }
    var tokens: [TokenDistribution] = []
    for (token, candidates) in zip(forced, scores.suffix(forced.count)) {
      tokens.append(try Self.distribution(of: token, among: candidates ?? [:]))
    }
    return ModelReply(
      text: forced.map(\.text).joined(), tokens: tokens, finishReason: "length",
      promptTokenCount: ids.count - forced.count, systemFingerprint: system_fingerprint)
  }

  private static func distribution(
    of token: Token, among candidates: [String: PromptCandidate]
  ) throws(ModelError) -> TokenDistribution {
    var entries: [TokenDistribution.Entry] = []
    for (name, candidate) in candidates {
      guard let id = Int(name) else { throw .unusable("the server lists a token without its id") }
      let text = id == token.id ? token.text : candidate.decoded_token ?? ""
      entries.append(try entry(id: id, token: text, logprob: candidate.logprob))
    }
    // A dictionary has no order; of two equals the smaller id comes first.
    entries.sort { ($0.logProbability, $1.token.id ?? 0) > ($1.logProbability, $0.token.id ?? 0) }
    guard let said = entries.first(where: { $0.token.id == token.id }) else {
      throw .unusable("the server gives no log-probability of a token that it has read")
    }
    return TokenDistribution(said: said, alternatives: entries)
  }
}
