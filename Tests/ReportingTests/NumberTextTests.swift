import Testing

@testable import Reporting

@Suite struct NumberTextTests {
  @Test(
    "shares are percentages with one decimal; none and all are exact",
    arguments: [
      (0.0, "0%"), (1.0, "100%"), (0.0763, "7.6%"), (0.5, "50.0%"), (0.00049, "<0.1%"),
      (0.0005, "0.1%"), (0.99951, ">99.9%"), (0.9994, "99.9%"), (.nan, "\u{2013}"),
    ])
  func percent(share: Double, text: String) {
    #expect(NumberText.percent(share) == text)
  }

  @Test(
    "probabilities never read as 0 or 1 unless they are",
    arguments: [
      (0.0, "0.000"), (1.0, "1.000"), (1e-9, "<0.001"), (0.99999, ">0.999"), (0.12345, "0.123"),
    ])
  func probability(value: Double, text: String) {
    #expect(NumberText.probability(value) == text)
  }

  @Test(
    "signed numbers have a true minus; a rounded zero has no sign",
    arguments: [
      (2.126, "+2.13"), (-3.424, "\u{2212}3.42"), (0.001, "0.00"), (-0.001, "0.00"),
      (.infinity, "\u{2013}"),
    ])
  func signed(value: Double, text: String) {
    #expect(NumberText.signed(value, decimals: 2) == text)
  }

  @Test(
    "counts have a comma at every thousand",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "\u{2212}1,000"),
    ]
  )
  func count(value: Int, text: String) {
    #expect(NumberText.count(value) == text)
  }

  @Test("a count agrees with its noun")
  func nouns() {
    #expect(NumberText.count(1, "miss", "misses") == "1 miss")
    #expect(NumberText.count(2, "miss", "misses") == "2 misses")
    #expect(NumberText.count(0, "region") == "0 regions")
  }
}
