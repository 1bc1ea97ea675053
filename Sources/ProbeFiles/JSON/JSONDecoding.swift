import FoundationEssentials

/// Decodes one JSON value, with its faults in our words.
///
/// `line` is where the text begins, or nil for a whole file, whose wrong values are told by their path.
/// - Returns: the decoded value.
/// - Throws: ``ProbeFileError`` that names the key and what it must be, or where the text breaks.
func decodeJSON<Value: Decodable>(
  _ bytes: ArraySlice<UInt8>, file: String, line: Int?
) throws(ProbeFileError) -> Value {
  do {
    return try JSONDecoder().decode(Value.self, from: Data(bytes))
  } catch {
    if let fault = JSONSyntax.fault(in: bytes) {
      throw .brokenJSON(fault, in: bytes, file: file, firstLine: line ?? 1)
    }
    throw .wrongValue(error as? DecodingError, file: file, line: line)
  }
}

extension ProbeFileError {
  /// The error for a text that is no JSON.
  static func brokenJSON(
    _ fault: JSONSyntax.Fault, in bytes: ArraySlice<UInt8>, file: String, firstLine: Int
  ) -> ProbeFileError {
    let rest = String(decoding: bytes[fault.position...].prefix(40), as: UTF8.self)
    let place = rest.isEmpty ? "at the end" : "before \(quoted(rest, limit: 20))"
    return ProbeFileError(
      code: .brokenJSON, file: file,
      line: firstLine + bytes[..<fault.position].count { $0 == UInt8(ascii: "\n") },
      message: "is not valid JSON: \(fault.expected) expected \(place); correct it")
  }

  /// The error for JSON that holds other values than it must.
  fileprivate static func wrongValue(
    _ error: DecodingError?, file: String, line: Int?
  ) -> ProbeFileError {
    func fault(_ code: Code, _ message: String) -> ProbeFileError {
      ProbeFileError(code: code, file: file, line: line, message: "\(message); correct it")
    }
    switch error {
    case .keyNotFound(let key, let context):
      return fault(.missingKey, "has no \(name(context.codingPath + [key]))")
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return fault(.wrongType, "\(name(context.codingPath)) is not \(form(of: type))")
    default:
      // The text is valid, so it is a number: too large, or broken where a whole one must stand.
      return fault(.wrongType, "has a number that is too large or not whole")
    }
  }

  /// A key's path such as `"annotations[3].bbox"`, or the entry itself.
  private static func name(_ path: [any CodingKey]) -> String {
    guard !path.isEmpty else { return "the entry" }
    let steps = path.map { key in
      key.intValue.map { "[\($0)]" } ?? ".\(printable(key.stringValue))"
    }
    return "\"\(steps.joined().drop { $0 == "." })\""
  }

  private static func form(of type: any Any.Type) -> String {
    switch type {
    case is ProbeRecord.Name.Type: "a string or a whole number"
    case is String.Type: "a string"
    case is Int.Type: "a whole number"
    case is Double.Type: "a number"
    case is [Any].Type: "a list"
    default: "an object in braces"
    }
  }
}
