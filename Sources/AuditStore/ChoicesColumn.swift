import Probing

/// The options of a multiple-choice question as their column holds them.
struct ChoicesColumn: Codable {
  private var options: [String]
  private var correct: Int
  private var pair: String?

  init(_ choices: Choices) {
    options = choices.options
    correct = choices.correct
    pair = choices.pair
  }

  /// Decodes options.
  ///
  /// - Throws: an error for a text that is no JSON, or has no right option.
  static func choices(_ text: String) throws -> Choices {
    let column: ChoicesColumn = try JSONColumn.value(text)
    guard
      let choices = Choices(
        options: column.options, correct: column.correct, pair: column.pair)
    else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [], debugDescription: "options without a right one"))
    }
    return choices
  }
}
