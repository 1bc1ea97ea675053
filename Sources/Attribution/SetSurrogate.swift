import Imaging

/// Guesses a number for any set of regions from the sets whose number is known.
///
/// Gaussian-process regression (Rasmussen and Williams, "Gaussian Processes for Machine Learning", MIT Press
/// 2006, algorithm 2.1). Two sets are the more alike the fewer regions tell them apart: at a distance d,
/// `k = 1 + (1 - 2 d / n) + 0.9^d`, of which the middle term adds the regions' own shares up and the last is what
/// regions do together. A region counts in d as 1 and as much more as it matters by itself, by the weight that
/// a ridge regression gives it, scaled so that the mean is 1.
struct SetSurrogate: Sendable {
  let regionCount: Int
  private var sets: [RegionSet] = []
  private var values: [Double] = []

  /// The factor by which two sets are less alike for each step between them.
  private static let decay = 0.9
  /// The share of the values' variance that no set explains.
  private static let nugget = 0.01
  private static let ridge = 10.0
  /// The cost of a fit grows with the cube of this.
  private static let mostSets = 1500

  init(regionCount: Int) { self.regionCount = regionCount }

  /// Adds a set whose value is known.
  mutating func learn(_ set: RegionSet, value: Double) {
    sets.append(set)
    values.append(value)
  }

  /// What the latest sets say, at most 1500 of them.
  func fitted() -> FittedSurrogate {
    let (sets, values) = (sets.suffix(Self.mostSets), values.suffix(Self.mostSets))
    let count = sets.count
    let mean = values.reduce(0, +) / Double(count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    let scale = max(variance.squareRoot(), 1e-6)
    let targets = values.map { ($0 - mean) / scale }

    let members = sets.map { set in (0..<regionCount).map { set.contains($0) ? 1.0 : 0 } }
    let steps = steps(members, targets)
    let powers = steps.map { Self.power($0) }
    var matrix = Array(repeating: 0.0, count: count * count)
    for (row, one) in members.enumerated() {
      for (column, other) in members.prefix(row + 1).enumerated() {
        var (distance, likeness) = (0.0, 1.0)
        for region in 0..<regionCount where one[region] != other[region] {
          distance += steps[region]
          likeness *= powers[region]
        }
        matrix[row * count + column] = 2 - 2 * distance / Double(regionCount) + likeness
      }
      matrix[row * count + row] += Self.nugget
    }
    return FittedSurrogate(
      regionCount: regionCount, members: members, steps: steps, powers: powers, mean: mean,
      scale: scale,
      coefficients: SymmetricSystem(matrix, count: count).solution(for: targets))
  }

  /// How far each region puts two sets apart, 1 on average.
  private func steps(_ members: [[Double]], _ targets: [Double]) -> [Double] {
    var matrix = Array(repeating: 0.0, count: regionCount * regionCount)
    var right = Array(repeating: 0.0, count: regionCount)
    for (one, target) in zip(members, targets) {
      let signs = one.map { 2 * $0 - 1 }
      for row in 0..<regionCount {
        right[row] += signs[row] * target
        for column in 0...row { matrix[row * regionCount + column] += signs[row] * signs[column] }
      }
    }
    for row in 0..<regionCount { matrix[row * regionCount + row] += Self.ridge }
    let shares = SymmetricSystem(matrix, count: regionCount).solution(for: right).map(abs)
    let largest = max(shares.max() ?? 0, 1e-12)
    let steps = shares.map { 1 + $0 / largest }
    let average = steps.reduce(0, +) / Double(regionCount)
    return steps.map { $0 / average }
  }

  /// `0.9^x`.
  static func power(_ x: Double) -> Double { Logarithm.exponential(x * Logarithm.ln(decay)) }
}
