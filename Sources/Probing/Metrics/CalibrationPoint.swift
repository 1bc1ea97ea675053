/// A verdict as the ROC curve sees it.
struct CalibrationPoint {
  var cluster: Int
  var yes: Double
  var isYes: Bool

  /// The points of verdicts with exact probabilities, cluster by cluster, sorted by p(yes).
  static func points(of clusters: [[Verdict]]) -> [CalibrationPoint] {
    clusters.enumerated().flatMap { cluster, verdicts in
      verdicts.compactMap { verdict in
        verdict.shares?.normalizedYes.map {
          CalibrationPoint(cluster: cluster, yes: $0, isYes: verdict.label == .yes)
        }
      }
    }.sorted { $0.yes < $1.yes }
  }

  /// The area under the ROC curve of weighted points that are sorted by p(yes): the Mann-Whitney statistic.
  static func auroc(_ points: [CalibrationPoint], _ weights: [Int]) -> Double? {
    var (below, wins, positives, negatives) = (0, 0.0, 0, 0)
    var index = 0
    while index < points.count {
      // Points of one p(yes) are ties: their pairs count half.
      var (tiedPositives, tiedNegatives) = (0, 0)
      let value = points[index].yes
      while index < points.count, points[index].yes == value {
        let weight = weights[points[index].cluster]
        if points[index].isYes { tiedPositives += weight } else { tiedNegatives += weight }
        index += 1
      }
      wins += Double(tiedPositives) * (Double(below) + Double(tiedNegatives) / 2)
      below += tiedNegatives
      positives += tiedPositives
      negatives += tiedNegatives
    }
    return positives > 0 && negatives > 0 ? wins / (Double(positives) * Double(negatives)) : nil
  }

  /// The mean squared difference of p(yes) and the label.
  static func brier(_ points: [CalibrationPoint], _ weights: [Int]) -> Double? {
    var (sum, count) = (0.0, 0)
    for point in points {
      let weight = weights[point.cluster]
      let difference = point.yes - (point.isYes ? 1 : 0)
      sum += Double(weight) * difference * difference
      count += weight
    }
    return count > 0 ? sum / Double(count) : nil
  }

  /// The expected calibration error over ten equally wide bins; nil of none.
  static func expectedError(_ points: [CalibrationPoint], _ weights: [Int]) -> Double? {
    var bins = [(count: Int, labeledYes: Int, sum: Double)](repeating: (0, 0, 0), count: 10)
    for point in points {
      let weight = weights[point.cluster]
      let bin = min(Int(point.yes * 10), 9)
      bins[bin].count += weight
      bins[bin].labeledYes += point.isYes ? weight : 0
      bins[bin].sum += Double(weight) * point.yes
    }
    let count = bins.reduce(0) { $0 + $1.count }
    guard count > 0 else { return nil }
    return bins.reduce(0) { $0 + abs(Double($1.labeledYes) - $1.sum) } / Double(count)
  }
}
