public import AuditStore
import Foundation
public import ModelAPI
public import Probing

extension AuditManifest {
  /// The manifest of an audit: its key is the digest of the model, the probes and the settings.
  ///
  /// The same model, probes and settings are the same audit, wherever the server stands and whatever the files
  /// are called; that is how the same command resumes it.
  ///
  /// - Parameters:
  ///   - model: The model as its server names it.
  ///   - probeSet: The probe set's name, for people.
  ///   - probes: The probes, in order.
  ///   - sources: The files that they were read from.
  ///   - settings: Everything else that changes the result.
  ///   - version: The program's version.
  public init(
    model: ModelIdentity, probeSet: String, probes: [Probe], sources: [ProbeSource] = [],
    settings: AuditSettings, version: String
  ) {
    let settingsText = settings.canonicalText
    let probeSetDigest = ContentKey.digest(probes.map(\.canonicalText).joined(separator: "\n"))
    self.init(
      key: ContentKey.digest("audit", model.name, model.fingerprint, probeSetDigest, settingsText),
      model: model, probeSet: probeSet, probeSetDigest: probeSetDigest,
      sources: sources, settings: settingsText, halluxVersion: version)
  }
}

extension AuditSettings {
  /// Reads settings as a log holds them.
  ///
  /// - Throws: ``SettingsUnreadable`` when another version wrote something that this one does not know.
  public init(canonicalText: String) throws(SettingsUnreadable) {
    do {
      self = try JSONDecoder().decode(AuditSettings.self, from: Data(canonicalText.utf8))
    } catch {
      throw SettingsUnreadable()
    }
    if let promptSuffix, PromptSuffixes.suffix(named: promptSuffix) == nil {
      throw SettingsUnreadable()
    }
  }

  /// The settings as JSON with sorted keys: equal settings have equal text.
  var canonicalText: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    } catch {
      // Words and whole numbers always encode; an empty text would make all settings one audit.
      preconditionFailure("the settings cannot be written down: \(error)")
    }
  }
}

extension Probe {
  /// The probe as a text that no other probe has.
  fileprivate var canonicalText: String {
    var parts = [
      id, imageName, question, object ?? "", label?.rawValue ?? "",
      splits.joined(separator: "\u{0}"),
      planted.map { "\($0.rule)\u{0}\($0.cause)\u{0}\($0.causeAnnotationID ?? -1)" } ?? "",
    ]
    // Only where there are choices: the audits of yes/no probes keep their keys.
    if let choices { parts += choices.options + [String(choices.correct), choices.pair ?? ""] }
    // What decides which mentions are true, where somebody says it.
    if let caption, caption.present != nil || caption.annotated != nil {
      parts += [caption.present, caption.annotated].map { $0?.joined(separator: "\u{0}") ?? "-" }
    }
    return ContentKey.digest(parts)
  }
}

/// Settings in a log that this version cannot read.
public struct SettingsUnreadable: Error, Sendable, CustomStringConvertible {
  /// Makes the error.
  public init() {}

  /// One line for a person.
  public var description: String {
    "the audit's settings in the log cannot be read: another version wrote them"
  }
}
