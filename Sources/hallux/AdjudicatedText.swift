import Auditing
import Foundation
import Probing

extension AdjudicatedNumbers {
  /// The numbers for a person, below those under the labels that came with the probes.
  var lines: [String] {
    [
      "adjudicated \(tally.text) by \(peopleCount == 1 ? "1 person" : "\(peopleCount) people")",
      "            with that: \(metrics.pooled.count) probes left, accuracy \(metrics.pooled.accuracy.text),"
        + " F1 \(metrics.pooled.f1.text)"
        + (choices.map { ", choices \($0.accuracy.text)" } ?? ""),
    ]
  }

  /// The same with the numbers without people's judgments in front.
  func lines(beside given: ProbeMetrics) -> [String] {
    [
      lines[0],
      "            without that: \(given.count) probes, accuracy \(given.accuracy.text), F1 \(given.f1.text)",
      lines[1],
    ]
  }
}

/// The numbers under people's judgments of the labels, as JSON.
struct AdjudicatedJSON: Encodable {
  var confirmed: Int
  var labelWrong: Int
  var ambiguous: Int
  var disputed: Int
  var people: Int
  var metrics: [MetricsJSON]
  var choiceAccuracy: NumberJSON?

  init(_ numbers: AdjudicatedNumbers) {
    confirmed = numbers.tally.confirmed
    labelWrong = numbers.tally.labelWrong
    ambiguous = numbers.tally.ambiguous
    disputed = numbers.tally.disputed
    people = numbers.peopleCount
    metrics = MetricsJSON.rows(numbers.metrics)
    choiceAccuracy = numbers.choices.map { NumberJSON($0.accuracy) }
  }
}
