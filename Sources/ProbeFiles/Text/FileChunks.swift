import Glibc

/// Gives bytes piece by piece.
protocol ByteSource {
  /// The next bytes, never none, or nil at the end.
  mutating func next() throws(ProbeFileError) -> [UInt8]?
}

/// The bytes of a file or pipe, in pieces of at most 256 kB.
final class FileChunks: ByteSource {
  private static let size = 256 << 10

  private let path: String
  private let descriptor: Int32
  private let observe: ([UInt8]) -> Void

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: a file or a pipe.
  ///   - observe: is given every piece, for example to digest it.
  /// - Throws: ``ProbeFileError`` when it cannot be opened.
  init(path: String, observe: @escaping ([UInt8]) -> Void = { _ in }) throws(ProbeFileError) {
    self.path = path
    self.observe = observe
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputFile.unreadable(path) }
  }

  deinit { close(descriptor) }

  func next() throws(ProbeFileError) -> [UInt8]? {
    var count = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: Self.size) { buffer, initializedCount in
      repeat {
        count = read(descriptor, buffer.baseAddress, Self.size)
      } while count < 0 && errno == EINTR
      initializedCount = max(count, 0)
    }
    guard count >= 0 else { throw InputFile.unreadable(path) }
    guard count > 0 else { return nil }
    observe(chunk)
    return chunk
  }
}

/// Bytes that are in memory already, in pieces of any size.
struct MemoryChunks: ByteSource {
  private var rest: ArraySlice<UInt8>
  private let size: Int

  init(_ bytes: [UInt8], size: Int = .max) {
    precondition(size > 0, "pieces of \(size) bytes")
    rest = bytes[...]
    self.size = size
  }

  mutating func next() -> [UInt8]? {
    guard !rest.isEmpty else { return nil }
    defer { rest = rest.dropFirst(size) }
    return Array(rest.prefix(size))
  }
}
