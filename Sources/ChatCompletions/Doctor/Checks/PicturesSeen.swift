import ModelAPI

/// Whether the picture reaches the model: a text-only model answers as well, and about nothing.
struct PicturesSeen: ServerCheck {
  let name = "picture is seen"
  let asks =
    "The same question about a plain red and a plain blue picture: the log-probabilities must differ; then without one."
  let needs: CheckNeeds = [.pictures, .logProbabilities]

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let red = examination.request(about: Drawing.flat(224, 16, 16))
    let blue = examination.request(about: Drawing.flat(16, 16, 224))
    let replies = (try await examination.ask(red), try await examination.ask(blue))
    let again = try await examination.ask(red)
    let noise = replies.0.candidates.distance(to: again.candidates)
    let difference = replies.0.candidates.distance(to: replies.1.candidates)
    let length = replies.0.usage?.prompt_tokens
    var text = red
    text.picture = nil
    // A server may want a picture with every question.
    if case .success(let reply) = try await examination.attempt(text) {
      examination.capabilities.textTokens = reply.usage?.prompt_tokens
    }
    if let length, let textTokens = examination.capabilities.textTokens {
      examination.capabilities.pictureTokens = max(0, length - textTokens)
    }
    examination.capabilities.seesPictures = difference > max(2 * noise, 1e-4)
    guard !examination.capabilities.seesPictures else {
      return .passed(
        "red and blue differ by \(Nats.text(difference)) nats"
          + (length.map { ", prompt of \($0) tokens" } ?? "")
          + (examination.capabilities.pictureTokens.map { ", \($0) of them the picture" } ?? ""))
    }
    let reason =
      "the model does not see the picture: red and blue differ by \(Nats.text(difference)) nats, "
      + "one picture asked twice by \(Nats.text(noise))"
    examination.refusal = examination.refusal ?? reason
    return .failed(
      reason,
      consequence:
        "Every answer is made without the picture: all metrics would describe a text-only model.",
      remedy: Remedy(vLLM: "serve a multimodal model", llamaCpp: "--mmproj FILE"))
  }
}
