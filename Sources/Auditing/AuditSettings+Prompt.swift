import ModelAPI
import Probing

extension AuditSettings {
  /// What the model is asked about a probe, word for word.
  func prompt(for probe: Probe) -> String {
    if probe.caption != nil { return probe.question }
    if let choices = probe.choices { return choices.asked(probe.question) }
    guard let promptSuffix, let suffix = PromptSuffixes.suffix(named: promptSuffix) else {
      return probe.question
    }
    return suffix.apply(to: probe.question)
  }

  /// The most tokens of the reply to a probe.
  func maxTokens(for probe: Probe) -> Int {
    probe.caption == nil ? maxAnswerTokens : maxCaptionTokens ?? Self.usualCaptionTokens
  }

  /// The most tokens of a caption where the settings do not say.
  public static let usualCaptionTokens = 512

  /// Which part of a reply is explained: the chosen one, else the token that answers.
  ///
  /// That is the first one, but of a choice the token with the option's letter, which comes second in "(b)".
  func selection(in reply: ModelReply, to probe: Probe?) -> TargetSelection {
    if let target { return target }
    guard let choices = probe?.choices else { return .firstToken }
    let letters = choices.options.indices.map { String(Choices.letter($0)) }
    let place = reply.tokens.firstIndex { token in
      letters.contains(token.said.token.text.filter(\.isLetter).lowercased())
    }
    guard let place, place > 0 else { return .firstToken }
    return .tokens([(place + 1)...(place + 1)])
  }
}
