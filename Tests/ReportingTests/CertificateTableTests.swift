import Attribution
import Imaging
import Probing
import Testing

@testable import ReportSamples
@testable import Reporting

/// The proof: what shows the set at work stands in a table, the many sets that fail beside it.
@Suite struct CertificateTableTests {
  private static func table(
    _ margins: [Double], side: Trigger.Side = .necessary, spoken: Int? = nil
  ) -> CertificateTable {
    let finding = SampleReport().finding(SampleReport().audit().findings[0])
    let count = 8
    let set = RegionSet(regionCount: count, [0, 1])
    var certificate = [
      CertificateEntry(claim: .setSuffices, shown: set, margin: side == .necessary ? -3 : 3)
    ]
    certificate += margins.enumerated().map { region, margin in
      CertificateEntry(
        claim: .subsetFails(RegionSet(regionCount: count, [region])), shown: set, margin: margin)
    }
    return CertificateTable(
      finding: finding,
      trigger: TriggerReport(
        trigger: Trigger(
          side: side, status: .found, regions: set, minimality: .minimum,
          certificate: certificate, start: "pair", evaluationCount: 9),
        area: 0.1, noiseFloor: 0.05, verification: nil,
        lineVerifications: certificate.indices.map {
          $0 == spoken ? SpokenReply(text: "Yes.", answer: .yes) : nil
        }), hasRows: true)
  }

  private static func lines(_ table: CertificateTable) throws -> [[String: Any]] {
    try #require(table.values["lines"]?.escaped as? [[String: Any]])
  }

  private static func title(_ table: CertificateTable) -> String? {
    (table.values["others"]?.escaped as? [String: Any])?["title"] as? String
  }

  @Test("few sets that fail stay in the table")
  func few() throws {
    let table = Self.table([1, 2, 3, 4])
    #expect(try Self.lines(table).count == 5)
    #expect(Self.title(table) == nil)
  }

  @Test("many are told in one line, with the margin of the nearest")
  func many() throws {
    let table = Self.table([1, 2, 0.75, 4, 5])
    #expect(try Self.lines(table).count == 1)
    #expect(
      Self.title(table)
        == "5 other sets were tried: without each, it still says Yes (margin +0.75 at the nearest)")
    #expect(
      Self.title(Self.table([-1, -2, -0.75, -4, -5], side: .sufficient))
        == "5 other sets were tried: with each alone, it never says Yes (margin \u{2212}0.75 at the nearest)"
    )
  }

  @Test("where one of them does it after all, none is said to fail")
  func mixed() {
    #expect(Self.title(Self.table([1, 2, -0.1, 4, 5])) == "5 other sets were tried")
  }

  @Test("one that was verified in words stays in the table")
  func spoken() throws {
    let table = Self.table([1, 2, 3, 4, 5, 6], spoken: 2)
    #expect(try Self.lines(table).map { $0["set"] as? String } == ["0 1", "1"])
    #expect(Self.title(table)?.hasPrefix("5 other sets") == true)
  }

  @Test("regions lead to their rows only where there are rows")
  func links() throws {
    var table = Self.table([1])
    func linked(_ table: CertificateTable) throws -> [Bool?] {
      let regions = try #require(try Self.lines(table)[0]["regions"] as? [[String: Any]])
      return regions.map { $0["linked"] as? Bool }
    }
    #expect(try linked(table) == [true, true])
    table.hasRows = false
    #expect(try linked(table) == [false, false])
  }
}
