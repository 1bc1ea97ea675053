import Codecs
import Imaging

/// What is posted: text, with a picture as BMP in base64 somewhere in it.
///
/// A masked picture is not held: whoever sends the body reads it piece by piece, and each piece is spliced as it is read. So a body
/// costs one copy into the sender's buffer, as one that lay ready would, and next to no memory while it waits.
final class RequestBody: Sendable {
  /// The length in bytes.
  let count: Int
  private let head: [UInt8]
  private let picture: (text: MaskedPictureText, shown: RegionSet)?
  private let tail: [UInt8]

  /// Makes `head`, `file` in base64, `tail`, in one piece and without a copy in between.
  init(head: String, base64Of file: [UInt8], tail: String) {
    let fileCount = Base64.encodedCount(file.count)
    count = head.utf8.count + fileCount + tail.utf8.count
    self.head = [UInt8](unsafeUninitializedCapacity: count) { bytes, count in
      let start = bytes.update(fromContentsOf: head.utf8)
      Base64.encode(file, into: .init(rebasing: bytes[start..<start + fileCount]))
      let end = UnsafeMutableBufferPointer(rebasing: bytes[(start + fileCount)...])
      count = start + fileCount + end.update(fromContentsOf: tail.utf8)
    }
    picture = nil
    self.tail = []
  }

  /// Makes `head`, the composer's picture with some regions shown, `tail`.
  init(head: String, masked composer: MaskedImageComposer, showing set: RegionSet, tail: String) {
    let text = composer.kept { MaskedPictureText(composer) }
    self.head = Array(head.utf8)
    self.tail = Array(tail.utf8)
    picture = (text, set)
    count = self.head.count + text.count + self.tail.count
  }

  /// Begins to read the body.
  func reader() -> Reader {
    Reader(head: head[...], picture: picture.map { $0.reader(showing: $1) }, tail: tail[...])
  }

  /// The whole body.
  var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { bytes, count in
      var reader = reader()
      count = reader.read(into: UnsafeMutableRawBufferPointer(bytes))
    }
  }
}

extension RequestBody {
  /// Hands out a body from its beginning to its end, in pieces of any size.
  struct Reader {
    fileprivate var head: ArraySlice<UInt8>
    fileprivate var picture: MaskedPictureText.Reader?
    fileprivate var tail: ArraySlice<UInt8>

    /// Writes the next bytes.
    ///
    /// - Returns: How many; fewer than there is room for only at the end.
    mutating func read(into target: UnsafeMutableRawBufferPointer) -> Int {
      var count = Self.take(from: &head, into: target)
      count += picture?.read(into: .init(rebasing: target[count...])) ?? 0
      return count + Self.take(from: &tail, into: .init(rebasing: target[count...]))
    }

    private static func take(
      from source: inout ArraySlice<UInt8>, into target: UnsafeMutableRawBufferPointer
    ) -> Int {
      let count = min(source.count, target.count)
      target.copyBytes(from: source.prefix(count))
      source.removeFirst(count)
      return count
    }
  }
}
