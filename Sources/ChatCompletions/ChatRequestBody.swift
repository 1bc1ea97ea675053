import Codecs
import ModelAPI

/// The one request that scores a token exactly on vLLM and on llama.cpp alike.
///
/// The log-probability of a token forced by `logit_bias` is the model's own, before the bias, the
/// temperature and the sampling; the two flags for a prefix belong together, on both servers. Several
/// tokens are forced by a grammar of token ids, which llama.cpp alone knows: other servers ignore it, so
/// that the reply has other tokens, which ``ChatReplyBody`` refuses.
enum ChatRequestBody {
  /// A bias that no logit overcomes, and the largest that servers take.
  private static let forcingBias = 100

  /// Writes a request, with the image as BMP: exact, and cheap to encode.
  static func make(_ request: ModelRequest, modelName: String) -> RequestBody {
    let head =
      "{\"model\":\(JSONText.quoted(modelName)),"
      + "\"messages\":[{\"role\":\"user\",\"content\":["
    let tail = tail(of: request)
    guard let image = request.image else {
      return RequestBody(head: head, base64Of: [], tail: tail)
    }
    return RequestBody(
      head: head + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/bmp;base64,",
      base64Of: BMPCodec.encode(image), tail: "\"}}," + tail)
  }

  private static func tail(of request: ModelRequest) -> String {
    var text = "{\"type\":\"text\",\"text\":\(JSONText.quoted(request.prompt))}]}"
    if !request.answerPrefix.isEmpty {
      text += ",{\"role\":\"assistant\",\"content\":\(JSONText.quoted(request.answerPrefix))}"
    }
    text += "],"
    if !request.answerPrefix.isEmpty {
      text += "\"continue_final_message\":true,\"add_generation_prompt\":false,"
    }
    text += "\"max_tokens\":\(request.maxTokens),\"temperature\":0,"
    text += "\"logprobs\":true,\"top_logprobs\":\(request.topLogProbabilities)"
    return text + forcing(request.forcedTokens.compactMap(\.id)) + "}"
  }

  private static func forcing(_ ids: [Int]) -> String {
    switch ids.count {
    case 0: ""
    case 1: ",\"logit_bias\":{\"\(ids[0])\":\(forcingBias)}"
    default: ",\"grammar\":\"root ::= \(ids.map { "<[\($0)]>" }.joined(separator: " "))\""
    }
  }
}
