import Foundation

/// The columns that change over time, as an event holds them.
struct ChangedColumns {
  private let values: [String: Any]

  /// Reads the JSON of an event's `change`.
  init(_ json: String) throws {
    guard let values = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    else { throw Refusal.unreadable("event.change") }
    self.values = values
  }

  /// A column's value as JSON; `null` where the event does not name it.
  func json(_ name: String) -> String {
    switch values[name] {
    case let text as String: ChainJSON.quoted(text)
    case let number as NSNumber: "\(number.int64Value)"
    default: "null"
    }
  }
}
