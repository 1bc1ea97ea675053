import Foundation
import ModelAPI

/// How long a prompt with its answer may be.
struct ContextLength: ServerCheck {
  let name = "context length"
  let asks = "/v1/models and /props, against the length of a prompt with a picture."
  let needs: CheckNeeds = [.pictures]

  /// The longest answer that a description is let to have, in tokens.
  private static let longestAnswer = 256

  private struct Properties: Decodable {
    struct Generation: Decodable { var n_ctx: Int? }
    var default_generation_settings: Generation?
  }

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let inquiry = examination.inquiry
    var length = examination.entry?.max_model_len
    if length == nil, let page = try await inquiry.page(.properties) {
      length =
        (try? JSONDecoder().decode(Properties.self, from: Data(page)))?
        .default_generation_settings?.n_ctx
    }
    guard let length else { return .couldNotTell("the server does not say") }
    examination.capabilities.contextLength = length
    let prompt =
      try await examination.ask(examination.longRequest(maxTokens: 1)).usage?.prompt_tokens
    guard let prompt else { return .passed("\(length) tokens") }
    guard prompt + Self.longestAnswer > length else {
      return .passed("\(length) tokens; a prompt with a small picture takes \(prompt)")
    }
    return .failed(
      "\(length) tokens, of which a prompt with a small picture takes \(prompt)",
      consequence:
        "Descriptions of more than \(max(0, length - prompt)) tokens are cut off or refused.",
      remedy: Remedy(vLLM: "--max-model-len N", llamaCpp: "-c N (shared by all slots)"))
  }
}
