import Foundation
import Testing

@testable import Attribution

@Suite struct LogarithmTests {
  @Test func `Logarithm and exponential agree with the C library`() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<10_000 {
      let x = Double.random(in: -300...300, using: &random)
      let y = exp(x)
      #expect(abs(Logarithm.exponential(x) / y - 1) < 1e-13)
      #expect(abs(Logarithm.ln(y) - x) < 1e-13 * max(1, abs(x)))
      #expect(abs(Logarithm.logistic(x) - 1 / (1 + exp(-x))) < 1e-14)
    }
    #expect(Logarithm.ln(1) == 0)
    #expect(Logarithm.exponential(0) == 1)
    #expect(Logarithm.logOdds(0.5) == 0)
    #expect(abs(Logarithm.logOdds(0) + Logarithm.logOdds(1)) < 1e-9)
  }

  @Test func `A linear system is solved`() {
    // [4 2; 2 3] x = [10, 8] has the solution (7/4, 3/2).
    let x = SymmetricSystem([4, 0, 2, 3], count: 2).solution(for: [10, 8])
    #expect(abs(x[0] - 1.75) < 1e-12 && abs(x[1] - 1.5) < 1e-12)
  }
}
