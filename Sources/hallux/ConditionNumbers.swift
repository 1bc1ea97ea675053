import AuditStore
import Auditing
import Probing

/// The numbers that `--fail-if` can ask for, by the names of JSON.
enum ConditionNumbers {
  /// Those of an audit.
  static let ofAudit =
    ProbeNumber.allCases.map(\.rawValue) + [
      "n", "unparsable", "unanswered", "findings", "false_positives", "false_negatives",
      "wrong_choices", "choice_accuracy", "pair_accuracy", "hallucinated_mentions", "chair_i",
      "chair_s", "caption_recall", "denied_mentions",
    ]

  /// Those of a comparison; a number of an audit stands for its difference there.
  static let ofComparison =
    ProbeNumber.allCases.map(\.rawValue) + [
      "p", "false_yes_p", "flips", "right_to_wrong", "wrong_to_right", "yes_to_no", "no_to_yes",
      "new_false_yes", "vanished_false_yes", "new_findings", "vanished_findings",
      "moved_triggers", "matched", "unmatched", "choice_accuracy", "choice_p",
    ]
}

extension AuditSummary {
  /// The numbers by their names: bare of all probes, `SPLIT.` of a split, `adjudicated.` under people's judgments.
  var numbers: [String: Double] {
    var numbers: [String: Double] = [:]
    for split in metrics.splits { numbers.add(split.metrics, scope: split.name + ".") }
    if let adjudicated { numbers.add(adjudicated.metrics.pooled, scope: "adjudicated.") }
    numbers.add(metrics.pooled, scope: "")
    numbers["unanswered"] = Double(unanswered)
    numbers["false_positives"] = Double(falsePositives)
    numbers["false_negatives"] = Double(falseNegatives)
    numbers["wrong_choices"] = Double(wrongChoices)
    numbers["findings"] = Double(
      falsePositives + falseNegatives + wrongChoices + hallucinatedMentions)
    if let captions {
      numbers["hallucinated_mentions"] = Double(hallucinatedMentions)
      numbers.add(captions.chair?.instanceRate, "chair_i")
      numbers.add(captions.chair?.sentenceRate, "chair_s")
      numbers.add(captions.chair?.recall, "caption_recall")
      numbers.add(captions.crossExamination?.crossExaminedRate, "denied_mentions")
    }
    numbers.add(choices?.accuracy, "choice_accuracy")
    numbers.add(choices?.pairAccuracy, "pair_accuracy")
    return numbers
  }
}

extension AuditComparison {
  /// The numbers by their names, scoped as those of an audit.
  ///
  /// - Parameter usesMid: Whether p-values are mid-p.
  /// - Returns: The numbers that are there.
  func numbers(usesMid: Bool) -> [String: Double] {
    var numbers: [String: Double] = [:]
    for split in summary.splits {
      numbers.add(split.comparison, scope: split.name + ".", usesMid)
    }
    if let adjudicated {
      numbers.add(adjudicated.summary.pooled, scope: "adjudicated.", usesMid)
    }
    numbers.add(summary.pooled, scope: "", usesMid)
    numbers["new_findings"] = Double(newFindings.count)
    numbers["vanished_findings"] = Double(vanishedFindings.count)
    numbers["moved_triggers"] = Double(triggers.count(where: \.isMoved))
    numbers["matched"] = Double(pairing.pairs.count)
    numbers["unmatched"] = Double(pairing.unmatchedBefore + pairing.unmatchedAfter)
    if let choices {
      numbers.add(choices.change, "choice_accuracy")
      numbers["choice_p"] = choices.correctnessTest.p(usesMid)
    }
    return numbers
  }
}

extension McNemarTest {
  /// The p-value that was asked for.
  func p(_ usesMid: Bool) -> Double { usesMid ? mid : exact }
}

extension [String: Double] {
  fileprivate mutating func add(_ estimate: Estimate?, _ name: String) {
    guard let ratio = estimate?.ratio else { return }
    self[name] = ratio.value
    self[name + ".low"] = ratio.interval.low
    self[name + ".high"] = ratio.interval.high
  }

  fileprivate mutating func add(_ measure: Measure?, _ name: String) {
    guard let measure else { return }
    self[name] = measure.value
    self[name + ".low"] = measure.interval?.low
    self[name + ".high"] = measure.interval?.high
  }

  fileprivate mutating func add(_ metrics: ProbeMetrics, scope: String) {
    let ratios: [(ProbeNumber, Estimate)] = [
      (.accuracy, metrics.accuracy), (.precision, metrics.precision), (.recall, metrics.recall),
      (.f1, metrics.f1), (.yesRatio, metrics.yesRatio), (.specificity, metrics.specificity),
    ]
    for (number, estimate) in ratios { add(estimate, scope + number.rawValue) }
    let measures: [(ProbeNumber, Measure?)] = [
      (.balancedAccuracy, metrics.balancedAccuracy), (.dPrime, metrics.dPrime),
      (.criterion, metrics.criterion), (.auroc, metrics.calibration.auroc),
      (.brier, metrics.calibration.brier),
    ]
    for (number, measure) in measures { add(measure, scope + number.rawValue) }
    self[scope + ProbeNumber.calibrationError.rawValue] = metrics.calibration.expectedError
    self[scope + "n"] = Double(metrics.count)
    self[scope + "unparsable"] = Double(metrics.table.unparsable)
    self[scope + "false_positives"] = Double(metrics.table.falsePositives)
    self[scope + "false_negatives"] = Double(metrics.table.falseNegatives)
  }

  fileprivate mutating func add(
    _ comparison: VerdictComparison, scope: String, _ usesMid: Bool
  ) {
    for difference in comparison.differences {
      add(difference.change, scope + difference.number.rawValue)
    }
    let flips = comparison.flips
    self[scope + "p"] = flips.correctnessTest.p(usesMid)
    self[scope + "false_yes_p"] = flips.falseYesTest.p(usesMid)
    let counts = [
      "flips": flips.correctness, "right_to_wrong": flips.rightToWrong,
      "wrong_to_right": flips.wrongToRight, "yes_to_no": flips.yesToNo,
      "no_to_yes": flips.noToYes, "new_false_yes": flips.newFalseYes,
      "vanished_false_yes": flips.vanishedFalseYes,
    ]
    for (name, count) in counts { self[scope + name] = Double(count) }
  }
}
