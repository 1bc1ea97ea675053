/// What a mention of a caption came to.
public enum MentionStanding: String, Sendable, Hashable, Codable, CaseIterable {
  /// The object is there.
  case present
  /// The object is not there.
  case hallucinated
  /// Nobody knows: there is no ground truth, and the model does not say.
  case unknown
  /// The caption does not claim that the object is there: the mention is negated, ambiguous, or cut short.
  case noClaim = "no-claim"
}

/// Who says what is in the picture of a caption.
public enum CaptionJudge: String, Sendable, Hashable, Codable, CaseIterable {
  /// People who annotated it.
  case annotations
  /// The model itself, asked about each object that its caption claims.
  case model
}
