import AuditStore
import Codecs
import Imaging
import Probing

/// The pictures of a log, with boxes burnt into them before anything else sees their pixels.
///
/// A burnt picture is called by the digest of its new pixels: that of the original would confirm a guess at what it shows.
final class LogPictures {
  /// Where they are.
  private let log: AuditLog
  /// The boxes of the burnt ones, by the digests of the originals.
  private let boxes: [String: [BurntBox]]
  /// The new digests of the burnt ones that were asked for, by those of the originals.
  private var burntNames: [String: String] = [:]
  /// The other way around.
  private var originals: [String: String] = [:]

  /// Prepares to read pictures.
  ///
  /// - Parameters:
  ///   - log: The log.
  ///   - burnt: The boxes to burn in, by the digests of the pictures; nil for none.
  init(log: AuditLog, burnt: [String: [BurntBox]]?) {
    self.log = log
    boxes = burnt ?? [:]
  }

  /// What the pages say of the pictures that were asked for.
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
    let log = log
    // A log may come from anybody, and the digest becomes the name of a file.
    guard SHA256Digest.isHex(digest) else {
      throw ReportError(
        .log,
        "audit log \(log.path): an image is called \(digest.debugDescription), which is no digest; "
          + "see hallux log verify")
    }
    guard let size = try reading({ () throws(LogError) in try log.imageSize(digest: digest) }),
      size.kept != .none
    else { return nil }
    guard let boxes = boxes[digest] else {
      return ReportImage(digest: digest, width: size.width, height: size.height)
    }
    return ReportImage(
      digest: try burntName(digest, boxes), width: size.width, height: size.height,
      boxCount: boxes.count)
  }

  /// Whether the log keeps all pixels of a picture.
  func isWhole(_ image: ReportImage) throws(ReportError) -> Bool {
    let (log, digest) = (log, original(image))
    return try reading { () throws(LogError) in try log.imageSize(digest: digest) }?.kept == .full
  }

  /// The PNG file of a picture: burnt where it has boxes, and in any case without metadata.
  func png(_ image: ReportImage) throws(ReportError) -> [UInt8] {
    let digest = original(image)
    if let boxes = boxes[digest] { return PNGCodec.encode(try burning(boxes, digest)) }
    guard let png = PNGCodec.withoutMetadata(try stored(digest).png) else {
      throw ReportError(.log, "audit log \(log.path): image \(digest) is a damaged PNG")
    }
    return png
  }

  private func original(_ image: ReportImage) -> String {
    image.boxCount == 0 ? image.digest : originals[image.digest] ?? image.digest
  }

  private func burntName(_ digest: String, _ boxes: [BurntBox]) throws(ReportError) -> String {
    if let name = burntNames[digest] { return name }
    let name = SHA256Digest.hex(of: try burning(boxes, digest))
    burntNames[digest] = name
    // Pictures that differ only under their boxes are one afterwards: either will do.
    originals[name] = originals[name] ?? digest
    return name
  }

  private func burning(_ boxes: [BurntBox], _ digest: String) throws(ReportError) -> RGBImage {
    let stored = try stored(digest)
    do {
      return try PNGCodec.decode(stored.png, name: digest)
        .burning(boxes, ofPicture: (stored.width, stored.height))
    } catch {
      throw ReportError(.log, "audit log \(log.path): image \(error)")
    }
  }

  private func stored(_ digest: String) throws(ReportError) -> StoredImage {
    let log = log
    guard let stored = try reading({ () throws(LogError) in try log.image(digest: digest) }) else {
      throw ReportError(.log, "audit log \(log.path): image \(digest) is missing")
    }
    return stored
  }
}

extension BurntBoxes {
  /// The boxes of each picture of some probes, by the digest of its pixels.
  ///
  /// - Throws: ``ReportError`` of code `boxes` when a line names no picture of theirs, or a box that leaves its picture.
  func resolved(in log: AuditLog, probes: [ProbeRecord]) throws(ReportError) -> [String: [BurntBox]]
  {
    var digests: [String: Set<String>] = [:]
    for probe in probes {
      let name = probe.probe.imageName
      for name in [name, Redaction.fileName(name)] {
        digests[name, default: []].formUnion(probe.imageDigest.map { [$0] } ?? [])
      }
    }
    return try resolved(digests: digests) { digest throws(ReportError) in
      try reading { () throws(LogError) in try log.imageSize(digest: digest) }
        .map { ($0.width, $0.height) }
    }
  }
}
