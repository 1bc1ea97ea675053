import Attribution
import AuditStore
import Probing

/// One caption with all that was found out about its mentions, as its page tells it.
struct FullCaption {
  /// What lists show of it.
  var entry: CaptionEntry
  /// What was asked, word for word.
  var prompt: String
  /// The caption, word for word.
  var text: String
  /// Whether the token limit ended it.
  var isCut: Bool
  /// Its mentions in the order of the text.
  var mentions: [MentionRecord]
  /// The objects of the picture that it does not name, in the order of the names; nil where nobody says what is there.
  var missed: [String]?
  /// The mentions that are findings, in the order of the text.
  var explained: [ExplainedMention]

  /// A mention that is a finding, and what was found out about it.
  struct ExplainedMention {
    /// The mention.
    var mention: MentionRecord
    /// The finding's number in the log.
    var findingID: Int64
    /// What carries the mention; nil where that was not found out.
    var diagnosis: DiagnosisRecord?
    /// Where the mention has its evidence; nil where that was not recorded.
    var evidence: MentionEvidence?
    /// The caption once more, of pictures that lack something.
    var rewritten: [CaptionReport.Rewritten]
    /// What filling does to a part of the image, for example `blacked out`.
    var participle: String
  }

  /// The mention of that number.
  func mention(_ id: Int64) -> MentionRecord? { mentions.first { $0.id == id } }
}
