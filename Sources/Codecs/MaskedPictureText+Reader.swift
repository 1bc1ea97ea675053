import Imaging

extension MaskedPictureText {
  /// Hands out a masked picture's text from its beginning to its end, in pieces of any size.
  public struct Reader: Sendable {
    private let text: MaskedPictureText
    private let isShown: [Bool]
    private var position = 0
    private var piece = 0

    init(_ text: MaskedPictureText, showing set: RegionSet) {
      self.text = text
      isShown = (0..<set.regionCount).map(set.contains)
    }

    /// Writes the next characters.
    ///
    /// - Returns: How many; fewer than there is room for only at the end.
    public mutating func read(into target: UnsafeMutableRawBufferPointer) -> Int {
      let source = isShown.withUnsafeBufferPointer { isShown in
        text.pieces.withUnsafeBufferPointer { pieces in
          text.shown.withUnsafeBytes { shown in
            text.hidden.withUnsafeBytes { hidden in
              Splice(shown: shown, hidden: hidden, pieces: pieces, isShown: isShown)
                .copy(from: &position, in: &piece, into: target)
            }
          }
        }
      }
      return source
    }
  }

  /// The two texts and what to take from which, while they stay where they are.
  private struct Splice {
    let shown: UnsafeRawBufferPointer
    let hidden: UnsafeRawBufferPointer
    let pieces: UnsafeBufferPointer<Piece>
    let isShown: UnsafeBufferPointer<Bool>

    /// Copies from a position on, which is in a piece, and moves both forward.
    func copy(
      from position: inout Int, in piece: inout Int, into target: UnsafeMutableRawBufferPointer
    ) -> Int {
      let start = position
      let end = min(shown.count, start + target.count)
      while position < end {
        let first = pieces[piece]
        let room = UnsafeMutableRawBufferPointer(rebasing: target[(position - start)...])
        let isFirstShown = isShown[Int(first.region)]
        if isFirstShown != isShown[Int(first.lastRegion)] {
          let from = position - (Int(first.end) - 4)
          let to = min(4, from + room.count)
          let characters = mixed(first, isFirstShown: isFirstShown)
          for index in from..<to {
            room[index - from] = Base64.character(of: characters, at: index)
          }
          position += to - from
          if to == 4 { piece += 1 }
        } else {
          // As many of the next pieces as are all shown, or all hidden, in one copy.
          var reached = Int(first.end)
          while reached <= end, piece + 1 < pieces.count, isAll(pieces[piece + 1], isFirstShown) {
            piece += 1
            reached = Int(pieces[piece].end)
          }
          if reached <= end { piece += 1 }
          let stop = min(reached, end)
          room.copyMemory(
            from: UnsafeRawBufferPointer(rebasing: (isFirstShown ? shown : hidden)[position..<stop])
          )
          position = stop
        }
      }
      return position - start
    }

    private func isAll(_ piece: Piece, _ value: Bool) -> Bool {
      isShown[Int(piece.region)] == value && isShown[Int(piece.lastRegion)] == value
    }

    /// The bits of a group whose bytes are of a shown and of a hidden region.
    private func mixed(_ group: Piece, isFirstShown: Bool) -> UInt32 {
      let (first, last) = isFirstShown ? (shown, hidden) : (hidden, shown)
      let mask = ~UInt32(0) << UInt32(24 - group.firstBits)
      let place = Int(group.end) - 4
      return Base64.bits(of: first, groupAt: place) & mask
        | Base64.bits(of: last, groupAt: place) & ~mask
    }
  }
}
