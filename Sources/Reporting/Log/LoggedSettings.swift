import Foundation

/// The settings of an audit as its log keeps them: a JSON object whose keys this module need not know.
struct LoggedSettings {
  /// Each setting by its name, as text; sorted by name.
  let values: [(name: String, value: String)]

  /// Reads the settings; a text that is no JSON object has none.
  init(json: String) {
    let object =
      (try? JSONDecoder().decode([String: Scalar].self, from: Data(json.utf8))) ?? [:]
    // How images would have been masked says nothing of an imported audit, where none was.
    let told = object.filter {
      object["imported"] == nil || ["imported", "rule", "promptSuffix"].contains($0.key)
    }
    values = told.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value.text) }
  }

  /// The value of a setting.
  subscript(name: String) -> String? { values.first { $0.name == name }?.value }

  /// The parse rule that makes a verdict a finding.
  var rule: String? { self["rule"] }
  /// What hidden regions are filled with.
  var fill: String? { self["fill"] }

  /// A JSON value that fits on a line.
  private struct Scalar: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        self.text = text
      } else if let flag = try? value.decode(Bool.self) {
        text = flag ? "yes" : "no"
      } else if let number = try? value.decode(Int.self) {
        text = String(number)
      } else if let number = try? value.decode(Double.self) {
        text = "\(number)"
      } else if let parts = try? value.decode([String: Scalar].self) {
        text = parts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }
          .joined(separator: ", ")
      } else {
        text = value.decodeNil() ? "none" : "\u{2026}"
      }
    }
  }
}
