import Imaging

@testable import TestKit

/// Pictures to ask about.
enum Picture {
  /// Noise that the seed decides.
  static func random(width: Int, height: Int, seed: UInt64) -> RGBImage {
    var generator = SeededGenerator(seed: seed)
    return RGBImage(
      width: width, height: height,
      pixels: (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }
}
