/// How many answers of a model an audit rests on.
public struct RequestCount: Sendable, Hashable {
  /// Answers by generation: to the probes, and those that verify triggers.
  public var replies: Int
  /// Evaluations of masked images.
  public var evaluations: Int
  /// Whole images asked again, to learn the server's noise.
  public var repeats: Int

  /// Makes a count.
  public init(replies: Int, evaluations: Int, repeats: Int) {
    self.replies = replies
    self.evaluations = evaluations
    self.repeats = repeats
  }

  /// All together.
  public var total: Int { replies + evaluations + repeats }
}
