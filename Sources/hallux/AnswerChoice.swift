public import ArgumentParser
import Auditing
public import Probing

/// What is asked of the model, and which part of its answer is explained.
struct AnswerChoice: ParsableArguments {
  @Option(help: ArgumentHelp("The question.", valueName: "question"))
  var ask: String?

  @Flag(help: "Ask for a detailed description instead: \"\(AnswerChoice.description)\"")
  var describe = false

  @Option(
    help: ArgumentHelp(
      "The correct answer; without it the answer is explained whatever it is.", valueName: "answer")
  )
  var label: Answer?

  @Option(
    help: ArgumentHelp(
      "Explain this word of the answer, all its tokens, where it first stands.", valueName: "word"))
  var word: String?

  @Option(
    help: ArgumentHelp(
      "Explain these tokens of the answer, counted from 1, for example 3-5,9.", valueName: "places")
  )
  var tokens: String?

  @Flag(help: "Explain every token of the answer; no trigger is searched.")
  var sentence = false

  @Flag(help: "Explain the first token of the opposite answer, which the model did not give.")
  var counter = false

  @Option(
    help: ArgumentHelp(
      "The most tokens of the answer.", discussion: "Default: 32, and 256 for a description.",
      valueName: "n"))
  var maxTokens: Int?

  /// The request for a caption that CHAIR's users send.
  static let description = "Please describe this image in detail."

  /// What the model is asked.
  var prompt: String { ask ?? Self.description }

  /// The most tokens of the answer.
  var maxAnswerTokens: Int { maxTokens ?? (describe ? 256 : 32) }

  /// Which part of the answer is explained; a description, which has no yes or no, as a whole.
  var selection: TargetSelection {
    if let word { return .word(word) }
    if let ranges = tokens.flatMap(TargetSelection.ranges) { return .tokens(ranges) }
    if counter { return .counterToken }
    return sentence || describe ? .sentence : .firstToken
  }

  /// Whether nothing was said.
  var isEmpty: Bool {
    ask == nil && !describe && label == nil && word == nil && tokens == nil && !sentence && !counter
      && maxTokens == nil
  }

  func validate() throws {
    if let tokens, TargetSelection.ranges(tokens) == nil {
      throw ValidationError("--tokens '\(tokens)' is not a list of places such as 3-5,9.")
    }
    if let maxTokens, !(1...100_000).contains(maxTokens) {
      throw ValidationError("--max-tokens must be between 1 and 100000.")
    }
    if let word, word.allSatisfy(\.isWhitespace) { throw ValidationError("--word is empty.") }
  }

  /// Whether the parts go together, when something is to be asked.
  func validateAsked() throws {
    guard (ask != nil) != describe else {
      throw ValidationError("Say what to ask: --ask or --describe, one of them.")
    }
    let chosen = [word != nil, tokens != nil, sentence, counter].filter { $0 }
    guard chosen.count <= 1 else {
      throw ValidationError("Choose one of --word, --tokens, --sentence and --counter.")
    }
    guard !describe || label == nil else {
      throw ValidationError("--label goes with a yes/no question, not with --describe.")
    }
    guard !describe || !counter else {
      throw ValidationError("--counter goes with a yes/no question, not with --describe.")
    }
  }
}

extension Answer: ExpressibleByArgument {}
