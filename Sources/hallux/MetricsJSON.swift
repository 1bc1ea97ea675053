import Probing

/// An estimate as JSON: `value` and the interval are left out where there is none.
struct NumberJSON: Encodable {
  var value: Double?
  var low: Double?
  var high: Double?
  var numerator: Int?
  var denominator: Int
  var method: String?

  init(_ estimate: Estimate) {
    value = estimate.value
    low = estimate.ratio?.interval.low
    high = estimate.ratio?.interval.high
    numerator = estimate.ratio?.numerator
    denominator = estimate.ratio?.denominator ?? 0
    method = estimate.ratio?.interval.method.name
  }
}

/// The numbers of one split, or of all probes together.
struct MetricsJSON: Encodable {
  var split: String
  var n: Int
  var images: Int
  var truePositives: Int
  var trueNegatives: Int
  var falsePositives: Int
  var falseNegatives: Int
  var unparsable: Int
  var accuracy: NumberJSON
  var precision: NumberJSON
  var recall: NumberJSON
  var f1: NumberJSON
  var yesRatio: NumberJSON
  var specificity: NumberJSON
  var balancedAccuracy: MeasureJSON?
  var dPrime: MeasureJSON?
  var criterion: MeasureJSON?
  var clusters: String
  var calibration: CalibrationJSON

  init(_ name: String, _ metrics: ProbeMetrics) {
    split = name
    n = metrics.count
    images = metrics.imageCount
    truePositives = metrics.table.truePositives
    trueNegatives = metrics.table.trueNegatives
    falsePositives = metrics.table.falsePositives
    falseNegatives = metrics.table.falseNegatives
    unparsable = metrics.table.unparsable
    accuracy = NumberJSON(metrics.accuracy)
    precision = NumberJSON(metrics.precision)
    recall = NumberJSON(metrics.recall)
    f1 = NumberJSON(metrics.f1)
    yesRatio = NumberJSON(metrics.yesRatio)
    specificity = NumberJSON(metrics.specificity)
    balancedAccuracy = metrics.balancedAccuracy.map(MeasureJSON.init)
    dPrime = metrics.dPrime.map(MeasureJSON.init)
    criterion = metrics.criterion.map(MeasureJSON.init)
    clusters = metrics.clusterKey.rawValue
    calibration = CalibrationJSON(metrics.calibration)
  }

  /// All probes together first, then the splits.
  static func rows(_ summary: ProbeSummary) -> [MetricsJSON] {
    [MetricsJSON("all", summary.pooled)]
      + summary.splits.map { MetricsJSON($0.name, $0.metrics) }
  }
}
