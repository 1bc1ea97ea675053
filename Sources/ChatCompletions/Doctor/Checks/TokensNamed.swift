import ModelAPI

/// Whether replies name tokens by id: texts are shared by several ids.
struct TokensNamed: ServerCheck {
  let name = "token ids"
  let asks = "A reply's own id fields, then return_tokens_as_token_ids."
  let needs: CheckNeeds = [.pictures, .logProbabilities]

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    var request = examination.request(about: Drawing.blocks(seed: 1))
    let first = try await examination.ask(request).positions.first
    if first?.id != nil {
      examination.capabilities.tokenNaming = .id
      return .passed("given with every token")
    }
    request.fields += ",\"return_tokens_as_token_ids\":true"
    do throws(ModelError) {
      if try await examination.ask(request).positions.first?.tokenID != nil {
        examination.capabilities.tokenNaming = .idWhenAsked
        return .passed("given by return_tokens_as_token_ids")
      }
    } catch {
      guard !error.endsExamination else { throw error }
    }
    return .failed(
      "tokens are named by their text alone",
      consequence:
        "A token cannot be forced, and two tokens of one text cannot be told apart: only the listed "
        + "alternatives are scored.",
      remedy: Remedy(
        vLLM: "a version that knows return_tokens_as_token_ids",
        llamaCpp: "a version whose logprobs have ids"))
  }
}
