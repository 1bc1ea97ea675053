import Foundation

/// JSON as `hallux doctor --json` and the audit log write it.
enum JSONCoding {
  /// A value after it was written in snake case and read.
  static func snakeRoundTrip<Value: Codable>(_ value: Value) throws -> Value {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return try decoded(String(decoding: try encoder.encode(value), as: UTF8.self), as: Value.self)
  }

  /// The value of a text in snake case.
  static func decoded<Value: Decodable>(_ text: String, as type: Value.Type) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(text.utf8))
  }
}
