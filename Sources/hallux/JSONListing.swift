import AuditStore
import Codecs
import Foundation
import Glibc

/// JSON objects as they come, one a line or as one array.
struct JSONListing {
  private let isArray: Bool
  private var isEmpty = true

  init(isArray: Bool) { self.isArray = isArray }

  /// Prints an object; a missing value has no key.
  mutating func print(_ members: [(name: String, value: FieldValue?)]) {
    let pairs = members.sorted { $0.name < $1.name }.compactMap { member in
      member.value.map { "\"\(member.name)\":\($0.json)" }
    }
    let object = "{\(pairs.joined(separator: ","))}"
    // In an array the line ends when it is known whether another one follows.
    Terminal.write(
      isArray ? (isEmpty ? "[\n" : ",\n") + object : object + "\n", to: STDOUT_FILENO)
    isEmpty = false
  }

  /// Prints what ends the list.
  func end() {
    if isArray { Terminal.print(isEmpty ? "[]" : "\n]") }
  }
}

extension FieldValue {
  /// The value as JSON, with an escape for every character that is not visible.
  fileprivate var json: String {
    guard case .text(let text) = self else {
      // JSON has no word for a number that is none; only a damaged log holds one.
      if case .number(let number) = self, !number.isFinite { return "null" }
      return description
    }
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": json += "\\" + String(scalar)
      case _ where scalar.isVisible: json.unicodeScalars.append(scalar)
      default: json += JSONText.escape(of: scalar)
      }
    }
    return json + "\""
  }
}
