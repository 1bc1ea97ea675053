/// What was found out about the server before the first question.
struct ServerChecksReport {
  /// How many checks passed.
  var passed: Int
  /// How many had nothing to check.
  var notApplicable: Int
  /// What failed, then what could not be told.
  var doubts: [Doubt]
  /// When it was found out, in words.
  var time: String
  /// Whether nothing that the server says of a probability is the model's own.
  var isProcessed: Bool

  /// A check that did not pass.
  struct Doubt {
    /// The check, in a few words.
    var check: String
    /// Whether it failed; else it could not tell.
    var isFailure: Bool
    /// What was found.
    var finding: String
    /// What it means for the numbers; nil where nothing is known to be wrong.
    var consequence: String?
  }
}
