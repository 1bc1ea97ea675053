/// A surrogate that can be walked: what it guesses along the best order that it can think of.
struct FittedSurrogate: Sendable {
  /// A region of a walk, with what is guessed once it is in front.
  struct Step: Sendable {
    let region: Int
    /// The guess for the regions in front alone, S.
    let shown: Double
    /// The guess for the image without them, V \ S.
    let hidden: Double
  }

  let regionCount: Int
  /// 1 where a known set holds a region, else 0: by set, then by region.
  let members: [[Double]]
  /// How far each region puts two sets apart.
  let steps: [Double]
  /// `0.9` to the power of ``steps``.
  let powers: [Double]
  /// What a guess is made of: the values' mean and deviation, and the weight of each known set.
  let mean: Double
  let scale: Double
  let coefficients: [Double]

  /// Orders all regions greedily by guesses: at each step the largest merit, the lowest number among equals.
  ///
  /// Costs n² / 2 times the known sets.
  ///
  /// - Parameter merit: What is to be large, of the guesses for S and for V \ S.
  /// - Returns: One step for each region, most important first.
  func walk(by merit: (_ shown: Double, _ hidden: Double) -> Double) -> [Step] {
    // From S to a known set, and from V \ S to it: the distances add up to n, as each region counts once.
    let distances = members.map { member in zip(member, steps).reduce(0) { $0 + $1.0 * $1.1 } }
    let whole = Double(regionCount)
    var near = zip(coefficients, distances).map { $0 * SetSurrogate.power($1) }
    var far = zip(coefficients, distances).map { $0 * SetSurrogate.power(whole - $1) }
    let total = coefficients.reduce(0, +)
    var apart = zip(coefficients, distances).reduce(0) { $0 + $1.0 * $1.1 }
    let columns = (0..<regionCount).map { region in members.map { $0[region] } }
    let holding = columns.map { Self.product($0, coefficients) }

    var walk: [Step] = []
    var remaining = Array(0..<regionCount)
    while !remaining.isEmpty {
      let (nearSum, farSum) = (near.reduce(0, +), far.reduce(0, +))
      var best: (step: Step, merit: Double, apart: Double)?
      for region in remaining {
        let (power, column) = (powers[region], columns[region])
        // Sets that hold the region come nearer by its step, the others move away.
        let moved = apart + steps[region] * (total - 2 * holding[region])
        let (nearer, farther) = (Self.product(column, near), Self.product(column, far))
        let straight = total - 2 * moved / whole
        let shown = total + straight + nearer / power + (nearSum - nearer) * power
        let hidden = total - straight + farther * power + (farSum - farther) / power
        let step = Step(
          region: region, shown: mean + scale * shown, hidden: mean + scale * hidden)
        let value = merit(step.shown, step.hidden)
        if best.map({ value > $0.merit }) ?? true { best = (step, value, moved) }
      }
      guard let best else { break }
      walk.append(best.step)
      remaining.removeAll { $0 == best.step.region }
      apart = best.apart
      let (power, column) = (powers[best.step.region], columns[best.step.region])
      for index in near.indices {
        let factor = column[index] == 1 ? 1 / power : power
        near[index] *= factor
        far[index] /= factor
      }
    }
    return walk
  }

  private static func product(_ one: [Double], _ other: [Double]) -> Double {
    var sum = 0.0
    for index in one.indices { sum += one[index] * other[index] }
    return sum
  }
}
