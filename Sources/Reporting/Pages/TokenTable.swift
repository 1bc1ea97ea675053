import Attribution
import Imaging

/// What each explained token owes to the picture: its probability with and without it, the gain `N`, the share `S`
/// of the gain that some regions bring by themselves, and its influence.
struct TokenTable {
  /// Beyond so many tokens the table is closed at first.
  private static let openLimit = 12

  private let tokens: [ExplainedToken]
  private let explanation: Explanation?
  private let bounds: CurveBounds?
  private let sufficient: TriggerReport?
  private let gain: VisualGain?

  /// The table, or nil when nothing was evaluated.
  init?(finding: FindingReport) {
    guard !finding.tokens.isEmpty else { return nil }
    tokens = finding.tokens
    let explanation = finding.explanation?.explanation
    self.explanation = explanation?.tokenCount == finding.tokens.count ? explanation : nil
    bounds = finding.explanation?.bounds
    let priors = finding.tokens.compactMap(\.priorProbability)
    gain =
      priors.count == finding.tokens.count
      ? VisualGain(whole: finding.tokens.map(\.probability), withoutImage: priors) : nil
    sufficient = finding.sufficient.flatMap { report in
      report.tokenProbabilities.count == finding.tokens.count && !report.trigger.regions.isEmpty
        ? report : nil
    }
  }

  /// The values of the table of `tokens.html`.
  var values: [String: TemplateValue] {
    let front = explanation?.front
    return [
      "caption": "What each explained token owes to the picture",
      "note": .optional(text: note(front)),
      "title": .text("All \(NumberText.count(tokens.count)) explained tokens"),
      "isLong": .flag(tokens.count > Self.openLimit),
      "without": .text("p, \(tokens[0].withoutPicture)"),
      "hasGain": .flag(gain != nil), "hasFront": .flag(gain != nil && front != nil),
      "hasSufficient": .flag(gain != nil && sufficient != nil),
      "hasInfluence": .flag(explanation != nil), "rows": .list(rows(front)),
    ]
  }

  /// What the columns mean; nil where there are none to explain.
  private func note(_ front: OrderFront?) -> String? {
    guard gain != nil else { return nil }
    var sentences = ["N: what the picture adds to the token\u{2019}s log-probability, in nats."]
    let shares = [
      front.map {
        "the first \(NumberText.count($0.regionCount, "region")) (\(NumberText.percent($0.area)) of the picture)"
      },
      sufficient == nil ? nil : "the sufficient set",
    ].compactMap(\.self)
    if !shares.isEmpty {
      sentences.append(
        "S: the share of N that \(shares.joined(separator: ", or ")) shown alone brings; none where N is "
          + "\(NumberText.fixed(VisualGain.leastGain, decimals: 1)) or less.")
    }
    if explanation != nil {
      sentences.append(
        "Influence: how far the probability rises above its lowest as regions are shown, summed over the steps"
          + (bounds?.areDifferencesBounded == true ? ", from bounds." : "."))
    }
    return sentences.joined(separator: " ")
  }

  private func rows(_ front: OrderFront?) -> [[String: TemplateValue]] {
    let fronts = front.flatMap { gain?.shares(of: $0.probabilities) }
    let sufficients = sufficient.flatMap { gain?.shares(of: $0.tokenProbabilities) }
    let influences = explanation?.influences
    return tokens.enumerated().map { index, token in
      [
        "token": .text(Words.quoted(token.text)),
        "whole": .text(
          NumberText.atMost(NumberText.probability(token.probability), token.isBounded)),
        "without": .text(
          token.priorProbability.map {
            NumberText.atMost(NumberText.probability($0), token.isPriorBounded)
          } ?? NumberText.none),
        "gain": .text((gain?.perToken[index]).map { Self.gain($0, of: token) } ?? NumberText.none),
        "front": .text(Self.share(fronts?[index], of: token, isFrontBounded(front))),
        "sufficient": .text(
          Self.share(sufficients?[index], of: token, sufficient?.isProbabilityBounded == true)),
        "influence": .text(
          (influences?[index].influence).map { NumberText.fixed($0, decimals: 2) }
            ?? NumberText.none),
      ]
    }
  }

  /// A bound on either side bounds the difference the other way.
  private static func gain(_ nats: Double, of token: ExplainedToken) -> String {
    let text = NumberText.signed(nats, decimals: 2)
    return switch (token.isBounded, token.isPriorBounded) {
    case (false, false): text
    case (false, true): "\u{2265}\u{00A0}" + text
    case (true, false): "\u{2264}\u{00A0}" + text
    case (true, true): "unknown"
    }
  }

  /// Whether a probability with the front alone is only the most that it can be.
  private func isFrontBounded(_ front: OrderFront?) -> Bool {
    front.map { bounds?.isBounded($0) == true } ?? false
  }

  /// A bound on what some regions bring bounds their share; one on what it is a share of leaves nothing known.
  private static func share(
    _ share: Double??, of token: ExplainedToken, _ isBounded: Bool
  ) -> String {
    guard let share = share ?? nil, !token.isBounded, !token.isPriorBounded else {
      return NumberText.none
    }
    return NumberText.atMost(NumberText.fixed(share, decimals: 2), isBounded)
  }
}
