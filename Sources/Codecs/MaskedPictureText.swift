public import Imaging

/// The files of all masked pictures of one image, as BMP in base64, without encoding any of them.
///
/// Made once of the picture and of its fill: a group of four characters stands for three bytes, so that a masked picture's text is
/// spliced from both, stretch by stretch. Where a width is no multiple of four, padding moves the rows against the groups, and
/// the border of two regions can run through a group; its bits are then taken from both.
public final class MaskedPictureText: Sendable {
  /// The number of characters of every masked picture.
  public let count: Int
  let shown: [UInt8]
  let hidden: [UInt8]
  /// In order, without gaps.
  let pieces: [Piece]

  /// Characters that are of one region, or one group that is of two.
  struct Piece {
    /// Where it ends, in characters.
    var end: Int32
    /// The region that it begins in.
    var region: Int32
    /// The region that it ends in.
    var lastRegion: Int32
    /// The bits of a group that are of the first region, from the highest of 24; all of them within one region.
    var firstBits: Int32
  }

  /// Encodes the picture and its fill.
  public init(_ composer: MaskedImageComposer) {
    shown = Base64.encode(BMPCodec.encode(composer.image))
    hidden = Base64.encode(BMPCodec.encode(composer.filledImage))
    count = shown.count
    precondition(count <= Int(Int32.max), "\(count) characters are more than a picture may have")
    pieces = Self.pieces(of: composer.labels, count: count)
  }

  private static func pieces(of map: LabelMap, count: Int) -> [Piece] {
    var pieces: [Piece] = []
    func add(_ region: Int32, _ lastRegion: Int32, upTo end: Int, firstBits: Int = 24) {
      guard end > pieces.last.map({ Int($0.end) }) ?? 0 else { return }
      pieces.append(
        Piece(
          end: Int32(end), region: region, lastRegion: lastRegion, firstBits: Int32(firstBits)))
    }
    // A region's bytes in the order of the file, the bottom row first; a row's padding goes with its last pixel.
    var region = map.labels[(map.height - 1) * map.width]
    for row in 0..<map.height {
      let start = (map.height - 1 - row) * map.width
      for x in 0..<map.width {
        let next = map.labels[start + x]
        guard next != region else { continue }
        let (group, byte) = BMPCodec.offset(x: x, rowFromBottom: row, width: map.width)
          .quotientAndRemainder(dividingBy: 3)
        add(region, region, upTo: group * 4)
        if byte > 0 { add(region, next, upTo: group * 4 + 4, firstBits: byte * 8) }
        region = next
      }
    }
    add(region, region, upTo: count)
    return pieces
  }

  /// The text of one masked picture.
  ///
  /// - Precondition: `set` is over as many regions as the composer has.
  public func reader(showing set: RegionSet) -> Reader { Reader(self, showing: set) }
}
