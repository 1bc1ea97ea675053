import ModelAPI

/// Whether a forced token's log-probability is the model's own, or what was left after the forcing.
struct RawLogProbabilities: ServerCheck {
  let name = "raw log-probabilities"
  let asks =
    "Two forced tokens must have the values that the list gave them; both near 0 are processed ones."
  let needs: CheckNeeds = [.pictures, .logProbabilities, .tokenIDs]

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    guard examination.capabilities.canForceFirstToken else {
      return .notApplicable("no token can be forced")
    }
    let request = examination.request(about: Drawing.blocks(seed: 2))
    var values: [Double] = []
    for token in examination.forced {
      guard
        let value = try await examination.ask(request.forcing(token.id)).positions.first?.logprob
      else { return .couldNotTell("a forced token came without a log-probability") }
      values.append(value)
    }
    let listed = examination.forced.map(\.logProbability)
    let difference = zip(values, listed).map { abs($0 - $1) }.max() ?? 0
    guard difference > Examination.tolerance else {
      examination.capabilities.givesRawLogProbabilities = true
      return .passed("forced and listed values agree within \(Nats.text(difference)) nats")
    }
    examination.capabilities.givesRawLogProbabilities = false
    examination.capabilities.canForceFirstToken = false
    let isProcessed = values.allSatisfy { $0 > -0.01 }
    let numbers = zip(values, listed).map { "\(Nats.text($0)) instead of \(Nats.text($1))" }
    return .failed(
      (isProcessed ? "processed: " : "forced and listed values disagree: ")
        + numbers.joined(separator: ", ") + " nats",
      consequence:
        "A forced token's probability is that of the forcing, near 1, and not the model's: forcing is "
        + "not used. What the server lists is processed as well, so that nothing is exact: every "
        + "probability is only an upper bound.",
      remedy: Remedy(
        vLLM: "--logprobs-mode raw_logprobs", llamaCpp: "without post_sampling_probs"))
  }
}
