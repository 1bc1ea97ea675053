/// How many answers of a model an audit rests on.
public struct RequestCount: Sendable, Hashable {
  /// Answers by generation: to the probes, and those that verify triggers.
  public var replies: Int
  /// Evaluations of masked images.
  public var evaluations: Int

  /// Makes a count.
  public init(replies: Int, evaluations: Int) {
    self.replies = replies
    self.evaluations = evaluations
  }

  /// Both together.
  public var total: Int { replies + evaluations }
}
