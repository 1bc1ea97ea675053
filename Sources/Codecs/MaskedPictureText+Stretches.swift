extension MaskedPictureText {
  /// Characters of one masked picture that lie in one of the two texts, or a group that is of both.
  struct Stretch {
    static let hidden: UInt32 = 0
    static let shown: UInt32 = 1

    /// Where it ends, in characters.
    var end: UInt32
    /// ``hidden``, ``shown``, or a group's four characters, the first one lowest.
    var source: UInt32

    /// One of a group's own characters, by its place in the text.
    func character(at index: Int) -> UInt8 {
      UInt8(truncatingIfNeeded: source >> UInt32((index - (Int(end) - 4)) * 8))
    }
  }

  /// Joins pieces that are all shown, or all hidden.
  ///
  /// - Parameter isShown: 1 or 0 for each region.
  /// - Returns: Stretches in order, without gaps, to the text's end.
  func stretches(isShown: [UInt32]) -> [Stretch] {
    [Stretch](unsafeUninitializedCapacity: pieces.count) { stretches, count in
      var last = -1
      var lastSource = UInt32.max
      for piece in pieces {
        var source = isShown[Int(piece.region)]
        if source != isShown[Int(piece.lastRegion)] {
          source = mixed(piece, isFirstShown: source == 1)
        }
        // Which regions are shown cannot be foretold: nothing branches here.
        last += source == lastSource && source <= Stretch.shown ? 0 : 1
        stretches[last] = Stretch(end: UInt32(piece.end), source: source)
        lastSource = source
      }
      count = last + 1
    }
  }

  /// The characters of a group whose bytes are of a shown and of a hidden region.
  private func mixed(_ group: Piece, isFirstShown: Bool) -> UInt32 {
    let (first, last) = isFirstShown ? (shown, hidden) : (hidden, shown)
    let mask = ~UInt32(0) << UInt32(24 - group.firstBits)
    let place = Int(group.end) - 4
    let bits =
      Base64.bits(of: first, groupAt: place) & mask | Base64.bits(of: last, groupAt: place) & ~mask
    return (0..<4).reduce(0) { $0 | UInt32(Base64.character(of: bits, at: $1)) << UInt32($1 * 8) }
  }
}
