import Attribution
import AuditStore
import Auditing
import Foundation
import Imaging
import ModelAPI
import Probing
import Testing

@testable import hallux

/// What terminals and programs are told of an audit whose server lists only the two likeliest tokens.
@Suite struct BoundedAnswerTests {
  /// A picture whose left half makes the model say yes.
  private static let image = RGBImage(
    width: 16, height: 16,
    pixels: (0..<256).flatMap { $0 % 16 < 8 ? [250, 10, 10] : [90, 90, 90] })

  /// Says yes for the left half; without it "No" and "The" are listed, and no yes.
  private static let model = ScriptedModel { request, _ in
    let seen = (request.image?.pixels ?? []).enumerated().count { $0 % 3 == 0 && $1 == 250 }
    let yes = 1 / (1 + exp(-12 * (Double(seen) / 128 - 0.5)))
    let all: [(String, Double)] = [
      ("Yes", 0.7 * yes), ("No", 0.5 * (1 - yes)), ("The", 0.1 + 0.2 * (1 - yes)),
    ]
    return ModelReply(
      oneTokenOf: Dictionary(uniqueKeysWithValues: Array(all.sorted { $0.1 > $1.1 }.prefix(2))))
  }

  private let log: AuditLog
  private let audit: AuditRecord

  init() async throws {
    log = try AuditLog.inMemory()
    var settings = AuditSettings()
    settings.regionCount = 4
    settings.scheme = .grid
    settings.explained = .all
    let probe = Probe(
      id: "1", imageName: "a.png", question: "Is there a spoon in the image?", object: "spoon",
      label: .no)
    let run = try AuditRun(
      model: Self.model, log: log,
      manifest: AuditManifest(
        model: ModelIdentity(name: "two", fingerprint: ""), probeSet: "explain", probes: [probe],
        settings: settings, version: "test"),
      settings: settings, rule: ParseRules.hallux, search: RegionSearches.standard, maxInFlight: 4,
      stop: StopSignal(), now: { Date(timeIntervalSince1970: 1_800_000_000) }, observe: { _ in })
    let result = try await run.run([probe]) { _ in Self.image }
    audit = try #require(try log.audit(id: result.auditID))
  }

  private func answer() throws -> ExplainedAnswer {
    try ExplainedAnswer(
      audit: audit, question: "Is there a spoon in the image?", rule: "hallux", log: log)
  }

  @Test func `The terminal names the prior's bound, the curves' and what rests on them`() throws {
    let text = try answer().lines(logPath: "log.sqlite").joined(separator: "\n")
    for part in [
      "p(yes) = 0.698", "\"Yes\" p = 0.698, image adds at least +", "influence ", "(from bounds)",
      "insertion AUC \u{2264} 0.", "deletion AUC \u{2264} 0.", "highest \u{2264} 0.",
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  @Test func `JSON says beside each number whether it is a bound`() throws {
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(answer().jsonText.utf8)) as? [String: Any])
    #expect(object["confidence_is_at_most"] as? Bool == false)
    let token = try #require((object["tokens"] as? [[String: Any]])?.first)
    #expect(token["p_is_at_most"] as? Bool == false)
    #expect(token["p_without_image_is_at_most"] as? Bool == true)
    #expect(token["visual_share_of_front_is_from_bounds"] as? Bool == true)
    let order = try #require(object["order"] as? [String: Any])
    #expect(order["insertion_is_at_most"] as? Bool == true)
    #expect(order["deletion_is_at_most"] as? Bool == true)
    #expect(order["differences_are_from_bounds"] as? Bool == true)
    let triggers = try #require(object["triggers"] as? [[String: Any]])
    #expect(triggers.allSatisfy { $0["visual_share_is_from_bounds"] as? Bool != false })
  }

  @Test func `The summary does not pass over probabilities that are all bounded`() throws {
    let summary = try AuditSummary(audit, rule: "hallux", log: log, seed: 1)
    #expect(
      summary.lines(requestsSent: 0).contains(
        "p(yes)      none of 1 is exact: the server lists too few tokens"))
    #expect(summary.lines(requestsSent: 0).contains("server      not checked"))
    let json = try summary.jsonText
    #expect(json.contains("\"missing_is_at_least\" : true") && json.contains("\"bounded\" : 1"))
  }

  @Test func `An evaluation counts the findings that rest on bounds`() throws {
    let figures = try ExplanationFigures.all(ofAudit: audit.id, in: log)
    let tables = EvaluationTable.tables(figures, seed: 1)
    let text = EvaluationText(audit: audit, tables: tables, figures: figures).lines
    #expect(text.contains { $0.hasPrefix("  1 of them rest on bounds") })
    let json = try EvaluationJSON(audit, tables, figures, nil).text
    for part in [
      "\"findings_from_bounds\" : 1", "\"insertion_is_at_most\" : true",
      "\"prior_is_at_most\" : true",
    ] {
      #expect(json.contains(part), "\(part)")
    }
  }

  @Test func `A query's table names a confidence that is only a bound, its CSV which are`() throws {
    var row = try #require(try log.findings(matching: FindingQuery()).first)
    #expect(row.bounds == "curves")
    #expect(FindingTable.cells(row).contains("0.698"))
    row.bounds = "confidence, curves"
    #expect(FindingTable.cells(row).contains("\u{2264} 0.698"))
    #expect(row[.bounds] == .text("confidence, curves"))
  }
}
