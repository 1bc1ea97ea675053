extension JSONPullParser {
  /// The path of the value that is being read, such as `"annotations[3].bbox[1]"`.
  var pathWords: String {
    let steps = frames.map { frame in
      frame.key.map { ".\(printable($0))" }
        ?? (frame.index >= 0 && !frame.isObject ? "[\(frame.index)]" : "")
    }
    let path = steps.joined().drop { $0 == "." }
    return path.isEmpty ? "the entry" : "\"\(path)\""
  }

  /// An error at this place.
  func error(
    _ code: ProbeFileError.Code, _ message: String, line: Int? = nil
  ) -> ProbeFileError {
    ProbeFileError(code: code, file: file, line: line ?? self.line, message: message)
  }

  /// The error for text that is no JSON, here.
  ///
  /// - Throws: ``ProbeFileError`` when the file cannot be read on.
  mutating func fault(_ expected: String) throws(ProbeFileError) -> ProbeFileError {
    let bytes = try lookahead(40)
    if bytes.first == 0 {
      return error(.notText, "has a NUL byte; save the file as plain UTF-8 text")
    }
    let rest = String(decoding: bytes, as: UTF8.self)
    let path = frames.isEmpty ? "" : " in \(pathWords)"
    return error(
      .brokenJSON,
      "is not valid JSON: \(expected) expected "
        + (rest.isEmpty
          ? "at the end\(path); is the file cut off?"
          : "before \(quoted(rest, limit: 20))\(path); correct it"))
  }

  /// The error for a value of another form than it must have; the next byte begins the value.
  ///
  /// - Throws: ``ProbeFileError`` when the file cannot be read on.
  mutating func wrongType(_ form: String) throws(ProbeFileError) -> ProbeFileError {
    guard let byte = try peek(), "{[\"-0123456789tfn".utf8.contains(byte) else {
      return try fault("a value")
    }
    return error(.wrongType, "\(pathWords) is not \(form); correct it")
  }

  /// The error for an object that ended without a key that it must have.
  func missing(_ key: String, line: Int) -> ProbeFileError {
    let path = pathWords == "the entry" ? key : "\(pathWords.dropFirst().dropLast()).\(key)"
    return error(.missingKey, "has no \"\(path)\"; correct it", line: line)
  }
}
