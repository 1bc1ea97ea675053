import Codecs
import Imaging
import ModelAPI

/// Digests that name a request, a target or an audit by content, so that equal ones are done once.
enum ContentKey {
  /// The key of a request for an answer: model, pixels, words and limits.
  static func request(
    model: ModelIdentity, imageDigest: String?, _ request: ModelRequest
  ) -> String {
    digest(
      "request", model.name, model.fingerprint, imageDigest ?? "", request.prompt,
      request.answerPrefix, String(request.maxTokens), String(request.topLogProbabilities),
      request.forcedToken.map { "\($0.id.map(String.init) ?? "")|\($0.text)" } ?? "")
  }

  /// The key of an explained answer token on one image with its regions and fill.
  static func target(
    model: ModelIdentity, imageDigest: String, labelMapDigest: String, fill: Fill,
    prompt: String, said: String, token: Token
  ) -> String {
    digest(
      "target", model.name, model.fingerprint, imageDigest, labelMapDigest, fill.rawValue, prompt,
      said, token.id.map(String.init) ?? "", token.text)
  }

  /// The digest of a list of texts; no two different lists have the same bytes.
  static func digest(_ parts: String...) -> String {
    var bytes: [UInt8] = []
    for part in parts {
      bytes += Array("\(part.utf8.count):".utf8)
      bytes += Array(part.utf8)
    }
    return SHA256Digest.hex(of: bytes)
  }
}
