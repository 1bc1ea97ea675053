import Codecs
import Imaging
import ModelAPI

/// The one request that scores a token exactly on vLLM and on llama.cpp alike.
///
/// The log-probability of a token forced by `logit_bias` is the model's own, before the bias, the
/// temperature and the sampling; the two flags for a prefix belong together, on both servers. Several
/// tokens are read as part of the prompt where the server scores prompts (vLLM), else forced by a grammar of
/// token ids, which llama.cpp alone knows: other servers ignore it, so that the reply has other tokens, which
/// ``ChatReplyBody`` refuses.
enum ChatRequestBody {
  /// A bias that no logit overcomes, and the largest that servers take.
  private static let forcingBias = 100

  /// How many candidates to list for a token that is read: the likeliest besides itself is among them.
  ///
  /// The image's hundreds of tokens are listed too, so that twenty for each would be megabytes.
  private static let readCandidates = 2

  /// Whether the forced tokens are sent as text that the server reads, and not as ids that it says.
  static func isRead(_ request: ModelRequest, _ dialect: ServerDialect) -> Bool {
    dialect.scoresPrompt && request.forcedTokens.count > 1
  }

  /// Writes a request, with the image as BMP: exact, and cheap to encode; as PNG where the dialect says so.
  static func make(
    _ request: ModelRequest, modelName: String, _ dialect: ServerDialect = .common,
    asking question: String = ""
  ) -> RequestBody {
    let head =
      "{\"model\":\(JSONText.quoted(modelName)),"
      + "\"messages\":[{\"role\":\"user\",\"content\":["
    let tail = tail(of: request, dialect) + question + "}"
    let mediaType = dialect.sendsPNG ? "image/png" : "image/bmp"
    let pictureHead =
      head + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:\(mediaType);base64,"
    let pictureTail = "\"}}," + tail
    return switch request.picture {
    case nil: RequestBody(head: head, base64Of: [], tail: tail)
    case .some(let picture) where dialect.sendsPNG:
      RequestBody(
        head: pictureHead, base64Of: PNGCodec.encode(picture.image), tail: pictureTail)
    case .whole(let image):
      RequestBody(head: pictureHead, base64Of: BMPCodec.encode(image), tail: pictureTail)
    case .masked(let composer, let set):
      RequestBody(head: pictureHead, masked: composer, showing: set, tail: pictureTail)
    }
  }

  private static func tail(of request: ModelRequest, _ dialect: ServerDialect) -> String {
    let isRead = isRead(request, dialect)
    let read = isRead ? request.forcedTokens.map(\.text).joined() : ""
    let answer = request.answerPrefix + read
    var text = "{\"type\":\"text\",\"text\":\(JSONText.quoted(request.prompt))}]}"
    if !answer.isEmpty {
      text += ",{\"role\":\"assistant\",\"content\":\(JSONText.quoted(answer))}"
    }
    text += "],"
    if !answer.isEmpty {
      text += "\"continue_final_message\":true,\"add_generation_prompt\":false,"
    }
    if dialect.needsSpecialTokens { text += "\"add_special_tokens\":true," }
    if isRead {
      return text + "\"max_tokens\":1,\"temperature\":0,\"return_token_ids\":true,"
        + "\"prompt_logprobs\":\(readCandidates)"
    }
    text += "\"max_tokens\":\(request.maxTokens),\"temperature\":0,"
    text += "\"logprobs\":true,\"top_logprobs\":"
    text += "\(min(request.topLogProbabilities, dialect.mostCandidates))"
    if dialect.givesTokenIDs { text += ",\"return_token_ids\":true" }
    return text + forcing(request.forcedTokens.compactMap(\.id))
  }

  private static func forcing(_ ids: [Int]) -> String {
    switch ids.count {
    case 0: ""
    case 1: ",\"logit_bias\":{\"\(ids[0])\":\(forcingBias)}"
    default: ",\"grammar\":\"root ::= \(ids.map { "<[\($0)]>" }.joined(separator: " "))\""
    }
  }
}
