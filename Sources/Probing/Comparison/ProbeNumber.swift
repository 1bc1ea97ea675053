/// A number of an audit of yes/no questions, under the name that tables, JSON and conditions share.
///
/// ``ProbeMetrics`` defines each of them; here they are computed of drawn clusters, as a bootstrap needs them.
public enum ProbeNumber: String, Sendable, Hashable, CaseIterable {
  /// Correct replies of all replies.
  case accuracy
  /// True positives of the replies that say yes.
  case precision
  /// True positives of the probes labeled yes.
  case recall
  /// The harmonic mean of precision and recall.
  case f1
  /// Replies that say yes of all replies.
  case yesRatio = "yes_ratio"
  /// True negatives of the probes labeled no: the TNR.
  case specificity
  /// The mean of recall and specificity.
  case balancedAccuracy = "balanced_accuracy"
  /// How well present objects are told from absent ones.
  case dPrime = "d_prime"
  /// How far the model leans to no.
  case criterion
  /// The area under the ROC curve of p(yes).
  case auroc
  /// The mean squared difference of p(yes) and the label.
  case brier
  /// The expected calibration error of p(yes).
  case calibrationError = "calibration_error"

  /// Its name in a table.
  public var title: String {
    switch self {
    case .f1: "F1"
    case .yesRatio: "yes-ratio"
    case .balancedAccuracy: "balanced accuracy"
    case .dPrime: "d'"
    case .auroc: "AUROC"
    case .brier: "Brier"
    case .calibrationError: "ECE"
    case .accuracy, .precision, .recall, .specificity, .criterion: rawValue
    }
  }

  /// Whether it rests on the probabilities of the first token.
  public var needsProbabilities: Bool {
    switch self {
    case .auroc, .brier, .calibrationError: true
    default: false
    }
  }
}

extension ProbeNumber {
  /// The number of some verdicts; nil where nothing was counted.
  func value(of table: ConfusionTable) -> Double? {
    func ratio(_ numerator: Int, _ denominator: Int) -> Double? {
      denominator == 0 ? nil : Double(numerator) / Double(denominator)
    }
    switch self {
    case .accuracy: return ratio(table.correct, table.count)
    case .precision: return ratio(table.truePositives, table.saidYes)
    case .recall: return ratio(table.truePositives, table.labeledYes)
    case .f1: return ratio(2 * table.truePositives, table.saidYes + table.labeledYes)
    case .yesRatio: return ratio(table.saidYes, table.count)
    case .specificity: return ratio(table.trueNegatives, table.labeledNo)
    case .balancedAccuracy:
      guard SignalDetection(table) != nil,
        let recall = ratio(table.truePositives, table.labeledYes),
        let specificity = ratio(table.trueNegatives, table.labeledNo)
      else { return nil }
      return (recall + specificity) / 2
    case .dPrime: return SignalDetection(table)?.dPrime
    case .criterion: return SignalDetection(table)?.criterion
    case .auroc, .brier, .calibrationError: return nil
    }
  }

  /// The number of points that are sorted by p(yes), each drawn as often as its cluster; nil where it has none.
  func value(of points: [CalibrationPoint], _ weights: [Int]) -> Double? {
    switch self {
    case .auroc: CalibrationPoint.auroc(points, weights)
    case .brier: CalibrationPoint.brier(points, weights)
    case .calibrationError: CalibrationPoint.expectedError(points, weights)
    default: nil
    }
  }
}
