import ModelAPI

/// Whether `logprob_token_ids` gives the log-probabilities of any chosen tokens in one request.
struct ChosenTokens: ServerCheck {
  let name = "chosen tokens"
  let asks = "logprob_token_ids with two ids that the list of the likeliest lacks."
  let needs: CheckNeeds = [.pictures, .logProbabilities, .tokenIDs]

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let request = examination.request(about: Drawing.blocks(seed: 2))
    let first = try await examination.ask(request).positions.first
    let listed = Set((first?.top_logprobs ?? []).compactMap(\.tokenID))
    let chosen = Array((300..<400).lazy.filter { !listed.contains($0) }.prefix(2))
    var asked = request
    asked.topLogProbabilities = nil
    asked.fields += ",\"logprob_token_ids\":[\(chosen.map { "\($0)" }.joined(separator: ","))]"
    guard case .success(let reply) = try await examination.attempt(asked) else {
      return .notApplicable("logprob_token_ids is refused")
    }
    var given: [Int: Double] = [:]
    for other in reply.positions.first?.top_logprobs ?? [] {
      if let id = other.tokenID, let value = other.logprob { given[id] = value }
    }
    guard chosen.allSatisfy({ given[$0] != nil }) else {
      return .notApplicable("logprob_token_ids is ignored")
    }
    guard examination.capabilities.canForceFirstToken else {
      examination.capabilities.takesChosenTokens = true
      return .passed("logprob_token_ids is heeded")
    }
    var difference = 0.0
    for id in chosen {
      let said = try await examination.ask(request.forcing(id)).positions.first
      guard said?.tokenID == id, let value = said?.logprob, let other = given[id] else { continue }
      difference = max(difference, abs(value - other))
    }
    guard difference <= Examination.tolerance else {
      return .failed(
        "logprob_token_ids and forced tokens differ by \(Nats.text(difference)) nats",
        consequence: "One of the two is not the model's own: only listed tokens can be trusted.",
        remedy: Remedy(vLLM: "--logprobs-mode raw_logprobs"))
    }
    examination.capabilities.takesChosenTokens = true
    return .passed(
      "logprob_token_ids agrees with forced tokens within \(Nats.text(difference)) nats")
  }
}
