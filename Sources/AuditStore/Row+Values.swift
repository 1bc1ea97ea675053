import Foundation
import GRDB
import Imaging

/// Reading columns without a trap: whatever a damaged file holds becomes an error.
extension Row {
  /// The column's value.
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ column: String, as type: Value.Type = Value.self
  ) throws -> Value {
    try decode(type, forColumn: column)
  }

  /// The column's word, which is one of a fixed list.
  func word<Word: RawRepresentable<String>>(_ column: String) throws -> Word {
    guard let word = Word(rawValue: try value(column)) else { throw Refusal.unreadable(column) }
    return word
  }

  /// The column's word, or nil for NULL.
  func wordIfAny<Word: RawRepresentable<String>>(_ column: String) throws -> Word? {
    guard let text: String = try value(column) else { return nil }
    guard let word = Word(rawValue: text) else { throw Refusal.unreadable(column) }
    return word
  }

  /// The column's time.
  func date(_ column: String) throws -> Date {
    guard let date = Date(logText: try value(column)) else { throw Refusal.unreadable(column) }
    return date
  }

  /// The column's time, or nil for NULL.
  func dateIfAny(_ column: String) throws -> Date? {
    guard let text: String = try value(column) else { return nil }
    guard let date = Date(logText: text) else { throw Refusal.unreadable(column) }
    return date
  }

  /// The column's bytes.
  func bytes(_ column: String) throws -> [UInt8] {
    [UInt8](try value(column, as: Data.self))
  }

  /// The column's set of regions.
  func regionSet(_ column: String, regionCount: Int) throws -> RegionSet {
    guard let set = RegionSet(regionCount: regionCount, bytes: try value(column, as: Data.self))
    else {
      throw Refusal.unreadable(column)
    }
    return set
  }

  /// The column's JSON, or nil for NULL.
  func jsonIfAny<Value: Decodable>(_ column: String) throws -> Value? {
    guard let text: String = try value(column) else { return nil }
    return try JSONColumn.value(text, as: Value.self)
  }

  /// The column's JSON.
  func json<Value: Decodable>(_ column: String) throws -> Value {
    try JSONColumn.value(try value(column))
  }
}

extension Date {
  private static let logStyle = ISO8601FormatStyle(includingFractionalSeconds: true)

  /// The moment in the log's form: ISO 8601, UTC, milliseconds.
  var logText: String { formatted(Self.logStyle) }

  /// The moment that a text of the log stands for, or nil when it is none.
  init?(logText: String) {
    guard let date = try? Self.logStyle.parse(logText) else { return nil }
    self = date
  }
}

extension RegionSet {
  /// The set as a blob of the log.
  var blob: Data { Data(bytes) }
}

extension String {
  /// The text as SQLite can keep it: U+0000, where SQLite would end it, becomes U+FFFD.
  var storable: String {
    unicodeScalars.contains("\0") ? replacing("\0", with: "\u{FFFD}") : self
  }
}
