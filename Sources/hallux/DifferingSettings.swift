import AuditStore
import Foundation

/// Settings that two audits do not share.
enum DifferingSettings {
  /// One setting.
  struct Setting: Encodable {
    var name: String
    var before: String
    var after: String
  }

  /// The settings with different values, in the order of the alphabet; one that is not there is `-`.
  static func all(_ before: AuditRecord, _ after: AuditRecord) -> [Setting] {
    let (first, second) = (values(before), values(after))
    return Set(first.keys).union(second.keys).sorted().compactMap { name in
      let setting = Setting(
        name: name, before: first[name] ?? "-", after: second[name] ?? "-")
      return setting.before == setting.after ? nil : setting
    }
  }

  private static func values(_ audit: AuditRecord) -> [String: String] {
    let object =
      try? JSONSerialization.jsonObject(with: Data(audit.manifest.settings.utf8)) as? [String: Any]
    return (object ?? [:]).mapValues { value in
      let data = try? JSONSerialization.data(
        withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes])
      return data.map { String(decoding: $0, as: UTF8.self) } ?? "\(value)"
    }
  }
}
