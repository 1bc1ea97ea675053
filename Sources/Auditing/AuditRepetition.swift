public import AuditStore
import Codecs
import Imaging
import ModelAPI
public import Probing

/// A recorded audit that is to be asked anew: everything that it takes is in its log.
public struct AuditRepetition: Sendable {
  /// The audit that is repeated; never itself a repetition.
  public let original: AuditRecord
  /// Its settings, with the number of the repetition.
  public let settings: AuditSettings
  /// Its probes, in order.
  public let probes: [Probe]
  /// Gives the pictures that it asked about, from the log.
  public let loadImage: ImageLoader
  /// Gives the imported label maps that it was explained with, from the log; nil where it has none.
  public let loadLabelMap: LabelMapLoader?

  /// Finds out what to ask.
  ///
  /// The newest repetition goes on where it is not finished; else a further one begins.
  ///
  /// - Throws: ``SettingsUnreadable``; ``CannotAskAgain`` when the log lacks what is needed; ``LogError``.
  public init(of audit: AuditRecord, in log: AuditLog) throws {
    var settings = try AuditSettings(canonicalText: audit.manifest.settings)
    settings.repetition = nil
    let base = settings.canonicalText
    let runs = try log.audits().compactMap { run -> (number: Int?, record: AuditRecord)? in
      guard run.manifest.model == audit.manifest.model,
        run.manifest.probeSetDigest == audit.manifest.probeSetDigest,
        var own = try? AuditSettings(canonicalText: run.manifest.settings)
      else { return nil }
      let number = own.repetition
      own.repetition = nil
      return own.canonicalText == base ? (number, run) : nil
    }
    guard let original = runs.first(where: { $0.number == nil })?.record else {
      throw CannotAskAgain(
        reason: "audit \(audit.id) is a repetition, and the log does not hold the audit itself")
    }
    self.original = original
    let last = runs.max { ($0.number ?? 0) < ($1.number ?? 0) }
    let number = last?.number ?? 0
    settings.repetition =
      number > 0 && last?.record.state != .finished ? number : number + 1
    self.settings = settings
    let records = try log.probes(ofAudit: original.id)
    probes = records.map(\.probe)
    try Self.demandPictures(of: records, in: log)
    loadImage = Self.imageLoader(records, log)
    loadLabelMap = settings.scheme == .imported ? try Self.labelMapLoader(original, log) : nil
  }

  /// Refuses an audit whose pictures the log does not keep: nothing could be asked.
  private static func demandPictures(of records: [ProbeRecord], in log: AuditLog) throws {
    for digest in Set(records.compactMap(\.imageDigest)).sorted()
    where try log.image(digest: digest)?.kept != .full {
      throw CannotAskAgain(
        reason:
          "the log does not keep all pictures of the audit, by --store-images: it cannot be repeated from the log"
      )
    }
  }

  private static func imageLoader(_ records: [ProbeRecord], _ log: AuditLog) -> ImageLoader {
    let digests = Dictionary(
      records.map { ($0.probe.imageName, $0.imageDigest) }, uniquingKeysWith: { $0 ?? $1 })
    return { name throws(ImageProblem) in
      do {
        guard let digest = digests[name] ?? nil, let stored = try log.image(digest: digest) else {
          throw ImageProblem(
            reason: "\(name): the log does not hold this picture: it could not be read then")
        }
        return try PNGCodec.decode(stored.png, name: name)
      } catch let problem as ImageProblem {
        throw problem
      } catch {
        throw ImageProblem(reason: "\(name): \(error)")
      }
    }
  }

  /// The maps by the pictures that they were used on.
  private static func labelMapLoader(
    _ audit: AuditRecord, _ log: AuditLog
  ) throws -> LabelMapLoader {
    var digests: [String: String] = [:]
    for finding in try log.findings(ofAudit: audit.id) {
      guard let target = try finding.targetID.flatMap({ try log.target(id: $0) }) else { continue }
      digests[target.imageDigest] = target.labelMapDigest
    }
    return { [digests] name, image throws(ImageProblem) in
      let stored: StoredLabelMap?
      do {
        stored = try digests[SHA256Digest.hex(of: image)].flatMap { try log.labelMap(digest: $0) }
      } catch {
        throw ImageProblem(reason: "\(name): \(error)")
      }
      guard let stored else {
        throw ImageProblem(
          reason: "\(name): the log holds no label map of it: nothing about it was explained then")
      }
      return stored.labelMap
    }
  }
}
