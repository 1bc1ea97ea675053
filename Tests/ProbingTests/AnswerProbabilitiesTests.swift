import Foundation
import Probing
import Testing

@Suite struct AnswerProbabilitiesTests {
  @Test(
    "a token is an answer whatever its case, spaces and punctuation",
    arguments: [
      ("Yes", Answer.yes), (" Yes", .yes), ("yes", .yes), ("YES", .yes), ("\u{2581}Yes", .yes),
      ("\u{2581}\u{2581}yes", .yes), ("\u{120}yes", .yes), ("\u{10A}Yes", .yes), ("\n\nYes", .yes),
      ("Yes,", .yes), ("\"Yes", .yes), ("**Yes**", .yes), ("No", .no), (" no.", .no), ("NO", .no),
      ("(No", .no), ("None", nil), ("Not", nil), ("_no", nil), ("No1", nil), ("", nil),
      ("\u{2581}", nil), (" ", nil), ("Ye", nil), ("yeah", nil), ("n\u{F6}", nil),
      ("no\u{301}", nil),
      ("\u{2116}", nil), ("да", nil),
    ] as [(String, Answer?)])
  func readsATokenAsAnAnswer(token: String, answer: Answer?) {
    #expect(AnswerForms.answer(ofToken: token) == answer)
  }

  @Test func spellingsAreAddedUp() {
    let probabilities = AnswerProbabilities(
      candidates: [("Yes", 0.5), (" yes", 0.2), ("No", 0.1), ("The", 0.15)].map {
        FirstTokenCandidate(text: $0.0, logProbability: log($0.1))
      }, unlistedUpperBound: log(0.05))
    #expect(probabilities.yes.isExact && probabilities.no.isExact && probabilities.other.isExact)
    #expect(abs(probabilities[.yes].upperBound - log(0.7)) < 1e-12)
    #expect(abs(probabilities[.no].upperBound - log(0.1)) < 1e-12)
    #expect(abs(probabilities.other.upperBound - log(0.15)) < 1e-12)
    #expect(abs(probabilities.unlistedMass - 0.05) < 1e-12)
    let margin = probabilities.margin(said: .yes)
    #expect(margin.isExact && abs((margin.nats ?? 0) - log(7)) < 1e-12)
    #expect(probabilities.margin(said: .no).nats == margin.nats.map { -$0 })
  }

  @Test func aSideThatIsNotListedIsBoundedByTheListOrByWhatItLeaves() throws {
    func bound(unlisted: Double) -> AnswerProbabilities.LogMass {
      AnswerProbabilities(
        candidates: [FirstTokenCandidate(text: "Yes", logProbability: log(0.9))],
        unlistedUpperBound: unlisted
      ).no
    }
    // 16 spellings at exp(-10) each are less than the 0.1 that is left; at exp(-1) they are more.
    guard case .atMost(let byList) = bound(unlisted: -10),
      case .atMost(let byRest) = bound(unlisted: -1)
    else {
      Issue.record("a side that was not listed is not bounded")
      return
    }
    #expect(abs(byList - (-10 + log(16))) < 1e-12)
    #expect(abs(byRest - log(0.1)) < 1e-9)
  }

  @Test(
    "an impossible or meaningless log-probability counts as not listed, never as 0",
    arguments: [-Double.infinity, -9999, -3.4e38, .nan])
  func impossible(logProbability: Double) {
    let probabilities = AnswerProbabilities(
      candidates: [
        FirstTokenCandidate(text: "Yes", logProbability: 0),
        FirstTokenCandidate(text: "No", logProbability: logProbability),
      ], unlistedUpperBound: -9999)
    #expect(!probabilities.no.isExact)
    #expect(probabilities.no.upperBound.isFinite)
    #expect(probabilities.unlistedMass == 0)
    guard case .atLeast(let nats) = probabilities.margin(said: .yes) else {
      Issue.record("\(probabilities.margin(said: .yes)) is no lower bound")
      return
    }
    #expect(nats > 0)
  }

