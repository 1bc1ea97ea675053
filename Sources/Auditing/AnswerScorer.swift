import Attribution
import AuditStore
import Imaging
import ModelAPI
import Probing

/// Asks how likely the explained tokens are on an image, with the answer before them teacher-forced.
///
/// Servers differ in what they can force, and a text does not always become the tokens again that it came
/// from. So nothing is believed that was not seen: of the ways that the server was found to be able to go,
/// ``checked(_:on:_:)`` takes the cheapest whose log-probabilities on the whole image are those of the answer as
/// it was generated.
struct AnswerScorer: Sendable {
  let model: any VisionLanguageModel
  let target: AnswerTarget
  private(set) var way: ForcingWay = .afterPrefix

  /// The most by which a log-probability may differ from the generated one, in nats: rounding and
  /// batching move it far less, another tokenization far more.
  private static let tolerance = 0.05

  /// The scorer in the first way that gives the generated answer its own log-probabilities.
  ///
  /// - Returns: The scorer, and the evaluation of the whole image; nil where there was nothing to check.
  /// - Throws: ``Unexplainable`` when no way does; ``ModelError`` when the server cannot go on.
  static func checked(
    _ target: AnswerTarget, on image: RGBImage, _ model: any VisionLanguageModel
  ) async throws -> (scorer: AnswerScorer, whole: Evaluation?) {
    var scorer = AnswerScorer(model: model, target: target)
    guard !target.isFirstToken, let generated = target.generated else { return (scorer, nil) }
    var nearest = Double.infinity
    for way in scorer.openWays {
      scorer.way = way
      do {
        let tokens = try await scorer.distributions(of: .whole(image))
        let whole = scorer.evaluation(tokens, of: target)
        let distance =
          zip(tokens.probabilities(of: target.askedPlaces.map { target.forced[$0] }), generated)
          .map { abs(naturalLogarithm($0.value) - max($1, naturalLogarithm(0))) }.max() ?? 0
        guard distance <= tolerance else {
          nearest = min(nearest, distance)
          continue
        }
        try await scorer.checkForcing(on: image)
        return (scorer, whole)
      } catch let error as ModelError where error.concernsOneRequest {
        continue
      }
    }
    throw Unexplainable(
      reason: nearest.isFinite
        ? "the server does not read its own answer as the tokens that it said (log-probabilities "
          + "differ by \(String(describing: (nearest * 100).rounded() / 100)) nats): they cannot be explained"
        : "the server cannot be made to repeat its own answer token by token")
  }

  /// Finds out whether the server says several tokens because they are forced, and not because it would say
  /// them anyway on the whole image: it is told to say two that it would not.
  ///
  /// A server that reads the forced tokens has shown their ids.
  ///
  /// - Throws: ``ModelError`` when it does not.
  private func checkForcing(on image: RGBImage) async throws {
    let answer = target.before + target.forced
    let forcesSeveral =
      switch way {
      case .afterPrefix: target.forced.count > 1
      case .fromStart: true
      case .tokenByToken: false
      }
    guard forcesSeveral, !model.readsForcedTokens,
      let other = answer.first(where: { !$0.matches(answer[0]) })
    else { return }
    _ = try await tokens(of: .whole(image), after: "", forced: [other, answer[0]])
  }

  /// Asks about one picture, or about none.
  ///
  /// - Throws: ``ModelError``.
  func evaluation(of picture: AskedPicture?) async throws -> Evaluation {
    evaluation(try await distributions(of: picture), of: target)
  }

  /// The distributions at the places that are asked about, on one picture or without any.
  ///
  /// - Throws: ``ModelError``.
  func distributions(of picture: AskedPicture?) async throws -> [TokenDistribution] {
    switch way {
    case .afterPrefix:
      let tokens = try await tokens(of: picture, after: target.prefix, forced: target.forced)
      return target.askedPlaces.map { tokens[$0] }
    case .fromStart:
      let tokens = try await tokens(of: picture, after: "", forced: target.before + target.forced)
      return target.askedPlaces.map { tokens[target.before.count + $0] }
    case .tokenByToken:
      var tokens: [TokenDistribution] = []
      for position in target.askedPlaces {
        let before = target.forced[..<position].map(\.text).joined()
        tokens += try await self.tokens(
          of: picture, after: target.prefix + before, forced: [target.forced[position]])
      }
      return tokens
    }
  }

  /// The evaluation of the distributions at the places that a target asks about: this one, or a part of it.
  func evaluation(_ tokens: [TokenDistribution], of target: AnswerTarget) -> Evaluation {
    var evaluation = Evaluation(tokens, of: target)
    guard model.capabilities?.givesProcessedLists == true else { return evaluation }
    // What was cut away before the list was made has gone to those that are listed.
    evaluation.isBounded = true
    evaluation.boundedTokens = Array(tokens.indices)
    return evaluation
  }

