/// One point of an insertion or deletion curve.
public struct CurvePoint: Sendable, Hashable, Codable {
  /// The share of the image that is shown (insertion) or removed (deletion), in 0 … 1.
  public var areaFraction: Double
  /// The probability of each explained token there, in 0 … 1.
  public var probabilities: [Double]

  /// Makes a point.
  public init(areaFraction: Double, probabilities: [Double]) {
    self.areaFraction = areaFraction
    self.probabilities = probabilities
  }

  /// The mean over the explained tokens.
  public var value: Double { probabilities.reduce(0, +) / Double(probabilities.count) }
}

/// An ordered attribution: which regions carry an answer, most important first, with its curves.
public struct Explanation: Sendable, Hashable {
  /// The search that made the order, by its command-line name.
  public var search: String
  /// All regions, most important first: a permutation of `0 ..< regionCount`.
  public var order: [Int]
  /// `F(π_{:r}) − F(π_{:r−1})` of each region in `order`, signed: a harmful region is negative.
  public var gains: [Double]
  /// `n + 1` points from nothing shown to everything shown, along `order`.
  public var insertion: [CurvePoint]
  /// `n + 1` points from nothing removed to everything removed, along `order`.
  public var deletion: [CurvePoint]
  /// How many evaluations the search and its curves asked for, each distinct set counted once.
  public var evaluationCount: Int
  /// In how many rounds, each of which had to wait for the one before: batches with something new.
  public var roundCount: Int
  /// Why the search ended.
  public var ending: SearchEnding
  /// The numbers of regions in front, rising, for which the model was asked; between them the curves are straight.
  ///
  /// Nil where it was asked for every number.
  public var measured: [Int]?

  /// Makes an explanation.
  public init(
    search: String, order: [Int], gains: [Double], insertion: [CurvePoint],
    deletion: [CurvePoint], evaluationCount: Int, roundCount: Int, ending: SearchEnding,
    measured: [Int]? = nil
  ) {
    self.search = search
    self.order = order
    self.gains = gains
    self.insertion = insertion
    self.deletion = deletion
    self.evaluationCount = evaluationCount
    self.roundCount = roundCount
    self.ending = ending
    self.measured = measured
  }
}