  @Test func aListedBoundIsNoValue() {
    let probabilities = AnswerProbabilities(
      candidates: [
        FirstTokenCandidate(text: "No", logProbability: -0.5),
        FirstTokenCandidate(text: "Yes", logProbability: -4, isExact: false),
      ], unlistedUpperBound: -20)
    #expect(!probabilities.yes.isExact)
    #expect(probabilities.yes.upperBound >= -4 && probabilities.yes.upperBound < -3.99)
  }

  @Test func ofNoCandidatesNothingIsKnown() {
    let nothing = AnswerProbabilities(candidates: [], unlistedUpperBound: 0)
    #expect(nothing.unlistedMass == 1)
    #expect([nothing.yes, nothing.no, nothing.other].allSatisfy { $0 == .atMost(0) })
    #expect(nothing.margin(said: .yes) == .unknown)
  }

  @Test(
    "the unlisted mass is what the tokens listed by their own probability leave of one",
    arguments: [
      ([("Yes", 0.6, true), ("No", 0.3, true)], 0.1),
      // Whatever a token means, it is listed.
      ([("Yes", 0.6, true), ("The", 0.3, true), ("A", 0.1, true)], 0),
      // A bound is not listed; it may be far too high.
      ([("Yes", 0.6, true), ("No", 0.3, false)], 0.4),
      ([("Yes", 0.6, true), ("No", 0, true)], 0.4),
      // Rounding may let a list add up to more than one.
      ([("Yes", 0.7, true), ("No", 0.300_001, true)], 0),
      ([("Yes", 1.5, true)], 0),
      ([], 1),
    ] as [([(String, Double, Bool)], Double)])
  func unlisted(tokens: [(String, Double, Bool)], mass: Double) {
    let probabilities = AnswerProbabilities(
      candidates: tokens.map {
        FirstTokenCandidate(text: $0.0, logProbability: log($0.1), isExact: $0.2)
      }, unlistedUpperBound: -1)
    #expect(abs(probabilities.unlistedMass - mass) < 1e-12)
  }

  @Test("what is exact and the unlisted mass add up to one", arguments: UInt64(0)..<300)
  func massesAddUpToOne(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let texts = ["Yes", " yes", "No", "NO", "The", "A", "There", "I"]
    let logits = texts.map { _ in Double(generator.index(below: 12_000)) / 1000 }
    let normalizer = log(logits.map { exp($0) }.reduce(0, +))
    let listed = zip(texts, logits).map {
      FirstTokenCandidate(text: $0, logProbability: $1 - normalizer)
    }
    .prefix(generator.index(below: texts.count + 1))
    let probabilities = AnswerProbabilities(candidates: Array(listed), unlistedUpperBound: 0)
    let exact = [probabilities.yes, probabilities.no, probabilities.other].filter(\.isExact)
      .map { exp($0.upperBound) }.reduce(0, +)
    #expect(abs(exact + probabilities.unlistedMass - 1) < 1e-12, "seed \(seed)")
  }

  @Test("the truth lies within what a cut list tells", arguments: UInt64(0)..<300)
  func boundsHoldTheTruth(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let texts = ["Yes", " Yes", "yes", "No", " No", "no", "NO", "The", "A", "There", "I", "It"]
    let logits = texts.map { _ in Double(generator.index(below: 24_000)) / 1000 }
    let normalizer = log(logits.map { exp($0) }.reduce(0, +))
    let all = zip(texts, logits).map {
      FirstTokenCandidate(text: $0, logProbability: $1 - normalizer)
    }
    .sorted { $0.logProbability > $1.logProbability }
    let listed = Array(all.prefix(1 + generator.index(below: all.count)))
    let probabilities = AnswerProbabilities(
      candidates: listed, unlistedUpperBound: listed.last?.logProbability ?? 0)

    for answer in Answer.allCases {
      let truth = all.filter { AnswerForms.answer(ofToken: $0.text) == answer }
        .map { exp($0.logProbability) }.reduce(0, +)
      let side = probabilities[answer]
      let listedOnly = side.isExact ? exp(side.upperBound) : 0
      #expect(listedOnly <= truth * (1 + 1e-9), "seed \(seed)")
      let most = side.isExact ? listedOnly + probabilities.unlistedMass : exp(side.upperBound)
      #expect(truth <= most + 1e-9, "seed \(seed)")
    }
  }
}
