/// What came of merging one log into another.
public struct MergeResult: Sendable, Hashable {
  /// How many rows were new, by table.
  public var added: [String: Int] = [:]
  /// How many rows this log held already.
  public var heldCount = 0
  /// How many answers of the model this log holds otherwise: those that it held count.
  public var otherAnswerCount = 0
  /// Whether the log had been merged before, as it is: nothing was done.
  public var wasMerged = false
  /// The head of the log that was merged; nil when it holds no event.
  public var head: LogHead?

  /// Makes the result of nothing yet.
  public init() {}

  /// How many rows were new.
  public var addedCount: Int { added.values.reduce(0, +) }
}
