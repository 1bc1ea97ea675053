import Codecs
import Probing

/// The digest of a file's rows, whatever form they are written in: id, image, question and label of each,
/// each ended by U+001F, and the row by a newline, in the file's order.
enum RowsDigest {
  /// The digest of probes that all have a label, or nil.
  static func hex(of probes: [Probe]) -> String? {
    var bytes: [UInt8] = []
    for probe in probes {
      guard let label = probe.label else { return nil }
      for value in [probe.id, probe.imageName, probe.question, label.rawValue] {
        bytes += value.utf8
        bytes.append(0x1F)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return SHA256Digest.hex(of: bytes)
  }
}
