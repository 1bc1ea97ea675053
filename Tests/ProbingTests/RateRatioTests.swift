import Probing
import Testing

/// Two rates compared.
@Suite struct RateRatioTests {
  // From the formulas of Walter and Katz in Python.
  @Test(
    "the ratio and its interval are as computed elsewhere",
    arguments: [
      (4, 5, 2, 20, 6.70909090909091, 1.9678100331254818, 22.874108815754784),
      (0, 3, 0, 7, 2.1428571428571423, 0.0525085598661916, 87.44929867426048),
      (3, 3, 0, 10, 21.0, 1.4042665684615576, 314.0429387769975),
      (5, 5, 5, 5, 1.0, 1.0, 1.0),
    ])
  func known(_ row: (Int, Int, Int, Int, Double, Double, Double)) throws {
    let ratio = try #require(RateRatio(row.0, of: row.1, others: row.2, of: row.3))
    #expect(abs(ratio.value - row.4) < 1e-9)
    #expect(abs(ratio.low - row.5) < 1e-9)
    #expect(abs(ratio.high - row.6) < 1e-6)
  }

  @Test("a group without trials cannot be compared")
  func noTrials() {
    #expect(RateRatio(0, of: 0, others: 1, of: 2) == nil)
    #expect(RateRatio(1, of: 2, others: 0, of: 0) == nil)
  }
}
