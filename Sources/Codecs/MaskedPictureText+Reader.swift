import Imaging

extension MaskedPictureText {
  /// Hands out a masked picture's text from its beginning to its end, in pieces of any size.
  public struct Reader: Sendable {
    private let text: MaskedPictureText
    private let stretches: [Stretch]
    private var position = 0
    private var stretch = 0

    init(_ text: MaskedPictureText, showing set: RegionSet) {
      self.text = text
      stretches = text.stretches(isShown: (0..<set.regionCount).map { set.contains($0) ? 1 : 0 })
    }

    /// Writes the next characters.
    ///
    /// - Returns: How many; fewer than there is room for only at the end.
    public mutating func read(into target: UnsafeMutableRawBufferPointer) -> Int {
      let start = position
      let end = min(text.count, start + target.count)
      guard start < end, let base = target.baseAddress else { return 0 }
      text.shown.withUnsafeBytes { shown in
        text.hidden.withUnsafeBytes { hidden in
          stretches.withUnsafeBufferPointer { stretches in
            guard let shown = shown.baseAddress, let hidden = hidden.baseAddress else { return }
            while position < end {
              let current = stretches[stretch]
              let stop = min(Int(current.end), end)
              let place = base + (position - start)
              switch current.source {
              case Stretch.hidden:
                copy(place, from: hidden + position, count: stop - position, room: end - position)
              case Stretch.shown:
                copy(place, from: shown + position, count: stop - position, room: end - position)
              default:
                for index in position..<stop {
                  base.storeBytes(
                    of: current.character(at: index), toByteOffset: index - start, as: UInt8.self)
                }
              }
              position = stop
              if stop == Int(current.end) { stretch += 1 }
            }
          }
        }
      }
      return end - start
    }

    /// Copies in blocks of 64 bytes, beyond `count` where there is room: what follows is written next.
    ///
    /// Most stretches are a few blocks long, and a call of the library's copy for each would take as long as its bytes.
    @inline(__always)
    private func copy(
      _ target: UnsafeMutableRawPointer, from source: UnsafeRawPointer, count: Int, room: Int
    ) {
      guard count <= 1024, (count + 63) & ~63 <= room else {
        target.copyMemory(from: source, byteCount: count)
        return
      }
      var offset = 0
      while offset < count {
        let block = source.loadUnaligned(fromByteOffset: offset, as: SIMD64<UInt8>.self)
        target.storeBytes(of: block, toByteOffset: offset, as: SIMD64<UInt8>.self)
        offset += 64
      }
    }
  }
}
