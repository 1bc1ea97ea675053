/// A version of a probe file that somebody published, recognized by what is in it.
///
/// POPE's files were changed in place, and mirrors still carry the old ones, so that two people's "POPE
/// random" may be different questions. A file is recognized by SHA-256 of its bytes or, when it was only
/// written differently (an array for lines, other keys beside), by that of its rows. One edited row is
/// enough for it not to be recognized.
public struct PublishedFile: Sendable, Hashable {
  /// The version's name, for example `POPE COCO random, November 2023 (109985c)`.
  public let name: String
  /// The name of the files that belong together, without the split.
  public let set: String
  /// The split that the file is.
  public let split: String
  /// What sets an outdated version apart from the current one; nil for a current version.
  public let difference: String?
  /// SHA-256 of the file's bytes.
  let contentDigest: String
  /// SHA-256 of the file's rows (``RowsDigest``).
  let rowsDigest: String

  /// The version of which these are the digests, or nil.
  static func recognized(content: String, rows: String?) -> PublishedFile? {
    all.first { $0.contentDigest == content } ?? all.first { $0.rowsDigest == rows }
  }

  /// The line that tells of an outdated version, or nil.
  var note: String? {
    difference.map { "is \(name), an outdated version: \($0)" }
  }
}
