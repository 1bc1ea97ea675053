import Glibc

/// Reads whole files of a bounded size.
enum InputFile {
  /// The most bytes that are read of one file: 512 MB.
  static let sizeLimit = 512 << 20

  /// The bytes of a file or pipe.
  ///
  /// - Throws: ``ProbeFileError`` when it cannot be read or is larger than `limit` bytes.
  static func bytes(of path: String, limit: Int = sizeLimit) throws(ProbeFileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { close(descriptor) }

    let chunk = 1 << 20
    var bytes: [UInt8] = []
    while true {
      var count = 0
      let next = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, initializedCount in
        repeat {
          count = read(descriptor, buffer.baseAddress, chunk)
        } while count < 0 && errno == EINTR
        initializedCount = max(count, 0)
      }
      guard count >= 0 else { throw unreadable(path) }
      guard count > 0 else { return bytes }
      bytes += next
      guard bytes.count <= limit else {
        throw ProbeFileError(
          code: .tooLarge, file: path,
          message: "is larger than \(limit >> 20) MB, the most that is read; use a smaller file")
      }
    }
  }

  /// The error of the system call that just failed.
  static func unreadable(_ path: String) -> ProbeFileError {
    let reason = String(cString: strerror(errno))
    return ProbeFileError(
      code: .unreadable, file: path, message: "cannot be read: \(reason); check the path")
  }
}
