import Codecs
import Foundation
import ModelAPI

/// Whether the prompt begins with the token that the model was trained to see first (BOS).
///
/// vLLM's chat adds none that the template lacks; a LLaVA-1.5 prompt without it is off by up to 2.9 nats.
struct FirstPromptToken: ServerCheck {
  let name = "first prompt token"
  let asks = "The prompt's ids or their number, against /tokenize with the model's special tokens."
  let needs: CheckNeeds = []

  private static let text = "Hello"

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let inquiry = examination.inquiry
    guard let with = try await inquiry.tokens(of: Self.text, withSpecial: true),
      let without = try await inquiry.tokens(of: Self.text, withSpecial: false)
    else { return .couldNotTell("the server has no /tokenize to compare with") }
    guard let first = with.first, with != without else {
      examination.capabilities.lacksFirstToken = false
      return .passed("the model's tokenizer adds none")
    }
    var request = ProbeRequest(picture: nil, prompt: Self.text)
    request.topLogProbabilities = 1
    request.fields = ",\"return_token_ids\":true"
    let reply = try await examination.ask(request)
    if let ids = reply.prompt_token_ids {
      if ids.first != first, try await isAdded(first, to: request, examination) {
        examination.capabilities.lacksFirstToken = true
        return .passed(
          "token \(first) is missing from the chat template, and there with add_special_tokens, which every "
            + "request of an audit sends")
      }
      return verdict(hasFirst: ids.first == first, first, "the prompt's ids", &examination)
    }
    guard let template = try await prompt(of: Self.text, inquiry),
      let text = try await inquiry.tokens(of: template, withSpecial: false),
      let length = reply.usage?.prompt_tokens
    else {
      return .couldNotTell("the server shows neither the prompt's ids nor its template")
    }
    // The template may write the token itself; the server then does not add another.
    let bare = text.first == first ? text.count - 1 : text.count
    return verdict(
      hasFirst: length == bare + 1, first,
      "\(length) prompt tokens, \(bare) without it", &examination)
  }

  /// Whether the prompt begins with the token when the server is told to add it.
  private func isAdded(
    _ first: Int, to request: ProbeRequest, _ examination: Examination
  ) async throws(ModelError) -> Bool {
    var told = request
    told.fields += ",\"add_special_tokens\":true"
    guard case .success(let reply) = try await examination.attempt(told) else { return false }
    return reply.prompt_token_ids?.first == first
  }

  private func verdict(
    hasFirst: Bool, _ first: Int, _ grounds: String, _ examination: inout Examination
  ) -> CheckResult {
    examination.capabilities.lacksFirstToken = !hasFirst
    guard !hasFirst else { return .passed("token \(first) is there (\(grounds))") }
    return .failed(
      "token \(first) is missing (\(grounds))",
      consequence:
        "The model sees a prompt that it was not trained on: log-probabilities are off by up to some nats, "
        + "and other answers come.",
      remedy: Remedy(
        vLLM: "--chat-template with the token in front ({{ bos_token }})",
        llamaCpp: "--override-kv tokenizer.ggml.add_bos_token=bool:true"))
  }

  /// The text that a chat becomes, or nil where the server does not say.
  private func prompt(
    of text: String, _ inquiry: Inquiry
  ) async throws(ModelError) -> String? {
    try await inquiry.object(
      from: .chatTemplate,
      posting: "{\"messages\":[{\"role\":\"user\",\"content\":\(JSONText.quoted(text))}]}")?[
        "prompt"]
      as? String
  }
}
