import Attribution
import AuditStore
import Probing

/// The caption that a finding's mention stands in, and what was found out about the mention.
struct CaptionReport {
  /// The caption, word for word.
  var text: String
  /// Its mentions in the order of the text.
  var mentions: [MentionRecord]
  /// The finding's mention, by its number.
  var mentionID: Int64
  /// Who says what is in the picture.
  var judge: CaptionJudge
  /// What carries the mention; nil where that was not found out.
  var diagnosis: DiagnosisRecord?
  /// Where the mention has its evidence; nil where that was not recorded.
  var evidence: MentionEvidence?
  /// Where its explained mentions have their evidence, in the caption's order.
  var path: [EvidenceStop] = []
  /// The caption once more, of pictures that lack something.
  var rewritten: [Rewritten]

  /// A caption of a picture that lacks something.
  struct Rewritten {
    /// What the picture lacks, how much of it, and what became of the mention.
    var record: RecaptionRecord
    /// The new caption.
    var text: String
  }

  /// The mention of that number.
  func mention(_ id: Int64) -> MentionRecord? { mentions.first { $0.id == id } }
}

/// Where one mention of a caption has its evidence.
struct EvidenceStop {
  /// The mention, by its number.
  var mentionID: Int64
  /// The center of its evidence.
  var place: MentionEvidence.Place
  /// How far that is from the stop before, in diagonals of the picture; nil for the first.
  var distance: Double?
  /// Whether the evidence left the place where it was.
  var isJump: Bool
}
