import AuditStore
import Auditing
import Foundation
import ModelAPI
import Probing

/// A model that answers with one text, of which some tokens hang on the red block of ``PlantedScene``.
///
/// It is a language model in small: each token's probability follows from the tokens before it and the picture,
/// whether they were generated, forced or given as text.
struct DescribingModel {
  /// What the server in front of it cannot do.
  enum Flaw: Hashable, CaseIterable {
    /// Tokens come without ids, and cannot be forced.
    case givesNoIDs
    /// A grammar is ignored: more than one forced token is as good as none.
    case ignoresGrammars
    /// A text before the answer becomes other tokens than those that it came from.
    case readsTextOtherwise
    /// A question without a picture is refused.
    case wantsPicture
    /// Several forced tokens are read as text, which becomes other tokens unless it is the answer's own.
    case readsForcedTokens
  }

  /// The tokens of the answer, and how much each one's probability hangs on the block: 0 … 1.
  var answer: [(text: String, grip: Double)]
  /// What stands where the answer loses its grip.
  var rival = " fork"
  var flaws: Set<Flaw> = []
  /// Whether the picture means nothing to the model.
  var isBlind = false
  /// Whether the end of the answer is listed as a token of no text.
  var listsEndMark = true

  /// Two sentences; the second is less sure of the block.
  static let description = DescribingModel(
    answer: [
      ("There", 0), (" is", 0), (" a", 0), (" spo", 1), ("on", 0.2), (".", 0), (" It", 0),
      (" is", 0),
      (" red", 0.9), (".", 0),
    ])
  /// A yes that hangs on the block.
  static let yes = DescribingModel(
    answer: [("Yes", 1), (",", 0), (" a", 0), (" spoon", 0.9), (".", 0)], rival: "No")

  /// The model behind a server with flaws.
  func flawed(_ flaws: Flaw...) -> DescribingModel {
    var model = self
    model.flaws = Set(flaws)
    return model
  }

  /// The model to ask, with something done before the answer to request number `number`.
  func scripted(
    before number: Int = .max, _ act: @escaping @Sendable () -> Void = {}
  ) -> ScriptedModel {
    ScriptedModel(readsForcedTokens: flaws.contains(.readsForcedTokens)) {
      [self] request, index throws(ModelError) in
      if index >= number { act() }
      return try reply(to: request)
    }
  }

  /// The model to ask, behind a server that was examined.
  func examined(_ capabilities: ServerCapabilities) -> ScriptedModel {
    ScriptedModel(
      readsForcedTokens: flaws.contains(.readsForcedTokens), capabilities: capabilities
    ) { [self] request, _ throws(ModelError) in try reply(to: request) }
  }

  private var vocabulary: [String] {
    var texts: [String] = []
    for text in answer.map(\.text) + [rival, " with", ""] where !texts.contains(text) {
      texts.append(text)
    }
    return texts
  }

  private func token(_ text: String) -> Token {
    Token(text: text, id: flaws.contains(.givesNoIDs) ? nil : vocabulary.firstIndex(of: text))
  }

  private func reply(to request: ModelRequest) throws(ModelError) -> ModelReply {
    if request.image == nil, flaws.contains(.wantsPicture) {
      throw ModelError(code: .rejected, message: "a picture is missing")
    }
    let forced = request.forcedTokens.map(\.text)
    let read = tokens(of: request.answerPrefix) + forced
    if forced.count > 1, flaws.contains(.readsForcedTokens), !answer.map(\.text).starts(with: read)
    {
      throw ModelError(code: .unusableReply, message: "other tokens are read")
    }
    let obeys = forced.count == 1 || !flaws.contains(.ignoresGrammars)
    let seen = isBlind ? 1 : PlantedScene.visibleCause(request.image)
    var history =
      flaws.contains(.readsTextOtherwise) && !request.answerPrefix.isEmpty
      ? ["?"] : tokens(of: request.answerPrefix)
    let before = history.count
    var positions: [TokenDistribution] = []
    var ended = false
    while positions.count < request.maxTokens, !ended {
      let entries = entries(after: history, seen: seen)
      let place = positions.count
      let wanted = obeys && forced.indices.contains(place) ? forced[place] : nil
      let said = entries.first { $0.token.text == wanted } ?? entries[0]
      ended = said.token.text.isEmpty
      if !ended || listsEndMark {
        positions.append(TokenDistribution(said: said, alternatives: entries))
      }
      history.append(said.token.text)
    }
    return ModelReply(
      text: history[before...].joined(), tokens: positions,
      finishReason: ended ? "stop" : "length")
  }

  /// The longest tokens that a text is made of, from its front.
  private func tokens(of text: String) -> [String] {
    var rest = Substring(text)
    var tokens: [String] = []
    while let next = vocabulary.filter({ !$0.isEmpty && rest.hasPrefix($0) }).max(by: {
      $0.count < $1.count
    }) {
      tokens.append(next)
      rest = rest.dropFirst(next.count)
    }
    return tokens
  }

  /// Every token with its probability, likeliest first.
  private func entries(after history: [String], seen: Double) -> [TokenDistribution.Entry] {
    let place = history.count
    let isOnTrack = history == answer.prefix(place).map(\.text)
    let sureness = 1 / (1 + exp(-12 * (seen - 0.5)))
    let (next, probability): (String, Double) =
      if !isOnTrack { (" with", 0.7) } else if place < answer.count {
        (answer[place].text, 1 - answer[place].grip * (1 - sureness))
      } else { ("", 1) }
    let vocabulary = vocabulary
    let floor = 0.02 / Double(vocabulary.count)
    let other = next == rival ? " with" : rival
    return vocabulary.map { text in
      let share = text == next ? probability : text == other ? 1 - probability : 0
      return TokenDistribution.Entry(
        token: token(text), logProbability: log(floor + 0.98 * share))
    }.sorted { $0.logProbability > $1.logProbability }
  }
}

/// Asks for a description of one planted picture, without a label, and explains a part of the answer.
func explain(
  _ selection: TargetSelection?, _ model: ScriptedModel, in log: AuditLog,
  stop: StopSignal = StopSignal(), events: EventList = EventList()
) async throws -> AuditResult {
  var settings = PlantedScene.settings
  settings.explained = .all
  settings.target = selection
  settings.noiseRepeats = 2
  return try await runAudit(
    log, model,
    probes: [
      Probe(
        id: "0", imageName: "a.png", question: "What is in the image?", object: nil, label: nil)
    ], settings: settings, stop: stop, events: events)
}
