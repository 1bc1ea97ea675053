public import Imaging

/// Which points of an explanation's curves are only the most that they can be.
public struct CurveBounds: Sendable, Hashable {
  /// The points of the insertion curve, in its order.
  public var insertion: [Bool]
  /// The points of the deletion curve, in its order.
  public var deletion: [Bool]

  /// Makes bounds.
  public init(insertion: [Bool], deletion: [Bool]) {
    self.insertion = insertion
    self.deletion = deletion
  }

  /// Whether the area under the insertion curve is only the most that it can be.
  public var insertionIsBounded: Bool { insertion.contains(true) }
  /// Whether the area under the deletion curve is only the most that it can be.
  public var deletionIsBounded: Bool { deletion.contains(true) }
  /// Whether differences along the curves, as gains and influence are, rest on bounds, and may be off either way.
  public var areDifferencesBounded: Bool { insertionIsBounded || deletionIsBounded }

  /// Whether what a front brings is only the most that it can be.
  public func isBounded(_ front: OrderFront) -> Bool {
    insertion.indices.contains(front.regionCount) && insertion[front.regionCount]
  }
}

extension Explanation {
  /// Finds the points of the curves that rest on bounds.
  ///
  /// A point between two that were measured rests on a bound where one of them does.
  ///
  /// - Parameter evaluations: What the model said, by the regions shown; a set that is not there counts as exact.
  /// - Returns: A mark for each point of both curves.
  public func bounds(in evaluations: [RegionSet: Evaluation]) -> CurveBounds {
    let areBounds = Self.setsWalked(along: order).map { evaluations[$0]?.isMeanBounded ?? false }
    return CurveBounds(
      insertion: between(Array(areBounds.prefix(order.count + 1))),
      deletion: between(Array(areBounds.dropFirst(order.count + 1))))
  }

  /// Marks of the measured points, passed on to those between them.
  private func between(_ marks: [Bool]) -> [Bool] {
    guard let measured else { return marks }
    var marks = marks
    for (low, high) in zip(measured, measured.dropFirst()) where marks[low] || marks[high] {
      for rank in low + 1..<max(low + 1, high) { marks[rank] = true }
    }
    return marks
  }
}
