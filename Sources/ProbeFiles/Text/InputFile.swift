import Glibc

/// Reads whole files of a bounded size.
enum InputFile {
  /// The most bytes that are read of one file: 512 MB.
  static let sizeLimit = 512 << 20

  /// The bytes of a file or pipe.
  ///
  /// - Throws: ``ProbeFileError`` when it cannot be read or is larger than `limit` bytes.
  static func bytes(of path: String, limit: Int = sizeLimit) throws(ProbeFileError) -> [UInt8] {
    let chunks = try FileChunks(path: path)
    var bytes: [UInt8] = []
    while let chunk = try chunks.next() {
      bytes += chunk
      guard bytes.count <= limit else {
        throw ProbeFileError(
          code: .tooLarge, file: path,
          message: "is larger than \(limit >> 20) MB, the most that is read; use a smaller file")
      }
    }
    return bytes
  }

  /// The error of the system call that just failed.
  static func unreadable(_ path: String) -> ProbeFileError {
    let reason = String(cString: strerror(errno))
    return ProbeFileError(
      code: .unreadable, file: path, message: "cannot be read: \(reason); check the path")
  }
}
