import AuditStore
import ModelAPI
import Probing

/// The tokens of an answer that are explained, with what stands before them.
///
/// The answer is teacher-forced: the tokens `before` as text, then those of `forced` by their ids, of which
/// the ones at `positions` are explained.
struct AnswerTarget: Sendable {
  let prompt: String
  /// The answer before the first forced token.
  let before: [Token]
  /// The forced tokens, from the first explained one to the last.
  let forced: [Token]
  /// Where the explained tokens stand in `forced`, rising.
  let positions: [Int]
  let level: TokenLevel
  /// What is explained, as people would say it.
  let said: String
  /// The yes or no that the first token gives; the margin is then between meanings, not spellings.
  let reading: Answer?
  /// The log-probability of each token at ``askedPlaces`` as the answer was generated; nil where it was not said.
  let generated: [Double]?
  /// The tokens that lead up to a mention, rising by their places in `forced`, all before the explained ones.
  var leadIn: [LeadInToken] = []

  /// The answer before the first forced token, word for word.
  var prefix: String { before.map(\.text).joined() }

  /// The explained tokens.
  var explained: [Token] { positions.map { forced[$0] } }

  /// The places in `forced` whose distributions are asked for: the lead-in's, then those of the explained tokens.
  var askedPlaces: [Int] { leadIn.map(\.position) + positions }

  /// Whether the answer can flip: whether some other token can take the place of the first explained one.
  var hasFlip: Bool {
    switch level {
    case .firstToken, .word, .mention, .tokens: true
    case .counterToken, .sentence: false
    }
  }

  /// Whether it is just the answer's first token.
  var isFirstToken: Bool { before.isEmpty && forced.count == 1 }
}

extension AnswerTarget {
  /// Finds what is to be explained in the answer that the model gave.
  ///
  /// - Throws: ``Unexplainable`` when the answer is empty, has no such token or word, or comes without
  ///   token probabilities.
  init(_ selection: TargetSelection, of reply: ModelReply, to prompt: String) throws(Unexplainable)
  {
    let answer = try AnswerTokens(reply)
    switch selection {
    case .firstToken:
      let first = answer.tokens[0].said.token
      let reading = AnswerForms.answer(ofToken: first.text)
      self.init(
        prompt: prompt, answer, places: [0], level: .firstToken,
        said: reading?.rawValue ?? answer.words(at: [0]), reading: reading)
    case .counterToken:
      try self.init(counterIn: answer, prompt: prompt)
    case .word(let word):
      let places = try answer.places(ofWord: word)
      self.init(
        prompt: prompt, answer, places: places, level: .word, said: answer.words(at: places))
    case .tokens(let ranges):
      let places = try answer.places(ranges)
      self.init(
        prompt: prompt, answer, places: places, level: .tokens, said: answer.words(at: places))
    case .sentence:
      let places = Array(answer.tokens.indices)
      self.init(
        prompt: prompt, answer, places: places, level: .sentence, said: answer.words(at: places))
    }
  }

  private init(
    prompt: String, _ answer: AnswerTokens, places: [Int], level: TokenLevel, said: String,
    reading: Answer? = nil
  ) {
    let (first, last) = (places[0], places[places.count - 1])
    self.init(
      prompt: prompt, before: answer.tokens[..<first].map(\.said.token),
      forced: answer.tokens[first...last].map(\.said.token), positions: places.map { $0 - first },
      level: level, said: said, reading: reading,
      generated: places.map { answer.tokens[$0].said.logProbability })
  }

  /// The likeliest first token that gives the opposite answer.
  private init(counterIn answer: AnswerTokens, prompt: String) throws(Unexplainable) {
    let first = answer.tokens[0]
    guard let said = AnswerForms.answer(ofToken: first.said.token.text) else {
      throw Unexplainable(
        reason: "the answer begins with \"\(first.said.token.text)\", which is neither yes nor no: "
          + "it has no counter-answer")
    }
    let counter = first.entries.first {
      AnswerForms.answer(ofToken: $0.token.text) == said.opposite
    }
    guard let counter else {
      throw Unexplainable(
        reason: "the server lists no first token that says \(said.opposite.rawValue): "
          + "let it list more candidates")
    }
    self.init(
      prompt: prompt, before: [], forced: [counter.token], positions: [0], level: .counterToken,
      said: said.opposite.rawValue, reading: said.opposite, generated: nil)
  }

  /// The tokens of a mention of a caption.
  ///
  /// - Parameters:
  ///   - mention: The mention.
  ///   - reply: The caption.
  ///   - prompt: What was asked.
  ///   - leadIn: What leads up to it, by places in the answer; see ``LeadIn``.
  /// - Throws: ``Unexplainable`` when the caption's tokens do not spell it, or the server gave none.
  init(
    _ mention: MentionRecord, of reply: ModelReply, to prompt: String, leadIn: [LeadInToken]
  ) throws(Unexplainable) {
    let answer = try AnswerTokens(reply)
    let places = try answer.places(ofText: mention.range, in: reply.text)
    guard let first = places.first, let last = places.last else {
      throw Unexplainable(reason: "the answer's tokens do not spell \"\(mention.words)\"")
    }
    let start = leadIn.first?.position ?? first
    let asked = leadIn.map(\.position) + places
    self.init(
      prompt: prompt, before: answer.tokens[..<start].map(\.said.token),
      forced: answer.tokens[start...last].map(\.said.token), positions: places.map { $0 - start },
      level: .mention, said: answer.words(at: places), reading: nil,
      generated: asked.map { answer.tokens[$0].said.logProbability },
      leadIn: leadIn.map { LeadInToken(position: $0.position - start, ways: $0.ways) })
  }

  /// All tokens that several targets of one answer ask about, in one target.
  ///
  /// - Returns: Nil when there is none, or two ask about the same token.
  init?(joining parts: [AnswerTarget], of reply: ModelReply, to prompt: String) {
    guard let answer = try? AnswerTokens(reply), !parts.isEmpty else { return nil }
    let places = parts.flatMap { part in part.askedPlaces.map { part.before.count + $0 } }
    guard zip(places, places.dropFirst()).allSatisfy(<) else { return nil }
    self.init(
      prompt: prompt, answer, places: places, level: .tokens, said: answer.words(at: places))
  }

  /// The same tokens after less of the answer.
  ///
  /// - Parameters:
  ///   - ranges: What is left out, in UTF-8 offsets of the reply's text.
  ///   - reply: The whole answer.
  /// - Returns: Nil when nothing before the tokens is left out.
  func cutting(_ ranges: [Range<Int>], from reply: ModelReply) -> AnswerTarget? {
    guard let answer = try? AnswerTokens(reply) else { return nil }
    let cut = Set(
      ranges.flatMap { (try? answer.places(ofText: $0, in: reply.text)) ?? [] }
        .filter { $0 < before.count })
    guard !cut.isEmpty else { return nil }
    return AnswerTarget(
      prompt: prompt, before: before.indices.filter { !cut.contains($0) }.map { before[$0] },
      forced: forced, positions: positions, level: level, said: said, reading: reading,
      generated: nil, leadIn: leadIn)
  }
}
