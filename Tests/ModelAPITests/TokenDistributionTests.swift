import Glibc
import ModelAPI
import Testing

@testable import TestKit

@Suite struct TokenDistributionTests {
  private typealias Entry = TokenDistribution.Entry

  private func entry(_ text: String, _ probability: Double, id: Int? = nil)
    -> TokenDistribution.Entry
  {
    Entry(token: Token(text: text, id: id), logProbability: log(probability))
  }

  @Test("entries are the listed tokens and the said one, each once, likeliest first")
  func entries() {
    let (yes, no, forced) = (
      entry("Yes", 0.6, id: 1), entry("No", 0.3, id: 2), entry("x", 0.01, id: 3)
    )
    #expect(TokenDistribution(said: yes, alternatives: [yes, no]).entries == [yes, no])
    #expect(TokenDistribution(said: no, alternatives: [yes]).entries == [yes, no])
    #expect(TokenDistribution(said: forced, alternatives: [yes, no]).entries == [yes, no, forced])
    #expect(TokenDistribution(said: yes, alternatives: []).entries == [yes])
  }

  @Test("two tokens of the same text are two where their ids or their probabilities differ")
  func sameText() {
    let (first, second) = (entry("Yes", 0.6, id: 1), entry("Yes", 0.3, id: 2))
    #expect(
      TokenDistribution(said: first, alternatives: [first, second]).entries == [first, second])
    let (third, fourth) = (entry("Yes", 0.6), entry("Yes", 0.3))
    #expect(
      TokenDistribution(said: third, alternatives: [third, fourth]).entries == [third, fourth])
  }

  @Test("an unlisted token has at most the smallest listed probability")
  func smallestListed() {
    let listed = [entry("a", 0.3), entry("b", 0.2), entry("c", 0.01)]
    let bound = TokenDistribution(said: listed[0], alternatives: listed).unlistedUpperBound
    #expect(bound == log(0.01))
  }

  @Test("an unlisted token has at most what the listed ones leave")
  func whatIsLeft() {
    let listed = [entry("a", 0.6), entry("b", 0.399)]
    let bound = TokenDistribution(said: listed[0], alternatives: listed).unlistedUpperBound
    #expect(abs(exp(bound) - 0.001) < 2e-6)
  }

  @Test("a forced token outside the list narrows what is left, not the smallest listed")
  func forcedOutside() {
    let forced = entry("x", 1e-9)
    let listed = [entry("a", 0.5), entry("b", 0.2)]
    #expect(
      TokenDistribution(said: forced, alternatives: listed).unlistedUpperBound == log(0.2))
    let likely = entry("x", 0.29)
    #expect(
      abs(exp(TokenDistribution(said: likely, alternatives: listed).unlistedUpperBound) - 0.01)
        < 2e-6)
  }

  @Test("without a list only the said token bounds the others")
  func noList() {
    let bound = TokenDistribution(said: entry("a", 0.75), alternatives: []).unlistedUpperBound
    #expect(abs(exp(bound) - 0.25) < 2e-6)
  }

  @Test(
    "the bound is a number, at most 0, and never says impossible",
    arguments: [
      [], [0.0], [1.0], [1.0, 0.0], [0.7, 0.31], [1.0, 1.0, 1.0], [1e-300], [0.5, 0.5],
    ] as [[Double]])
  func robust(probabilities: [Double]) {
    let listed = probabilities.enumerated().map { entry("\($0)", $1, id: $0) }
    let said = listed.first ?? entry("said", 0)
    let bound = TokenDistribution(said: said, alternatives: listed).unlistedUpperBound
    #expect(bound.isFinite && bound <= 0)
    let broken = Entry(token: Token(text: "nan"), logProbability: .nan)
    let same = TokenDistribution(said: said, alternatives: listed + [broken]).unlistedUpperBound
    #expect(same == bound)
  }

  @Test("the bound holds for every token that a list of any length leaves out", arguments: 0..<300)
  func holds(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let weights = (0..<50).map { _ in pow(Double.random(in: 0...1, using: &generator), 8) }
    let total = weights.reduce(0, +)
    let all = weights.enumerated().map { entry("\($0)", $1 / total, id: $0) }
      .sorted { $0.logProbability > $1.logProbability }
    let length = Int.random(in: 1..<50, using: &generator)
    let forced = all[Int.random(in: 0..<50, using: &generator)]
    let distribution = TokenDistribution(said: forced, alternatives: Array(all.prefix(length)))
    for other in all.dropFirst(length) where other != forced {
      #expect(other.logProbability <= distribution.unlistedUpperBound, "seed \(seed)")
    }
  }
}
