import ModelAPI

/// Whether all tokens of a given answer are scored in one request: by a grammar of ids, or by the prompt's own
/// log-probabilities.
struct SeveralTokens: ServerCheck {
  let name = "several tokens at once"
  let asks = "Four answer tokens by grammar and by prompt_logprobs, against one request per token."
  let needs: CheckNeeds = [.pictures, .logProbabilities, .tokenIDs]

  private static let count = 4

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let answer = Array(try await examination.generatedAnswer().prefix(Self.count))
    guard answer.count >= 2 else { return .couldNotTell("the model's answer has too few tokens") }
    let reference = try await onePerToken(answer, examination)
    var disagreements: [String] = []
    if let values = try await byGrammar(answer, examination) {
      let difference = Self.difference(values, reference)
      if difference <= Examination.tolerance {
        examination.capabilities.forcesSeveral = .grammar
        return .passed("grammar: \(answer.count) tokens within \(Nats.text(difference)) nats")
      }
      disagreements.append("grammar is off by \(Nats.text(difference)) nats")
    }
    if let values = try await byPrompt(answer, examination) {
      let difference = Self.difference(values, reference)
      if difference <= Examination.tolerance {
        examination.capabilities.forcesSeveral = .promptLogprobs
        return .passed(
          "prompt_logprobs: \(answer.count) tokens within \(Nats.text(difference)) nats")
      }
      disagreements.append("prompt_logprobs is off by \(Nats.text(difference)) nats")
    }
    guard !disagreements.isEmpty else {
      return .notApplicable("neither grammar nor prompt_logprobs: one request per token")
    }
    return .failed(
      disagreements.joined(separator: "; "),
      consequence:
        "Answers of several tokens are scored with one request per token, which takes longer.",
      remedy: Remedy(vLLM: "--logprobs-mode raw_logprobs"))
  }

  private static func difference(_ values: [Double], _ reference: [Double]) -> Double {
    zip(values, reference).map { abs($0 - $1) }.max() ?? .infinity
  }

  /// One request per token where that is possible, else what the generated answer itself says.
  private func onePerToken(
    _ answer: [ProbeToken], _ examination: Examination
  ) async throws(ModelError) -> [Double] {
    guard examination.capabilities.continuesPrefix, examination.capabilities.canForceFirstToken
    else {
      return answer.map(\.logProbability)
    }
    var values: [Double] = []
    for index in answer.indices {
      var request = examination.longRequest(maxTokens: 1)
      request.answerPrefix = answer[..<index].map(\.text).joined()
      let said = try await examination.ask(request.forcing(answer[index].id)).positions.first
      guard let value = said?.logprob, said?.tokenID == answer[index].id else {
        throw .unusable("the server answers another token than the one that is forced")
      }
      values.append(value)
    }
    return values
  }

  /// The log-probabilities under a grammar, or nil when it is ignored: the model would say its own answer anyway, so
  /// that it must first say the same tokens in another order.
  private func byGrammar(
    _ answer: [ProbeToken], _ examination: Examination
  ) async throws(ModelError) -> [Double]? {
    // Of an answer that reads the same both ways nothing is shown.
    guard answer.reversed().map(\.id) != answer.map(\.id),
      let turned = try await saying(Array(answer.reversed()), examination),
      turned.count == answer.count
    else { return nil }
    return try await saying(answer, examination)
  }

  private func saying(
    _ tokens: [ProbeToken], _ examination: Examination
  ) async throws(ModelError) -> [Double]? {
    var request = examination.longRequest(maxTokens: tokens.count)
    let rule = tokens.map { "<[\($0.id)]>" }.joined(separator: " ")
    request.fields += ",\"grammar\":\"root ::= \(rule)\""
    guard case .success(let reply) = try await examination.attempt(request),
      reply.positions.count >= tokens.count,
      zip(reply.positions, tokens).allSatisfy({ $0.tokenID == $1.id })
    else { return nil }
    return reply.positions.prefix(tokens.count).compactMap(\.logprob)
  }

  /// The log-probabilities at the end of the prompt, or nil when they do not come.
  private func byPrompt(
    _ answer: [ProbeToken], _ examination: Examination
  ) async throws(ModelError) -> [Double]? {
    var request = examination.longRequest(maxTokens: 1)
    request.answerPrefix = answer.map(\.text).joined()
    request.fields += ",\"prompt_logprobs\":0,\"return_token_ids\":true"
    guard case .success(let reply) = try await examination.attempt(request),
      let rows = reply.prompt_logprobs, rows.count >= answer.count
    else { return nil }
    var values: [Double] = []
    for (row, token) in zip(rows.suffix(answer.count), answer) {
      guard let value = row?["\(token.id)"]?.logprob else { return nil }
      values.append(value)
    }
    return values
  }
}
