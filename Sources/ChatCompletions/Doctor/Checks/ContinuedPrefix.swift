import Codecs
import ModelAPI

/// Whether an answer goes on from a given prefix, as the model's own answer went on.
struct ContinuedPrefix: ServerCheck {
  let name = "answer prefix"
  let asks =
    "The model's own answer cut after some tokens, with continue_final_message: the next token must be its own."
  let needs: CheckNeeds = [.pictures, .logProbabilities]

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let generated = try await examination.ask(examination.longRequest())
    let positions = generated.positions.filter { $0.token?.isEmpty == false }
    let texts = positions.map { position in
      position.bytes.map { String(decoding: $0, as: UTF8.self) } ?? position.token ?? ""
    }
    // A token like the first one would not show that the prefix was read.
    let cuts = (1..<max(1, positions.count)).filter { positions[$0].token != positions[0].token }
    guard !cuts.isEmpty else {
      return .couldNotTell(
        "the model answers \(Nats.count(positions.count, "token")): too few to cut")
    }
    let fresh = Candidates(positions.first)
    var difference = 0.0
    for cut in cuts.prefix(3) {
      var request = examination.longRequest(maxTokens: 1)
      request.answerPrefix = texts[..<cut].joined()
      let next: Candidates
      switch try await examination.attempt(request) {
      case .success(let reply): next = reply.candidates
      case .failure(let error): return failure("a prefix is refused: \(error.message)")
      }
      let distance = next.distance(to: Candidates(positions[cut]))
      guard distance <= Examination.tolerance else {
        let isIgnored = next.distance(to: fresh) <= Examination.tolerance
        return failure(
          isIgnored
            ? "the prefix is ignored: the answer begins anew"
            : "after \(JSONText.quoted(request.answerPrefix)) the log-probabilities are "
              + "\(Nats.text(distance)) nats from the generated answer's")
      }
      difference = max(difference, distance)
    }
    examination.capabilities.continuesPrefix = true
    return .passed(
      "\(Nats.count(min(3, cuts.count), "prefix").replacing("prefixs", with: "prefixes")) within "
        + "\(Nats.text(difference)) nats of the generated answer")
  }

  private func failure(_ finding: String) -> CheckResult {
    .failed(
      finding,
      consequence:
        "Tokens after the first cannot be scored: only yes/no answers are explained, no words and no "
        + "sentences.",
      remedy: Remedy(
        vLLM: "a version that takes continue_final_message",
        llamaCpp: "without --no-prefill-assistant"))
  }
}
