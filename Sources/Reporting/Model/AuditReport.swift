import Probing

/// One audit as its summary page tells it: everything judged, nothing yet put into words.
struct AuditReport: Sendable {
  /// The audit's number in its log.
  var auditID: Int64
  /// The audited model's name.
  var model: String
  /// The probe set's name.
  var probeSet: String
  /// The version of Hallux that wrote the log.
  var version: String
  /// How far the audit is.
  var progress: Progress
  /// The parse rule whose verdicts the numbers count, by its command-line name.
  var rule: String
  /// The numbers per split and pooled.
  var summary: ProbeSummary
  /// The numbers of multiple-choice questions; nil where there are none.
  var choices: ChoiceMetrics?
  /// What the captions came to; nil where none was asked for.
  var captions: CaptionFigures?
  /// Every caption, the worst first.
  var captionEntries: [CaptionEntry] = []
  /// Of the questions about absent objects, those answered with a yes.
  var falseYesRate: Estimate
  /// Every object that was asked for, or that a caption names; the most hallucinated first.
  var objects: [ObjectEntry]
  /// The numbers under what people say about the labels; nil where nobody said anything.
  var adjudicated: AdjudicatedFigures?
  /// What hidden regions are filled with.
  var fill: FillLook
  /// What was found out about the server; nil when it was not examined.
  var serverChecks: ServerChecksReport?
  /// What is known of how the numbers came about, in groups.
  var records: [FactGroup]
  /// The commands that make the audit again, a line each; no host, key or absolute path in them.
  var commands: [String]
  /// Whether another tool asked, and its replies were imported.
  var isImported = false
  /// What was done to the pictures before they were written, a sentence each.
  var pictureNotes: [String] = []
  /// Every finding, most confident first.
  var findings: [FindingEntry]

  /// How far an audit is.
  struct Progress {
    /// Whether every probe was answered, judged and, where it was to be, explained.
    var isFinished: Bool
    /// The probes of the set.
    var planned: Int
    /// The probes that have a verdict.
    var judged: Int
    /// The probes that could not be asked or judged.
    var failed: Int
  }
}

/// A heading with the facts under it.
struct FactGroup {
  /// The heading.
  var title: String
  /// The facts in order.
  var facts: [Fact]
}

/// A name and what is known under it.
struct Fact {
  /// The name.
  var name: String
  /// What is known, in words.
  var value: String

  /// Makes a fact.
  init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
