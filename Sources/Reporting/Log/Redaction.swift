import AuditStore
import ModelAPI

/// Keeps hosts and absolute paths out of pages that are handed around.
enum Redaction {
  /// The file's name without the folders before it, when it was given as an absolute path or an address.
  static func fileName(_ name: String) -> String {
    guard
      name.hasPrefix("/") || name.hasPrefix("~") || name.dropFirst().hasPrefix(":\\")
        || name.contains("://")
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
      .replacing(/(^|[\s'"(=:,;\[])\/(?:home|Users|mnt|media|Volumes)\/[^'"]*\/([^\s'"\/]+)/) {
        "\($0.output.1)\($0.output.2)"
      }
      .replacing(/(^|[\s'"(=:,;\[])~?\/(?:[^\s'"\/]+\/)*([^\s'"\/]+)/) {
        "\($0.output.1)\($0.output.2)"
      }
      .replacing(/\b[A-Z]:\\(?:[^\s'"\\]+\\)*([^\s'"\\]+)/) { "\($0.output.1)" }
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
