import AuditStore
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
      request.forcedTokens.map { "\($0.id.map(String.init) ?? "")|\($0.text)" }
        .joined(separator: " "))
  }

  /// The key of explained tokens of an answer on one image with its regions and fill.
  static func target(
    model: ModelIdentity, imageDigest: String, labelMapDigest: String, fill: Fill,
    _ answer: AnswerTarget
  ) -> String {
    var parts = [
      "target", model.name, model.fingerprint, imageDigest, labelMapDigest, fill.rawValue,
      answer.prompt, answer.said,
    ]
    // The first token of an answer has nothing before it: its key is that of its id and its text.
    if answer.level != .firstToken {
      parts += [answer.level.rawValue, answer.positions.map(String.init).joined(separator: ",")]
    }
    for step in answer.leadIn {
      parts.append("lead-in \(step.position)")
      for token in step.leading { parts += [token.id.map(String.init) ?? "", token.text] }
    }
    for token in answer.before + answer.forced {
      parts += [token.id.map(String.init) ?? "", token.text]
    }
    return digest(parts)
  }

  /// The digest of a list of texts; no two different lists have the same bytes.
  static func digest(_ parts: String...) -> String { digest(parts) }

  /// The digest of a list of texts; no two different lists have the same bytes.
  static func digest(_ parts: [String]) -> String {
    var bytes: [UInt8] = []
    for part in parts {
      bytes += Array("\(part.utf8.count):".utf8)
      bytes += Array(part.utf8)
    }
    return SHA256Digest.hex(of: bytes)
  }
}
