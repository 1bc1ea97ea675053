import AuditStore
import ModelAPI

/// Keeps hosts and absolute paths out of pages that are handed around.
enum Redaction {
  /// The file's name without the folders before it, when it was given as an absolute path or an address.
  ///
  /// What an address has behind its path, such as a signature, is left out with its host.
  static func fileName(_ name: String) -> String {
    if let scheme = name.firstRange(of: "://") {
      let path = name[scheme.upperBound...].prefix { !"?#".contains($0) }
        .split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      return path.last { !$0.isEmpty }.map(String.init) ?? "the server"
    }
    guard
      name.hasPrefix("/") || name.hasPrefix("~") || name.dropFirst().hasPrefix(":\\")
    else { return name }
    return name.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? name
  }

  /// The message with every address replaced by "the server" and every absolute path by its last part.
  static func message(_ text: String) -> String {
    text
      .replacing(/[a-z]+:\/\/[^\s'",;)]+/.ignoresCase(), with: "the server")
      .replacing(/(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?/, with: "the server")
      .replacing(/localhost(?::\d+)?/, with: "the server")
      .replacing(/\b[a-z0-9][a-z0-9.\-]*:\d{4,5}\b/.ignoresCase(), with: "the server")
      .replacing(/\[[0-9a-f:.]*:[0-9a-f:.]*\](?::\d+)?/.ignoresCase(), with: "the server")
      // Names of folders may have blanks: between quotation marks, and below the folders of people, where nothing tells
      // the end of a name but the last slash.
      .replacing(/(['"])~?\/[^'"]*\/([^'"\/]+)\1/) { "\($0.output.1)\($0.output.2)\($0.output.1)" }
      .replacing(/(^|[\s'"(=:,;\[])\/(?:home|Users|mnt|media|Volumes)\/[^'",;]*\/([^\s'"\/]+)/) {
        "\($0.output.1)\($0.output.2)"
      }
      .replacing(/(^|[\s'"(=:,;\[])~?\/(?:[^\s'"\/]+\/)*([^\s'"\/]+)/) {
        "\($0.output.1)\($0.output.2)"
      }
      .replacing(/\b[A-Z]:\\(?:[^\s'"\\]+\\)*([^\s'"\\]+)/) { "\($0.output.1)" }
  }

  /// What was asked, its values as names of files are told: a model and a picture are often named by where they lie.
  static func query(_ query: FindingQuery) -> FindingQuery {
    var query = query
    query.condition = query.condition.map(condition)
    return query
  }

  private static func condition(_ condition: FindingCondition) -> FindingCondition {
    switch condition {
    case .compares(let field, let comparison, let value):
      .compares(field, comparison, Self.value(value))
    case .isAmong(let field, let values, let isNegated):
      .isAmong(field, values.map(Self.value), isNegated: isNegated)
    case .isMissing: condition
    case .not(let inside): .not(Self.condition(inside))
    case .and(let left, let right): .and(Self.condition(left), Self.condition(right))
    case .or(let left, let right): .or(Self.condition(left), Self.condition(right))
    }
  }

  private static func value(_ value: FieldValue) -> FieldValue {
    if case .text(let text) = value { .text(fileName(text)) } else { value }
  }

  /// What is known of an audit: a model and a set of probes are often named by where they lie.
  static func record(_ record: AuditRecord) -> AuditRecord {
    var record = record
    record.manifest.model.name = fileName(record.manifest.model.name)
    record.manifest.model.fingerprint = message(record.manifest.model.fingerprint)
    record.manifest.probeSet = fileName(record.manifest.probeSet)
    return record
  }
}
