/// How often a model sees one object where it is not.
public struct ObjectRate: Sendable, Hashable {
  /// The object.
  public let object: String
  /// False positives of the probes that ask for it where it is absent.
  ///
  /// Wilson's interval, since an image asks for an object once. Undefined where it was never asked for in vain.
  public let falsePositives: Estimate
  /// Misses of the probes that ask for it where it is present, likewise.
  public let falseNegatives: Estimate
  /// How likely so many false positives are if the object were no worse than the others (``FisherTest``).
  public let pValue: Double
  /// The same with an account of how many objects were looked at (Benjamini and Hochberg).
  public let qValue: Double
}

/// The objects of an audit, those with enough probes ranked.
public struct ObjectRates: Sendable, Hashable {
  /// The fewest probes about an absent object that a rank is given for.
  public static let usualMinimum = 20

  /// The fewest probes about an absent object that a rank is given for.
  public let minimum: Int
  /// The objects with enough probes, the highest rate of false positives first, then by name.
  public let ranked: [ObjectRate]
  /// The other objects by name: too few probes to say anything; they have no part in the tests.
  public let tooFew: [ObjectRate]

  /// Computes the rates.
  ///
  /// - Parameters:
  ///   - verdicts: What was judged; a repeated image and question counts once.
  ///   - minimum: The fewest probes about an absent object that a rank is given for.
  public init(_ verdicts: [Verdict], minimum: Int = usualMinimum) {
    self.minimum = minimum
    let tables = Dictionary(grouping: verdicts.uniqueProbes()) { $0.object }
      .compactMap { object, verdicts in object.map { ($0, ConfusionTable(verdicts)) } }
      .sorted { $0.0 < $1.0 }
    let all = tables.reduce(into: (positives: 0, negatives: 0)) {
      $0.positives += $1.1.falsePositives
      $0.negatives += $1.1.labeledNo
    }
    let enough = tables.filter { $0.1.labeledNo >= minimum }
    let pValues = enough.map { _, table in
      FisherTest.greater(
        successes: table.falsePositives, of: table.labeledNo,
        others: all.positives - table.falsePositives, of: all.negatives - table.labeledNo)
    }
    let qValues = FalseDiscoveryRate.qValues(pValues)
    let rates = enough.indices.map { index in
      ObjectRate(enough[index].0, enough[index].1, p: pValues[index], q: qValues[index])
    }
    ranked = rates.sorted {
      ($1.falsePositives.value ?? 0, $0.object) < ($0.falsePositives.value ?? 0, $1.object)
    }
    tooFew = tables.filter { $0.1.labeledNo < minimum }.map { ObjectRate($0.0, $0.1, p: 1, q: 1) }
  }
}

extension ObjectRate {
  fileprivate init(_ object: String, _ table: ConfusionTable, p: Double, q: Double) {
    self.init(
      object: object,
      falsePositives: .independent(table.falsePositives, of: table.labeledNo),
      falseNegatives: .independent(table.falseNegatives, of: table.labeledYes), pValue: p,
      qValue: q)
  }
}

extension Estimate {
  /// A proportion of independent trials, with Wilson's interval.
  static func independent(_ successes: Int, of trials: Int) -> Estimate {
    guard let interval = ConfidenceInterval.wilson(successes: successes, trials: trials) else {
      return .undefined
    }
    return .ratio(
      Ratio(numerator: successes, denominator: trials, interval: interval, wilson: interval))
  }
}
