import Imaging
import ModelAPI

/// Masked pictures of one photograph-like picture, in the order in which a search would ask about them.
struct Questions: Sendable {
  /// How many different masked pictures there are; they are asked about in turn.
  static let variety = 8
  /// The number of regions, as many as an audit cuts by default.
  private static let regionCount = 64

  private let composer: MaskedImageComposer
  private let sets: [RegionSet]
  private let forced: [Token]
  private let isMasked: Bool

  /// Makes a picture of noise, cut into superpixels of the usual number, behind its own mean color.
  ///
  /// - Parameters:
  ///   - width: Its columns.
  ///   - height: Its rows.
  ///   - forcedCount: How many tokens are forced.
  ///   - isMasked: Whether masked pictures are asked about, or the picture as it is.
  init(width: Int, height: Int, forcedCount: Int, isMasked: Bool) {
    self.isMasked = isMasked
    var generator = SplitMix(state: 7)
    let image = RGBImage(
      width: width, height: height,
      pixels: (0..<width * height * 3).map { index in
        // A slope with noise on it, so that superpixels have ragged borders as in a photograph.
        let slope = (index / 3 % width) * 200 / width + (index % 3) * 10
        return UInt8(slope + Int(generator.next() % 32))
      })
    let labels = Superpixels.slico(image, regionCount: Self.regionCount)
    composer = MaskedImageComposer(image: image, labels: labels, fill: .mean)
    // Half of the regions at random, as in the middle of a search.
    sets = (0..<Self.variety).map { _ in
      RegionSet(
        regionCount: labels.regionCount,
        (0..<labels.regionCount).filter { _ in generator.next() % 2 == 0 })
    }
    forced = (0..<forcedCount).map { Token(text: "tok", id: 1000 + $0) }
  }

  /// The request with a number.
  func request(_ number: Int) -> ModelRequest {
    ModelRequest(
      picture: isMasked
        ? .masked(composer, showing: sets[number % Self.variety]) : .whole(composer.image),
      prompt: "Is there a dining table in the image? Answer yes or no.",
      maxTokens: forced.count, topLogProbabilities: 20, forcedTokens: forced)
  }
}

/// SplitMix64.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
