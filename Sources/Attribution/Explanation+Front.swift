/// The first regions of an order, shown alone.
public struct OrderFront: Sendable, Hashable {
  /// How many regions they are.
  public var regionCount: Int
  /// The share of the image that they cover, in 0 … 1.
  public var area: Double
  /// The probability of each explained token with them alone, in 0 … 1.
  public var probabilities: [Double]

  /// Makes a front.
  public init(regionCount: Int, area: Double, probabilities: [Double]) {
    self.regionCount = regionCount
    self.area = area
    self.probabilities = probabilities
  }
}

extension Explanation {
  /// The share of the image that a front is looked at for: a tenth.
  public static let frontArea = 0.1

  /// The fewest regions of the order that cover at least a tenth of the image, of those whose picture the model was asked
  /// about; nil without a curve.
  public var front: OrderFront? {
    (measured ?? Array(insertion.indices)).first { insertion[$0].areaFraction >= Self.frontArea }
      .map { place in
        OrderFront(
          regionCount: place, area: insertion[place].areaFraction,
          probabilities: insertion[place].probabilities)
      }
  }
}
