import AuditStore
import Codecs
import Imaging
import Probing

/// The pictures of a log, with boxes burnt into them before anything else sees their pixels.
///
/// A burnt picture is called by the digest of its new pixels: that of the original would confirm a guess at what it shows.
struct LogPictures {
  /// Where they are.
  private let log: AuditLog
  /// The boxes of the burnt ones, by the digests of the originals.
  private let boxes: [String: [PixelBox]]
  /// The new digests of the burnt ones, by those of the originals.
  private let burntNames: [String: String]
  /// The other way around.
  private let originals: [String: String]

  /// Burns boxes into the pictures of an audit once, to know what they are called from then on.
  ///
  /// - Parameters:
  ///   - log: The log.
  ///   - burnt: The boxes; nil for none.
  ///   - probes: The audit's probes.
  /// - Throws: `ReportError` when the boxes do not fit the pictures, or one cannot be read.
  init(log: AuditLog, burnt: BurntBoxes?, probes: some Sequence<ProbeRecord>) throws(ReportError) {
    self.log = log
    guard let burnt else {
      (boxes, burntNames, originals) = ([:], [:], [:])
      return
    }
    var digests: [String: Set<String>] = [:]
    for probe in probes {
      let name = probe.probe.imageName
      for name in [name, Redaction.fileName(name)] {
        digests[name, default: []].formUnion(probe.imageDigest.map { [$0] } ?? [])
      }
    }
    let boxes = try burnt.resolved(digests: digests) { digest throws(ReportError) in
      try Self.stored(digest, in: log).map { ($0.width, $0.height) }
    }
    var names: [String: String] = [:]
    for (digest, boxes) in boxes {
      guard let stored = try Self.stored(digest, in: log), stored.kept != .none else { continue }
      names[digest] = SHA256Digest.hex(of: try Self.burning(boxes, into: stored, of: log))
    }
    self.boxes = boxes
    burntNames = names
    // Pictures that differ only under their boxes are one afterwards: either will do.
    originals = Dictionary(names.map { ($0.value, $0.key) }) { min($0, $1) }
  }

  /// What the pages say of it.
  var notes: [String] {
    guard !burntNames.isEmpty else { return [] }
    let count = burntNames.keys.reduce(0) { $0 + (boxes[$1]?.count ?? 0) }
    return [
      "Before this report was written, \(NumberText.count(count, "gray box", "gray boxes")) "
        + "\(count == 1 ? "was" : "were") burnt into \(NumberText.count(burntNames.count, "picture")); "
        + "the model saw \(burntNames.count == 1 ? "it" : "them") without."
    ]
  }

  /// How pages name a picture of the log, by the digest of its original; nil when nothing of it is kept.
  func image(_ digest: String) throws(ReportError) -> ReportImage? {
    guard let stored = try Self.stored(digest, in: log), stored.kept != .none else { return nil }
    return ReportImage(
      digest: burntNames[digest] ?? digest, width: stored.width, height: stored.height,
      boxCount: burntNames[digest] == nil ? 0 : boxes[digest]?.count ?? 0)
  }

  /// Whether the log keeps all pixels of a picture.
  func isWhole(_ image: ReportImage) throws(ReportError) -> Bool {
    try Self.stored(original(image), in: log)?.kept == .full
  }

  /// The PNG file of a picture: burnt where it has boxes, and in any case without metadata.
  func png(_ image: ReportImage) throws(ReportError) -> [UInt8] {
    let digest = original(image)
    guard let stored = try Self.stored(digest, in: log) else {
      throw ReportError(.log, "audit log \(log.path): image \(digest) is missing")
    }
    if let boxes = boxes[digest] {
      return PNGCodec.encode(try Self.burning(boxes, into: stored, of: log))
    }
    guard let png = PNGCodec.withoutMetadata(stored.png) else {
      throw ReportError(.log, "audit log \(log.path): image \(digest) is a damaged PNG")
    }
    return png
  }

  private func original(_ image: ReportImage) -> String {
    image.boxCount == 0 ? image.digest : originals[image.digest] ?? image.digest
  }

  private static func burning(
    _ boxes: [PixelBox], into stored: StoredImage, of log: AuditLog
  ) throws(ReportError) -> RGBImage {
    do {
      return try PNGCodec.decode(stored.png, name: stored.digest)
        .burning(boxes, ofPicture: (stored.width, stored.height))
    } catch {
      throw ReportError(.log, "audit log \(log.path): image \(error)")
    }
  }

  private static func stored(
    _ digest: String, in log: AuditLog
  ) throws(ReportError) -> StoredImage? {
    try reading { () throws(LogError) in try log.image(digest: digest) }
  }
}
