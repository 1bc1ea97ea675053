import Attribution
import Imaging
import Testing

@testable import ReportSamples
@testable import Reporting

/// The numbers beside each explained token: what it owes to the picture.
@Suite struct TokenTableTests {
  /// Two tokens over two regions: the first region alone brings half of the first token's gain.
  private static func finding() -> FindingReport {
    var finding = SampleReport().finding(SampleReport().audit().findings[0])
    finding.tokens = [
      ExplainedToken(text: " spo", probability: 0.8, priorProbability: 0.2),
      ExplainedToken(text: "on", probability: 0.9, priorProbability: 0.9),
    ]
    let curve = [
      CurvePoint(areaFraction: 0, probabilities: [0.1, 0.9]),
      CurvePoint(areaFraction: 0.25, probabilities: [0.4, 0.9]),
      CurvePoint(areaFraction: 1, probabilities: [0.8, 0.9]),
    ]
    finding.explanation?.explanation = Explanation(
      search: "greedy", order: [1, 0], gains: [0.3, 0.4], insertion: curve,
      deletion: curve.reversed(), evaluationCount: 6, roundCount: 1, ending: .complete)
    finding.sufficient?.tokenProbabilities = [0.8, 0.8]
    return finding
  }

  private static func rows(_ finding: FindingReport) throws -> [[String: String]] {
    let rows = try #require(
      TokenTable(finding: finding)?.values["rows"]?.escaped as? [[String: Any]])
    return rows.map { $0.compactMapValues { $0 as? String } }
  }

  @Test("gain, share and influence are those of the method")
  func numbers() throws {
    let rows = try Self.rows(Self.finding())
    // log(0.8 / 0.2) = 1.386; log(0.4 / 0.2) is half of it; (0.4 - 0.4) + (0.8 - 0.4).
    #expect(
      rows[0] == [
        "token": "\u{201C}spo\u{201D}", "whole": "0.800", "without": "0.200", "gain": "+1.39",
        "front": "0.50", "sufficient": "1.00", "influence": "0.40",
      ])
    #expect(rows[1]["gain"] == "0.00" && rows[1]["front"] == "\u{2013}")
    #expect(rows[1]["influence"] == "0.00")
    let note = try #require(TokenTable(finding: Self.finding())?.values["note"]?.escaped)
    #expect("\(note)".contains("the first 1 region (25.0% of the picture)"))
  }

  @Test("a bound on either side bounds the gain the other way, and leaves no share")
  func bounds() throws {
    var finding = Self.finding()
    finding.tokens[0].isPriorBounded = true
    finding.tokens[1].isBounded = true
    var rows = try Self.rows(finding)
    #expect(rows[0]["gain"] == "\u{2265}\u{00A0}+1.39" && rows[0]["front"] == "\u{2013}")
    #expect(rows[1]["gain"] == "\u{2264}\u{00A0}0.00")
    finding.tokens[0].isBounded = true
    rows = try Self.rows(finding)
    #expect(rows[0]["gain"] == "unknown")
  }

  @Test("a bound on what regions bring alone bounds their share")
  func boundedShares() throws {
    var finding = Self.finding()
    finding.explanation?.bounds = CurveBounds(
      insertion: [false, true, false], deletion: [false, false, false])
    finding.sufficient?.isProbabilityBounded = true
    let rows = try Self.rows(finding)
    #expect(rows[0]["front"] == "\u{2264}\u{00A0}0.50")
    #expect(rows[0]["sufficient"] == "\u{2264}\u{00A0}1.00")
    #expect(rows[1]["front"] == "\u{2013}")
  }

  @Test("without a prior there is no gain, without an order no influence")
  func missing() throws {
    var finding = Self.finding()
    finding.tokens[1].priorProbability = nil
    finding.explanation = nil
    let table = try #require(TokenTable(finding: finding)).values
    for flag in ["hasGain", "hasFront", "hasSufficient", "hasInfluence"] {
      #expect(table[flag]?.escaped as? Bool == false, "\(flag)")
    }
    finding.tokens = []
    #expect(TokenTable(finding: finding) == nil)
  }
}
