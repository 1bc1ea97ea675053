import Codecs

/// A chat request with whatever further fields a check is about.
struct ProbeRequest: Sendable, Hashable {
  /// The picture as it is sent, or nil for text alone.
  var picture: ProbePicture?
  /// The user's text.
  var prompt: String
  /// The answer so far; empty for none.
  var answerPrefix = ""
  /// The most tokens to answer.
  var maxTokens = 1
  /// The alternatives to list, or nil to leave the field out.
  var topLogProbabilities: Int? = 20
  /// Further members of the JSON object, each with a comma before it.
  var fields = ""

  /// Writes the request.
  func body(modelName: String) -> RequestBody {
    let head =
      "{\"model\":\(JSONText.quoted(modelName)),"
      + "\"messages\":[{\"role\":\"user\",\"content\":["
    guard let picture else { return RequestBody(head: head, base64Of: [], tail: tail) }
    return RequestBody(
      head: head + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:"
        + picture.format.mediaType + ";base64,",
      base64Of: picture.file, tail: "\"}}," + tail)
  }

  private var tail: String {
    var text = "{\"type\":\"text\",\"text\":\(JSONText.quoted(prompt))}]}"
    if !answerPrefix.isEmpty {
      text += ",{\"role\":\"assistant\",\"content\":\(JSONText.quoted(answerPrefix))}],"
      text += "\"continue_final_message\":true,\"add_generation_prompt\":false,"
    } else {
      text += "],"
    }
    text += "\"max_tokens\":\(maxTokens),\"temperature\":0,\"logprobs\":true"
    if let topLogProbabilities { text += ",\"top_logprobs\":\(topLogProbabilities)" }
    return text + fields + "}"
  }

  /// The same request with one token forced.
  func forcing(_ id: Int) -> ProbeRequest {
    var forced = self
    forced.fields += ",\"logit_bias\":{\"\(id)\":100}"
    return forced
  }
}
