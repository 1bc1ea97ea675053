import Crypto
import Foundation

/// The bytes of which digests in the log are made; `docs/log-schema.md` defines them.
///
/// A record is a name and fields; a field is a name and a value. Every name and value begins with its type
/// and, unless its length is fixed, its length, so no two different records have the same bytes. A field
/// without a value is left out: a column that a later schema adds changes no digest of an older row.
struct CanonicalBytes {
  private var bytes: [UInt8] = []

  /// Begins a record with its name, forgetting the one before.
  mutating func begin(_ name: String) {
    bytes.removeAll(keepingCapacity: true)
    append(text: name)
  }

  /// Adds a field; fields come in the alphabetical order of their names.
  mutating func append(_ name: String, text: String) {
    append(text: name)
    append(text: text)
  }

  /// Adds a field.
  mutating func append(_ name: String, number: Int64) {
    append(text: name)
    append(UInt8(ascii: "I"), UInt64(bitPattern: number))
  }

  /// Adds a field.
  mutating func append(_ name: String, real: Double) {
    append(text: name)
    append(UInt8(ascii: "R"), real.bitPattern)
  }

  /// Adds a field whose value is the text of these UTF-8 bytes.
  mutating func append(_ name: String, textBytes: some Collection<UInt8>) {
    append(text: name)
    append(UInt8(ascii: "T"), textBytes)
  }

  /// Adds a field.
  mutating func append(_ name: String, bytes value: some Collection<UInt8>) {
    append(text: name)
    append(UInt8(ascii: "B"), value)
  }

  /// The SHA-256 digest of the record, 32 bytes.
  var digest: SHA256.Digest {
    bytes.withUnsafeBytes { buffer in
      var hash = SHA256()
      hash.update(bufferPointer: buffer)
      return hash.finalize()
    }
  }

  private mutating func append(text: String) { append(UInt8(ascii: "T"), text.utf8) }

  private mutating func append(_ type: UInt8, _ content: some Collection<UInt8>) {
    append(type, UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  /// A type and eight bytes, the most significant first.
  private mutating func append(_ type: UInt8, _ word: UInt64) {
    bytes.append(type)
    withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
  }
}
