import Codecs

/// Bytes that stay where they are while libcurl sends them.
///
/// `@unchecked Sendable`: the memory is written in the initializer only.
final class RequestBody: @unchecked Sendable {
  /// The bytes, valid for as long as this object is kept.
  let bytes: UnsafeBufferPointer<UInt8>

  /// Makes `head`, `file` in base64, `tail`, in one piece and without a copy in between.
  init(head: String, base64Of file: [UInt8], tail: String) {
    let headCount = head.utf8.count
    let fileCount = Base64.encodedCount(file.count)
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: headCount + fileCount + tail.utf8.count)
    _ = memory.update(fromContentsOf: Array(head.utf8))
    Base64.encode(file, into: .init(rebasing: memory[headCount..<headCount + fileCount]))
    let end = UnsafeMutableBufferPointer(rebasing: memory[(headCount + fileCount)...])
    _ = end.update(fromContentsOf: Array(tail.utf8))
    bytes = UnsafeBufferPointer(memory)
  }

  deinit {
    bytes.deallocate()
  }
}
