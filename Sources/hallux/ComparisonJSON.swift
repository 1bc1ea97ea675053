import AuditStore
import ModelAPI
import Probing

/// What `hallux compare --json` prints.
struct ComparisonJSON: Encodable {
  struct Side: Encodable {
    var log: String
    var audit: Int64
    var key: String
    var model: String
    var probeSet: String
    var state: String
    var head: String?

    init(_ side: ComparedAudit) {
      log = side.logPath
      audit = side.record.id
      key = side.record.manifest.key
      model = side.record.manifest.model.name
      probeSet = side.record.manifest.probeSet
      state = side.record.state.rawValue
      head = side.logHead?.hash
    }
  }

  struct Matching: Encodable {
    var matched: Int
    var byPixels: Int
    var byName: Int
    var onlyBefore: Int
    var onlyAfter: Int
    var relabeled: Int
    var unanswered: Int
  }

  struct Test: Encodable {
    var onlyBefore: Int
    var onlyAfter: Int
    var exactP: Double
    var midP: Double

    init(_ test: McNemarTest) {
      onlyBefore = test.onlyFirst
      onlyAfter = test.onlySecond
      exactP = test.exact
      midP = test.mid
    }
  }

  struct Number: Encodable {
    var name: String
    var before: Double?
    var after: Double?
    var change: MeasureJSON?
  }

  struct Numbers: Encodable {
    var split: String
    var n: Int
    var images: Int
    var clusters: Int
    var numbers: [Number]
    var rightToWrong: Int
    var wrongToRight: Int
    var correctness: Test
    var newFalseYes: Int
    var vanishedFalseYes: Int
    var falseYes: Test
    var yesToNo: Int
    var noToYes: Int
    var toUnparsable: Int
    var fromUnparsable: Int

    init(_ name: String, _ comparison: VerdictComparison) {
      let flips = comparison.flips
      split = name
      n = comparison.count
      images = comparison.imageCount
      clusters = comparison.clusterCount
      numbers = comparison.differences.map {
        Number(
          name: $0.number.rawValue, before: $0.before, after: $0.after,
          change: $0.change.map(MeasureJSON.init))
      }
      rightToWrong = flips.rightToWrong
      wrongToRight = flips.wrongToRight
      correctness = Test(flips.correctnessTest)
      newFalseYes = flips.newFalseYes
      vanishedFalseYes = flips.vanishedFalseYes
      falseYes = Test(flips.falseYesTest)
      yesToNo = flips.yesToNo
      noToYes = flips.noToYes
      toUnparsable = flips.toUnparsable
      fromUnparsable = flips.fromUnparsable
    }

    static func rows(_ summary: ComparisonSummary) -> [Numbers] {
      [Numbers("all", summary.pooled)] + summary.splits.map { Numbers($0.name, $0.comparison) }
    }
  }

  struct Adjudicated: Encodable {
    var confirmed: Int
    var labelWrong: Int
    var ambiguous: Int
    var disputed: Int
    var numbers: [Numbers]
  }

  struct Choices: Encodable {
    var n: Int
    var accuracyBefore: Double?
    var accuracyAfter: Double?
    var change: MeasureJSON?
    var correctness: Test
  }

  struct Change: Encodable {
    var image: String
    var question: String
    var object: String?
    var label: String
    var before: String?
    var after: String?
    var findingBefore: Int64?
    var findingAfter: Int64?
  }

  struct Finding: Encodable {
    var finding: Int64
    var kind: String
    var image: String
    var question: String
    var object: String?

    init(_ finding: ComparedFinding) {
      self.finding = finding.finding
      kind = finding.kind.rawValue
      image = finding.imageName
      question = finding.question
      object = finding.object
    }
  }

  struct Trigger: Encodable {
    var findingBefore: Int64
    var findingAfter: Int64
    var image: String
    var question: String
    var areaBefore: Double
    var areaAfter: Double
    var overlap: Double
    var moved: Bool
  }

  struct Condition: Encodable {
    var condition: String
    var holds: Bool
  }

  var before: Side
  var after: Side
  var rule: String
  var clusterKey: String
  var seed: UInt64
  var resamples: Int
  var usesMidP: Bool
  var settings: [DifferingSettings.Setting]
  var probes: Matching
  var splits: [Numbers]
  var convention: [Number]
  var adjudicated: Adjudicated?
  var choices: Choices?
  var changes: [Change]
  var newFindings: [Finding]
  var vanishedFindings: [Finding]
  var lastingFindings: Int
  var triggers: [Trigger]
  var failIf: Condition?

  init(
    _ comparison: AuditComparison, usesMid: Bool, condition: (text: String, holds: Bool)?
  ) {
    let pairing = comparison.pairing
    before = Side(comparison.before)
    after = Side(comparison.after)
    rule = comparison.rule
    clusterKey = comparison.summary.pooled.clusterKey.rawValue
    seed = RunningAudit.bootstrapSeed
    resamples = ConfidenceInterval.resampleCount
    usesMidP = usesMid
    settings = DifferingSettings.all(comparison.before.record, comparison.after.record)
    probes = Matching(
      matched: pairing.pairs.count, byPixels: pairing.pairs.count { $0.evidence == .pixels },
      byName: pairing.pairs.count { $0.evidence == .name }, onlyBefore: pairing.unmatchedBefore,
      onlyAfter: pairing.unmatchedAfter, relabeled: pairing.relabeled,
      unanswered: comparison.unanswered)
    splits = Numbers.rows(comparison.summary)
    convention =
      comparison.summary.convention.map { means in
        [("mean_accuracy", means.accuracy), ("mean_f1", means.f1)].map { name, mean in
          Number(
            name: name, before: mean.before, after: mean.after, change: MeasureJSON(mean.change))
        }
      } ?? []
    adjudicated = comparison.adjudicated.map {
      Adjudicated(
        confirmed: $0.tally.confirmed, labelWrong: $0.tally.labelWrong,
        ambiguous: $0.tally.ambiguous, disputed: $0.tally.disputed,
        numbers: Numbers.rows($0.summary))
    }
    choices = comparison.choices.map {
      Choices(
        n: $0.count, accuracyBefore: $0.accuracyBefore, accuracyAfter: $0.accuracyAfter,
        change: $0.change.map(MeasureJSON.init), correctness: Test($0.correctnessTest))
    }
    changes = comparison.changes.map {
      Change(
        image: $0.imageName, question: $0.question, object: $0.object, label: $0.label.rawValue,
        before: $0.before?.rawValue, after: $0.after?.rawValue, findingBefore: $0.findingBefore,
        findingAfter: $0.findingAfter)
    }
    newFindings = comparison.newFindings.map(Finding.init)
    vanishedFindings = comparison.vanishedFindings.map(Finding.init)
    lastingFindings = comparison.lastingFindings
    triggers = comparison.triggers.map {
      Trigger(
        findingBefore: $0.before.finding, findingAfter: $0.after.finding, image: $0.imageName,
        question: $0.question, areaBefore: $0.before.area, areaAfter: $0.after.area,
        overlap: $0.overlap, moved: $0.isMoved)
    }
    failIf = condition.map { Condition(condition: $0.text, holds: $0.holds) }
  }
}
