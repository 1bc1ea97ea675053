import Probing

/// What `hallux score --json` prints.
struct ScoresJSON: Encodable {
  struct Row: Encodable {
    var labels: String
    var rule: String
    var source: String
    var unanswered: Int
    var unparsableInSource: String
    var asSourceCounts: SourceNumbersJSON
    var metrics: [MetricsJSON]
    var pooled: PooledJSON
  }

  struct SourceNumbersJSON: Encodable {
    var n: Int
    var accuracy: Double?
    var f1: Double?

    init(_ numbers: SourceNumbers) {
      n = numbers.count
      accuracy = numbers.accuracy
      f1 = numbers.f1
    }
  }

  var subject: String
  var scores: [Row]

  init(_ subject: String, _ scores: [Score]) {
    self.subject = subject
    self.scores = scores.map { score in
      Row(
        labels: score.labels, rule: score.rule.name, source: score.rule.source,
        unanswered: score.unanswered, unparsableInSource: score.rule.unparsable.rawValue,
        asSourceCounts: SourceNumbersJSON(score.asSourceCounts),
        metrics: MetricsJSON.rows(score.summary), pooled: PooledJSON(score.summary))
    }
  }
}
