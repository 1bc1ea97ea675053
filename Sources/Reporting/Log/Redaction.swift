/// Keeps hosts and absolute paths out of pages that are handed around.
enum Redaction {
  /// The file's name without the folders before it, when it was given as an absolute path.
  static func fileName(_ name: String) -> String {
    guard name.hasPrefix("/") || name.hasPrefix("~") || name.dropFirst().hasPrefix(":\\") else {
      return name
    }
    return name.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? name
  }

  /// The message with every address replaced by "the server" and every absolute path by its last part.
  static func message(_ text: String) -> String {
    text
      .replacing(/[a-z]+:\/\/[^\s'",;)]+/.ignoresCase(), with: "the server")
      .replacing(/(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?/, with: "the server")
      .replacing(/localhost(?::\d+)?/, with: "the server")
      .replacing(/(^|[\s'"(=])\/(?:[^\s'"\/]+\/)*([^\s'"\/]+)/) { "\($0.output.1)\($0.output.2)" }
  }
}
