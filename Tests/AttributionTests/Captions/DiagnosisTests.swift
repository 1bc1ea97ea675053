import Attribution
import Testing

@Suite("What carries an answer")
struct DiagnosisTests {
  private func diagnosis(
    _ whole: Double, text: Double, cut: Double? = nil, textCut: Double? = nil,
    isWholeBounded: Bool = false, isBounded: Bool = false, hasTrigger: Bool = true,
    floor: Double = 0
  ) -> Diagnosis {
    Diagnosis(
      whole: whole, text: text, isWholeBounded: isWholeBounded, isTextBounded: isBounded,
      earlier: cut.map {
        CutEffect(
          whole: whole, cut: $0, text: text, textCut: textCut ?? text, isBounded: isBounded)
      }, hasTrigger: hasTrigger, noiseFloor: floor)
  }

  @Test("is the picture when the answer falls without it and a trigger is there")
  func visual() {
    let found = diagnosis(0.9, text: 0.09)
    #expect(
      found.cause == .visual && abs(found.visual - 0.9) < 1e-12 && abs(found.prior - 0.1) < 1e-12)
    #expect(abs(found.gain - 2.302_585_092_994) < 1e-9)
    #expect(diagnosis(0.9, text: 0.09, hasTrigger: false).cause == .undecided)
    #expect(diagnosis(0.9, text: 0.09, floor: 3).cause == .undecided)
    // What is left without the picture is at most this: the picture's share is at least the rest.
    #expect(diagnosis(0.9, text: 0.09, isBounded: true).cause == .visual)
    // Of a whole that may be less nobody knows the shares.
    #expect(diagnosis(0.9, text: 0.09, isWholeBounded: true).cause == .undecided)
  }

  @Test("is the language prior when the answer stays without the picture")
  func prior() {
    let found = diagnosis(0.9, text: 0.85)
    #expect(found.cause == .languagePrior && found.snowball == 0)
    #expect(diagnosis(0.9, text: 0.85, isBounded: true).cause == .undecided)
    // A picture that speaks against the answer carries none of it.
    #expect(diagnosis(0.4, text: 0.8).visual == 0 && diagnosis(0.4, text: 0.8).prior == 1)
  }

  @Test("is a snowball when it falls without the earlier object, with the picture and without")
  func snowball() {
    let found = diagnosis(0.95, text: 0.9, cut: 0.02, textCut: 0.01)
    #expect(found.cause == .snowball && found.snowball > 0.9)
    // The picture alone speaks for another object once this one is free to be named again.
    let order = diagnosis(0.95, text: 0.02, cut: 0.01, textCut: 0.02)
    #expect(order.cause == .visual && order.snowball == 0)
  }

  @Test("is a mixture when no cause carries half of it, and undecided without any probability")
  func others() {
    #expect(diagnosis(0.9, text: 0.6, cut: 0.5, textCut: 0.3).cause == .mixture)
    #expect(diagnosis(0, text: 0).cause == .undecided)
  }

  @Test("has shares that are no less than 0 and add up to 1", arguments: 0..<2000)
  func shares(seed: Int) {
    var random = SeededGenerator(seed: seed)
    func p() -> Double { Double.random(in: 0...1, using: &random) }
    let found = diagnosis(max(p(), 1e-6), text: p(), cut: p(), textCut: p())
    let shares = [found.visual, found.prior, found.snowball, found.either]
    #expect(shares.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 }, "seed \(seed)")
    #expect(abs(shares.reduce(0, +) - 1) < 1e-9, "seed \(seed)")
  }

  @Test("counts the smaller loss of a cut, and calls it a cause only beyond the noise")
  func effects() {
    let effect = CutEffect(whole: 0.8, cut: 0.2, text: 0.5, textCut: 0.1, isBounded: false)
    #expect(abs(effect.probability - 0.4) < 1e-12 && abs(effect.share - 0.5) < 1e-12)
    #expect(abs(effect.nats - 1.386_294_361_12) < 1e-9)
    #expect(effect.isCause(noiseFloor: 1) && !effect.isCause(noiseFloor: 1.5))
    let weak = CutEffect(whole: 0.8, cut: 0.7, text: 0.5, textCut: 0.1, isBounded: false)
    #expect(!weak.isCause(noiseFloor: 0))
    let gain = CutEffect(whole: 0.2, cut: 0.8, text: 0.1, textCut: 0.9, isBounded: false)
    #expect(gain.probability == 0 && gain.share == 0 && !gain.isCause(noiseFloor: 0))
  }
}
