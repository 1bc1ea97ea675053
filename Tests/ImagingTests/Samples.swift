import Imaging

@testable import TestKit

/// The kinds of pictures that the properties are checked on.
enum SampleKind: CaseIterable {
  /// Every channel of every pixel at random: thousands of fragments.
  case noise
  /// One color.
  case plain
  /// Rectangles of random colors over each other.
  case rectangles
  /// Smooth ramps with a little noise.
  case ramps
}

extension RGBImage {
  static func sample(
    _ kind: SampleKind, width: Int, height: Int, seed: Int
  ) -> RGBImage {
    var generator = SeededGenerator(seed: seed)
    var pixels = Array(repeating: UInt8(0), count: width * height * 3)
    switch kind {
    case .noise:
      for index in pixels.indices { pixels[index] = .random(in: 0...255, using: &generator) }
    case .plain:
      let value = UInt8.random(in: 0...255, using: &generator)
      for index in pixels.indices { pixels[index] = value }
    case .rectangles:
      for _ in 0..<12 {
        let left = Int.random(in: 0..<width, using: &generator)
        let top = Int.random(in: 0..<height, using: &generator)
        let right = Int.random(in: left..<width, using: &generator)
        let bottom = Int.random(in: top..<height, using: &generator)
        let color = (0..<3).map { _ in UInt8.random(in: 0...255, using: &generator) }
        for y in top...bottom {
          for x in left...right {
            for channel in 0..<3 { pixels[(y * width + x) * 3 + channel] = color[channel] }
          }
        }
      }
    case .ramps:
      for y in 0..<height {
        for x in 0..<width {
          let noise = Int.random(in: 0...9, using: &generator)
          let start = (y * width + x) * 3
          pixels[start] = UInt8(x * 240 / width + noise)
          pixels[start + 1] = UInt8(y * 240 / height + noise)
          pixels[start + 2] = UInt8((x + y) * 240 / (width + height) + noise)
        }
      }
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }
}

extension LabelMap {
  /// Blobs of up to `regionCount` regions, in several pieces and with holes.
  static func sample(width: Int, height: Int, regionCount: Int, seed: Int) -> LabelMap {
    var generator = SeededGenerator(seed: seed)
    var labels = (0..<width * height).map { _ in
      Int32.random(in: 0..<Int32(regionCount), using: &generator)
    }
    for pixel in labels.indices.dropFirst(width) where Bool.random(using: &generator) {
      labels[pixel] = labels[pixel - (Bool.random(using: &generator) ? 1 : width)]
    }
    // Renumbered in order of appearance, so that no number is left out.
    var numbers: [Int32: Int32] = [:]
    for pixel in labels.indices {
      let number = numbers[labels[pixel], default: Int32(numbers.count)]
      numbers[labels[pixel]] = number
      labels[pixel] = number
    }
    return LabelMap(width: width, height: height, labels: labels)
  }
}

extension LabelMap {
  /// The number of 4-connected pieces of equal labels, by joining neighbors.
  var pieceCount: Int {
    var parents = Array(labels.indices)
    func root(_ pixel: Int) -> Int {
      var pixel = pixel
      while parents[pixel] != pixel {
        parents[pixel] = parents[parents[pixel]]
        pixel = parents[pixel]
      }
      return pixel
    }
    for pixel in labels.indices {
      if pixel % width > 0 && labels[pixel] == labels[pixel - 1] {
        parents[root(pixel)] = root(pixel - 1)
      }
      if pixel >= width && labels[pixel] == labels[pixel - width] {
        parents[root(pixel)] = root(pixel - width)
      }
    }
    return parents.indices.count { parents[$0] == $0 }
  }
}

extension RegionSet {
  static func sample(regionCount: Int, seed: Int) -> RegionSet {
    var generator = SeededGenerator(seed: seed)
    return RegionSet(
      regionCount: regionCount,
      (0..<regionCount).filter { _ in Bool.random(using: &generator) })
  }
}
