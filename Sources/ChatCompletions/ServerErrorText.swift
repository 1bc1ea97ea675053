import Foundation

/// What a server says about a failed request, whatever form it says it in.
enum ServerErrorText {
  /// The most characters that are worth a line.
  private static let maxLength = 200

  /// Finds the sentence in an error body.
  ///
  /// - Parameters:
  ///   - body: `{"error": {"message": …}}`, `{"error": "…"}`, `{"detail": …}`, `{"message": …}`,
  ///     text, HTML, or nothing.
  ///   - secrets: What must not be repeated, such as the key and the host.
  /// - Returns: One line without control characters, or nil when the body says nothing.
  static func line(from body: [UInt8], hiding secrets: [String]) -> String? {
    let text: String
    if let object = try? JSONSerialization.jsonObject(with: Data(body)) {
      text = sentence(in: object) ?? ""
    } else {
      text = String(decoding: body.prefix(4096), as: UTF8.self)
    }
    // A proxy's HTML page says nothing in one line.
    guard !text.drop(while: \.isWhitespace).hasPrefix("<") else { return nil }
    return oneLine(text, hiding: secrets)
  }

  private static func sentence(in json: Any) -> String? {
    switch json {
    case let text as String: text
    case let fields as [String: Any]:
      // FastAPI's `detail` is a sentence, or a list of objects with a `msg`.
      ["error", "detail", "message", "msg"].lazy
        .compactMap { fields[$0].flatMap(sentence) }.first
    case let list as [Any]: list.lazy.compactMap(sentence).first
    default: nil
    }
  }

  /// Makes one line of what a server wrote, fit for a terminal; nil when nothing is left.
  static func oneLine(_ text: String, hiding secrets: [String] = []) -> String? {
    var line = withoutControls(text)
    for secret in secrets where !secret.isEmpty { line = line.replacing(secret, with: "(hidden)") }
    let words = line.split(separator: " ").joined(separator: " ")
    guard !words.isEmpty else { return nil }
    return words.count > maxLength ? words.prefix(maxLength) + "…" : words
  }

  /// Puts blanks in place of characters that move a terminal's cursor or turn its text around.
  static func withoutControls(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          [.control, .format].contains(scalar.properties.generalCategory) ? " " : scalar
        }))
  }
}
