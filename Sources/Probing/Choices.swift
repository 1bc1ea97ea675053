/// The options of a multiple-choice question and which of them is right.
public struct Choices: Sendable, Hashable, Codable {
  /// The options in their order, named (a), (b) and so on.
  public var options: [String]
  /// The place of the right one, from 0.
  public var correct: Int
  /// The name of the pair of questions that only count together, or nil.
  public var pair: String?

  /// Makes choices.
  public init(options: [String], correct: Int, pair: String?) {
    self.options = options
    self.correct = correct
    self.pair = pair
  }
}