  /// The distributions at the forced tokens.
  private func tokens(
    of picture: AskedPicture?, after prefix: String, forced: [Token]
  ) async throws -> [TokenDistribution] {
    // Where a token cannot be forced its probability is exact only if it is listed.
    let canForce = canForce(forced)
    guard canForce || forced.count == 1 else {
      throw ModelError(
        code: .unusableReply, message: "the server cannot be made to say several given tokens")
    }
    let reply = try await model.reply(
      to: ModelRequest(
        picture: picture, prompt: target.prompt, answerPrefix: prefix, maxTokens: forced.count,
        forcedTokens: canForce ? forced : []))
    guard reply.tokens.count >= forced.count else {
      throw ModelError(
        code: .unusableReply, message: "the server gave no token probabilities for a masked image")
    }
    guard !canForce || zip(reply.tokens, forced).allSatisfy({ $0.said.token.matches($1) }) else {
      throw ModelError(
        code: .unusableReply, message: "the server answers other tokens than those that are forced")
    }
    return Array(reply.tokens.prefix(forced.count))
  }
}

extension Evaluation {
  /// Reads an evaluation off the distributions at the places that a target asks about.
  ///
  /// The probabilities are those of the explained tokens themselves. The margin is that of the first of them
  /// against its strongest rival; where it says yes or no, all spellings of the answer against all spellings
  /// of its opposite; for a whole answer, which has no single rival, the mean of its tokens' margins. When
  /// the server listed neither side, or a bound leaves the sign open, nothing is known: the margin is 0 and
  /// bounded, which no floor clears.
  ///
  /// A mention is named when what leads up to it is said, one way or another, and then its first token: the probability
  /// of that token is multiplied with those of the lead-in, and the margin is the smallest of theirs and its own.
  init(_ tokens: [TokenDistribution], of target: AnswerTarget) {
    let (lead, own) = (tokens.prefix(target.leadIn.count), tokens.dropFirst(target.leadIn.count))
    let known = Array(own).probabilities(of: target.explained)
    var probabilities = known.map(\.value)
    var boundedTokens = known.indices.filter { !known[$0].isExact }
    var isBounded = !boundedTokens.isEmpty
    var margins: [Double]
    if let reading = target.reading, let first = own.first {
      let margin = AnswerProbabilities(first).margin(said: reading)
      isBounded = isBounded || !margin.isExact
      margins = [margin.nearestZero]
    } else {
      let count = target.level == .sentence ? own.count : 1
      let known = zip(own, target.explained).prefix(count).map { $0.margin(of: [$1]) }
      isBounded = isBounded || known.contains(nil)
      margins = known.map { $0 ?? 0 }
    }
    var margin = margins.reduce(0, +) / Double(margins.count)
    for (step, distribution) in zip(target.leadIn, lead) {
      let ways = [distribution].probabilities(ofAny: step.leading)
      probabilities[0] *= min(1, ways[0].value)
      if !ways[0].isExact, !boundedTokens.contains(0) { boundedTokens.insert(0, at: 0) }
      let own = distribution.margin(of: step.leading)
      isBounded = isBounded || own == nil || !ways[0].isExact
      margin = min(margin, own ?? 0)
    }
    self.init(
      probabilities: probabilities, margin: margin, isBounded: isBounded,
      boundedTokens: boundedTokens)
  }
}

extension [TokenDistribution] {
  /// How likely a token is at each place, and whether that is exact or the most that it can be.
  fileprivate func probabilities(of tokens: [Token]) -> [(value: Double, isExact: Bool)] {
    zip(self, tokens).map { distribution, token in
      // A forced token is itself; others can have its text where the server gives them no ids.
      let entry =
        distribution.said.token.matches(token)
        ? distribution.said : distribution.entries.first { $0.token.matches(token) }
      return (
        naturalExponential(entry?.logProbability ?? distribution.unlistedUpperBound), entry != nil
      )
    }
  }

  /// How likely any of some tokens is at each place; those that are not listed do not count.
  fileprivate func probabilities(
    ofAny tokens: [Token]
  ) -> [(value: Double, isExact: Bool)] {
    map { distribution in
      let listed = distribution.entries.filter { entry in
        tokens.contains(where: entry.token.matches)
      }
      guard !listed.isEmpty else {
        return (naturalExponential(distribution.unlistedUpperBound), false)
      }
      return (listed.reduce(0) { $0 + naturalExponential($1.logProbability) }, true)
    }
  }
}

extension AnswerMargin {
  /// The margin, or the bound of it on the side where it surely lies; 0 where that is not known.
  fileprivate var nearestZero: Double {
    switch self {
    case .exact(let nats): nats
    case .atLeast(let nats): max(nats, 0)
    case .atMost(let nats): min(nats, 0)
    case .unknown: 0
    }
  }
}

extension TokenDistribution {
  /// How much likelier some tokens together are than the likeliest other one, in nats; nil when no other is listed.
  ///
  /// A token that is not listed counts with the most that it can have: it is then below the others anyway.
  fileprivate func margin(of tokens: [Token]) -> Double? {
    let isOwn: (Entry) -> Bool = { entry in tokens.contains(where: entry.token.matches) }
    let listed = entries.filter(isOwn)
    let own =
      listed.count == 1
      ? listed[0].logProbability
      : listed.isEmpty
        ? unlistedUpperBound
        : naturalLogarithm(listed.reduce(0) { $0 + naturalExponential($1.logProbability) })
    let rival = entries.filter { !isOwn($0) }.map(\.logProbability).max()
    guard let rival, rival.isFinite else { return nil }
    return max(own, -1000) - rival
  }
}

extension Token {
  /// Whether this is the other token: by id where both have one, else by text.
  func matches(_ other: Token) -> Bool {
    if let id, let otherID = other.id { return id == otherID }
    return text == other.text
  }
}
