/// A reply to a multiple-choice question, judged.
public struct ChoiceVerdict: Sendable, Hashable {
  /// The image's name.
  public var imageName: String
  /// The question, without its options.
  public var question: String
  /// The pair that the question belongs to, or nil.
  public var pair: String?
  /// The index of the right option.
  public var correct: Int
  /// The index of the option that was chosen, or nil when the reply was unparsable.
  public var chosen: Int?

  /// Makes a verdict.
  public init(imageName: String, question: String, pair: String?, correct: Int, chosen: Int?) {
    self.imageName = imageName
    self.question = question
    self.pair = pair
    self.correct = correct
    self.chosen = chosen
  }

  /// Judges the reply to a probe, or returns nil when the probe has no options to choose among.
  public init?(probe: Probe, reply: String) {
    guard let choices = probe.choices else { return nil }
    self.init(probe: probe, chosen: ChoiceRule.option(in: reply, of: choices))
  }

  /// Judges a choice that was read before, or returns nil when the probe is no multiple-choice question.
  public init?(probe: Probe, chosen: Int?) {
    guard let choices = probe.choices else { return nil }
    self.init(
      imageName: probe.imageName, question: probe.question, pair: choices.pair,
      correct: choices.correct, chosen: chosen)
  }

  /// Whether the right option was chosen; an unparsable reply is wrong.
  public var isCorrect: Bool { chosen == correct }
}
