import Attribution
import Imaging

/// SplitMix64 from other starts than the other tests' generator of this name: every image planted here was made with
/// these numbers.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// An image whose hallucination has a known cause: a blob of neighboring regions.
struct PlantedImage {
  /// How the cause works.
  enum Kind: String, CaseIterable {
    /// Every region of the cause is needed.
    case conjunctive
    /// Any region of the cause suffices.
    case redundant
    /// Any region of the cause suffices, where enough of the background is in view.
    case contextual
    /// As contextual, but what is visible of cause and background adds up smoothly.
    case graded
  }

  let layout: RegionLayout
  let cause: RegionSet
  let evaluator: FormulaEvaluator

  init(_ kind: Kind, seed: Int, side: Int = 8, causeSizes: ClosedRange<Int> = 1...6) {
    var random = SeededGenerator(seed: seed)
    let layout = RegionLayout.jitteredGrid(side: side, &random)
    let cause = layout.blob(size: Int.random(in: causeSizes, using: &random), &random)
    let context = RegionSet(
      regionCount: layout.regionCount,
      cause.complement.regions.shuffled(using: &random).prefix(
        Int.random(in: 10...50, using: &random)))
    let needed = Int.random(in: 1...4, using: &random)
    let pull = Double.random(in: 4...8, using: &random)
    let wiggle = (0..<layout.regionCount).map { _ in Double.random(in: -0.02...0.02, using: &random)
    }
    let weight = (0..<layout.regionCount).map { _ in Double.random(in: 0.3...1.7, using: &random) }
    self.layout = layout
    self.cause = cause
    evaluator = FormulaEvaluator { shown in
      let seen = shown.intersection(cause)
      let around = shown.intersection(context)
      let tilt = shown.regions.reduce(0) { $0 + wiggle[$1] }
      switch kind {
      case .conjunctive: return (seen == cause ? pull : -pull) + tilt
      case .redundant: return (seen.isEmpty ? -pull : pull) + tilt
      case .contextual: return (!seen.isEmpty && around.count >= needed ? pull : -pull) + tilt
      case .graded:
        let evidence = seen.regions.reduce(0) { $0 + weight[$1] } / Double(cause.count)
        let setting = around.regions.reduce(0) { $0 + weight[$1] } / Double(needed)
        return -pull + 2 * pull * min(1, 1.6 * evidence) * min(1, 0.8 * setting) + tilt
      }
    }
  }
}

extension RegionLayout {
  /// A grid of regions whose borders are moved a little, so that areas differ.
  static func jitteredGrid(side: Int, _ random: inout SeededGenerator) -> RegionLayout {
    let cell = 16
    var pixels = Array(repeating: cell * cell, count: side * side)
    var neighbors = Array(repeating: [Int](), count: side * side)
    for region in pixels.indices {
      let (row, column) = (region / side, region % side)
      for (r, c) in [(row - 1, column), (row, column - 1), (row, column + 1), (row + 1, column)]
      where (0..<side).contains(r) && (0..<side).contains(c) {
        neighbors[region].append(r * side + c)
      }
      if column > 0 {
        let moved = Int.random(in: -40...40, using: &random)
        pixels[region] += moved
        pixels[region - 1] -= moved
      }
    }
    let centroids = pixels.indices.map { region in
      Point(
        x: Double(region % side * cell) + Double.random(in: 5...10, using: &random),
        y: Double(region / side * cell) + Double.random(in: 5...10, using: &random))
    }
    return RegionLayout(
      width: side * cell, height: side * cell, pixelCounts: pixels, centroids: centroids,
      neighbors: neighbors)
  }

  /// A connected set of regions, grown at random.
  func blob(size: Int, _ random: inout SeededGenerator) -> RegionSet {
    var blob = RegionSet(
      regionCount: regionCount, [Int.random(in: 0..<regionCount, using: &random)])
    while blob.count < size {
      let edge = Set(blob.regions.flatMap { neighbors[$0] }).filter { !blob.contains($0) }.sorted()
      guard let next = edge.randomElement(using: &random) else { break }
      blob.insert(next)
    }
    return blob
  }
}
