import Probing

/// What `hallux score --json` prints.
struct ScoresJSON: Encodable {
  struct Row: Encodable {
    var labels: String
    var rule: String
    var source: String
    var unanswered: Int
    var metrics: [MetricsJSON]
  }

  var subject: String
  var scores: [Row]

  init(_ subject: String, _ scores: [Score]) {
    self.subject = subject
    self.scores = scores.map { score in
      Row(
        labels: score.labels, rule: score.rule.name, source: score.rule.source,
        unanswered: score.unanswered, metrics: MetricsJSON.rows(score.summary))
    }
  }
}
