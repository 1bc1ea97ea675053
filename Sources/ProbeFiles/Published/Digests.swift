import Crypto
import Probing

/// SHA-256 of bytes, as 64 lowercase hexadecimal digits.
func sha256(_ bytes: [UInt8]) -> String {
  var hash = SHA256()
  bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
    as: UTF8.self)
}

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
    return sha256(bytes)
  }
}
