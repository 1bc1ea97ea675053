import Probing

/// A number that is no ratio, as JSON.
struct MeasureJSON: Encodable {
  var value: Double
  var low: Double?
  var high: Double?

  init(_ measure: Measure) {
    value = measure.value
    low = measure.interval?.low
    high = measure.interval?.high
  }
}

/// How far p(yes) can be taken at its word, as JSON.
struct CalibrationJSON: Encodable {
  struct Bin: Encodable {
    var n: Int
    var meanYes: Double?
    var labeledYes: Double?
  }

  var n: Int
  var bounded: Int
  var auroc: MeasureJSON?
  var brier: MeasureJSON?
  var expectedError: Double?
  var meanMissing: Double?
  var largestMissing: Double?
  var missingIsAtLeast: Bool
  var bins: [Bin]

  init(_ calibration: Calibration) {
    n = calibration.count
    bounded = calibration.boundedCount
    auroc = calibration.auroc.map(MeasureJSON.init)
    brier = calibration.brier.map(MeasureJSON.init)
    expectedError = calibration.expectedError
    meanMissing = calibration.meanMissing
    largestMissing = calibration.largestMissing
    missingIsAtLeast = calibration.isMissingBounded
    bins = calibration.bins.map {
      Bin(n: $0.count, meanYes: $0.meanYes, labeledYes: $0.labeledYes)
    }
  }
}

/// The numbers that are about all probes together, as JSON.
struct PooledJSON: Encodable {
  struct Convention: Encodable {
    var accuracy: MeasureJSON
    var f1: MeasureJSON
  }

  struct Object: Encodable {
    var object: String
    var falsePositives: NumberJSON
    var falseNegatives: NumberJSON
    var pValue: Double?
    var qValue: Double?

    init(_ rate: ObjectRate, isRanked: Bool) {
      object = rate.object
      falsePositives = NumberJSON(rate.falsePositives)
      falseNegatives = NumberJSON(rate.falseNegatives)
      pValue = isRanked ? rate.pValue : nil
      qValue = isRanked ? rate.qValue : nil
    }
  }

  var llavaConvention: Convention?
  var objects: [Object]
  var objectsWithTooFew: [Object]
  var fewestProbesOfAnObject: Int

  init(_ summary: ProbeSummary) {
    llavaConvention = summary.llavaConvention.map {
      Convention(accuracy: MeasureJSON($0.accuracy), f1: MeasureJSON($0.f1))
    }
    objects = summary.objects.ranked.map { Object($0, isRanked: true) }
    objectsWithTooFew = summary.objects.tooFew.map { Object($0, isRanked: false) }
    fewestProbesOfAnObject = summary.objects.minimum
  }
}
