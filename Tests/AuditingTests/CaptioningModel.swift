import Auditing
import Foundation
import ModelAPI

/// A model that writes a caption sentence by sentence: a language model in small, with two causes of hallucination.
///
/// It names a bus first; after a bus it names a stop sign, with a picture or without; and it names a spoon as long as the
/// red block of ``PlantedScene`` is seen. A sentence is worded in one of two ways, and the caption ends with "End."
struct CaptioningModel {
  /// Whether the text before the answer becomes other tokens than those that it came from.
  var readsTextOtherwise = false
  /// Whether only one token can be forced at a time.
  var forcesOne = false
  /// What is said of a picture instead; nil for the caption.
  var fixed: String?

  private static let vocabulary = [
    " A", " There", " is", " a", " bus", " stop", " sign", " spoon", ".", " End", "Yes", "No", "",
  ]

  /// The model to ask, with something done before the answer to request number `number`.
  func scripted(
    before number: Int = .max, _ act: @escaping @Sendable () -> Void = {}
  ) -> ScriptedModel {
    ScriptedModel { [self] request, index throws(ModelError) in
      if index >= number { act() }
      return try reply(to: request)
    }
  }

  private func reply(to request: ModelRequest) throws(ModelError) -> ModelReply {
    if forcesOne, request.forcedTokens.count > 1 {
      throw ModelError(code: .rejected, message: "one token at a time")
    }
    let seen = PlantedScene.visibleCause(request.image)
    let isQuestion = request.prompt.hasPrefix("Is there")
    var text = request.answerPrefix
    if readsTextOtherwise, !text.isEmpty { text = "?" + text }
    var tokens: [TokenDistribution] = []
    var ended = false
    while tokens.count < request.maxTokens, !ended {
      let entries = entries(
        isQuestion ? answer(to: request.prompt, text) : next(after: text, seen: seen))
      let wanted = request.forcedTokens.dropFirst(tokens.count).first?.text
      let said = entries.first { $0.token.text == wanted } ?? entries[0]
      ended = said.token.text.isEmpty
      tokens.append(TokenDistribution(said: said, alternatives: entries))
      text += said.token.text
    }
    return ModelReply(
      text: String(text.dropFirst(request.answerPrefix.count)), tokens: tokens,
      finishReason: ended ? "stop" : "length")
  }

  private func answer(to question: String, _ text: String) -> [String: Double] {
    guard text.isEmpty else { return ["": 1] }
    return question.contains("spoon") ? ["No": 0.9, "Yes": 0.1] : ["Yes": 0.9, "No": 0.1]
  }

  /// What comes after a text, and how likely it is.
  private func next(after text: String, seen: Double) -> [String: Double] {
    if let fixed {
      let rest = fixed.hasPrefix(text) ? String(fixed.dropFirst(text.count)) : ""
      let token = Self.vocabulary.filter { !$0.isEmpty && rest.hasPrefix($0) }
        .max { $0.count < $1.count }
      return [token ?? "": 1]
    }
    let sureness = 1 / (1 + exp(-12 * (seen - 0.5)))
    let named = ["bus", "stop sign", "spoon"].filter(text.contains)
    let wanted = !named.contains("bus") ? "bus" : !named.contains("stop sign") ? "stop" : "spoon"
    let isDone = named.contains("spoon") || text.contains("End")
    switch text.split(separator: " ").last.map(String.init) {
    case _ where text.hasSuffix("End."): return ["": 1]
    case _ where text.isEmpty || text.hasSuffix("."):
      let goesOn = isDone ? 0.02 : wanted == "spoon" ? 0.02 + 0.95 * sureness : 0.97
      return [" A": 0.6 * goesOn, " There": 0.4 * goesOn, " End": 1 - goesOn]
    case "There": return [" is": 1]
    case "is": return [" a": 1]
    case "A", "a":
      return wanted == "spoon" ? [" spoon": 0.97] : [" " + wanted: 0.95, " spoon": 0.02]
    case "stop": return [" sign": 1]
    default: return [".": 1]
    }
  }

  /// Every token with its probability, likeliest first.
  private func entries(_ likely: [String: Double]) -> [TokenDistribution.Entry] {
    let floor = 0.02 / Double(Self.vocabulary.count)
    let total = likely.values.reduce(0, +)
    return Self.vocabulary.enumerated().map { id, text in
      TokenDistribution.Entry(
        token: Token(text: text, id: id),
        logProbability: log(floor + 0.98 * (likely[text] ?? 0) / total))
    }.sorted { ($1.logProbability, $0.token.id ?? 0) < ($0.logProbability, $1.token.id ?? 0) }
  }
}
