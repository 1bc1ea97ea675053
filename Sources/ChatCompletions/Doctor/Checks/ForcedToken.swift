import ModelAPI

/// Whether `logit_bias` makes the server say a token that it would not say.
struct ForcedToken: ServerCheck {
  let name = "forced token"
  let asks = "The two least likely of the listed tokens, one at a time, by logit_bias 100."
  let needs: CheckNeeds = [.pictures, .logProbabilities, .tokenIDs]

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let request = examination.request(about: Drawing.blocks(seed: 2))
    let tokens = try await Self.unlikelyTokens(examination)
    guard !tokens.isEmpty else { return .couldNotTell("no token is listed that could be forced") }
    var heeded = 0
    var refusal = ""
    for token in tokens {
      switch try await examination.attempt(request.forcing(token.id)) {
      case .success(let reply): heeded += reply.positions.first?.tokenID == token.id ? 1 : 0
      case .failure(let error): refusal = ": \(error.message)"
      }
    }
    examination.forced = tokens
    examination.capabilities.canForceFirstToken = heeded == tokens.count
    guard heeded == tokens.count else {
      return .failed(
        "\(heeded) of \(Nats.count(tokens.count, "forced token")) came back\(refusal)",
        consequence:
          "A token's probability is exact only where it is among the listed ones, and bounded elsewhere.",
        remedy: Remedy(vLLM: "a version whose chat takes logit_bias or allowed_token_ids"))
    }
    return .passed(
      "logit_bias is heeded for ids \(tokens.map { "\($0.id)" }.joined(separator: ", "))")
  }

  /// Two listed tokens that can be forced alone: no end marks and no parts of a character.
  static func unlikelyTokens(
    _ examination: Examination
  ) async throws(ModelError) -> [ProbeToken] {
    let reply = try await examination.ask(examination.request(about: Drawing.blocks(seed: 2)))
    guard let first = reply.positions.first else { return [] }
    let listed = (first.top_logprobs ?? []).compactMap { other -> ProbeToken? in
      guard let id = other.tokenID, let text = other.token, let value = other.logprob,
        id != first.tokenID, !text.isEmpty, !text.contains("\u{FFFD}")
      else { return nil }
      return ProbeToken(id: id, text: text, logProbability: value)
    }
    return Array(listed.sorted { $0.logProbability < $1.logProbability }.prefix(2))
  }
}
