/// A reply to a multiple-choice question, judged.
public struct ChoiceVerdict: Sendable, Hashable {
  /// The image's name.
  public var imageName: String
  /// The options and the right one.
  public var choices: Choices
  /// The option that the reply names, from 0; nil when none can be read in it.
  public var chosen: Int?

  /// Makes a verdict.
  public init(imageName: String, choices: Choices, chosen: Int?) {
    self.imageName = imageName
    self.choices = choices
    self.chosen = chosen
  }

  /// Whether the right option was chosen.
  public var isCorrect: Bool { chosen == choices.correct }
}
