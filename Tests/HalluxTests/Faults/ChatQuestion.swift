import Codecs
import Foundation
import Imaging

/// A chat request as the answering server reads it.
struct ChatQuestion: Sendable {
  /// The request, word for word.
  let body: String
  /// Its number among the requests of a script, from 0.
  var number = 0
  let text: String
  let picture: RGBImage?
  /// The id of the token that is forced.
  let forced: Int?

  private struct Body: Decodable {
    struct Message: Decodable {
      struct Part: Decodable {
        struct Address: Decodable { var url: String }
        var text: String?
        var image_url: Address?
      }
      var content: [Part]
    }
    var messages: [Message]
    /// Nobody asks for it, but a request without it is none.
    var max_tokens: Int
    var logit_bias: [String: Int]?
  }

  /// Reads a request; nil when it is none.
  init?(_ text: String) {
    guard let body = try? JSONDecoder().decode(Body.self, from: Data(text.utf8)) else { return nil }
    let parts = body.messages.flatMap(\.content)
    let address = parts.lazy.compactMap(\.image_url?.url).first
    let file = address?.firstIndex(of: ",").flatMap {
      Data(base64Encoded: String(address?[$0...].dropFirst() ?? ""))
    }
    self.body = text
    self.text = parts.lazy.compactMap(\.text).first ?? ""
    picture = file.flatMap { try? BMPCodec.decode([UInt8]($0), name: "picture") }
    forced = body.logit_bias?.keys.first.flatMap { Int($0) }
  }

  /// Whether it is the short text by which a client gets to know a server.
  var isGreeting: Bool { text == "Hello" }

  /// Whether it scores a masked picture, and does not ask for an answer in words.
  var isEvaluation: Bool { forced != nil && picture != nil }

  /// What the model says.
  var answer: ModelAnswer {
    let yes =
      text.contains("spoon")
      ? 1 / (1 + exp(-12 * (PlantedPicture.visibleCause(picture) - 0.5))) : 0.05
    let length = 8 + text.split(separator: " ").count + (picture.map { $0.pixelCount / 64 } ?? 0)
    return ModelAnswer(
      yes: "\(log(yes))", no: "\(log(1 - yes))", promptTokens: length,
      tokens: [forced.map { $0 == 1 ? "Yes" : "No" } ?? (yes >= 0.5 ? "Yes" : "No")])
  }
}

/// A reply, in the parts that a fault can spoil.
struct ModelAnswer: Sendable {
  var model = "m"
  var fingerprint = "fp1"
  /// Log-probabilities, as they are written down.
  var yes: String
  var no: String
  var promptTokens: Int
  /// The tokens said, `Yes` or `No`.
  var tokens: [String]
  var hasLogProbabilities = true

  var text: String {
    let list =
      #"[{"id":1,"token":"Yes","logprob":\#(yes)},{"id":2,"token":"No","logprob":\#(no)}]"#
    let positions = tokens.map { token in
      let isYes = token == "Yes"
      return #"{"id":\#(isYes ? 1 : 2),"token":"\#(token)","logprob":\#(isYes ? yes : no),"#
        + #""top_logprobs":\#(list)}"#
    }.joined(separator: ",")
    let logprobs = hasLogProbabilities ? #","logprobs":{"content":[\#(positions)]}"# : ""
    return #"{"model":"\#(model)","system_fingerprint":"\#(fingerprint)","#
      + #""choices":[{"message":{"role":"assistant","content":"\#(tokens.joined())"},"#
      + #""finish_reason":"length"\#(logprobs)}],"usage":{"prompt_tokens":\#(promptTokens)}}"#
  }

  var bytes: [UInt8] { Array(text.utf8) }
}

/// Gray noise with a red block, which makes the model see a spoon.
enum PlantedPicture {
  private static let height = 32
  private static let cause = 8..<16

  /// A picture, another one for each seed, and mostly of another width: so that no two are equal, even all black.
  static func image(seed: UInt64) -> RGBImage {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let width = 32 + Int(seed % 8)
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let gray = UInt8(100 + (state >> 33) % 40)
        pixels += cause.contains(x) && cause.contains(y) ? [250, 10, 10] : [gray, gray, gray]
      }
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }

  /// The share of the red block that can be seen.
  static func visibleCause(_ image: RGBImage?) -> Double {
    guard let image else { return 0 }
    let red = stride(from: 0, to: image.pixels.count, by: 3).count {
      image.pixels[$0] == 250 && image.pixels[$0 + 1] == 10
    }
    return Double(red) / Double(cause.count * cause.count)
  }
}
