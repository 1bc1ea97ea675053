import AuditStore
import Exchange
import Foundation
import FoundationXML
import Probing
import Testing

@testable import TestKit

@Suite("An exported audit")
struct FormatTests {
  @Test(
    "has the form of each tool, golden",
    arguments: ExportFormat.allCases.filter { $0 != .csv })
  func golden(format: ExportFormat) throws {
    try expectGolden(try #require(format.text(of: Samples.mixed)), format.rawValue + ".txt")
  }

  @Test("tells what a format drops, and nothing that the audit does not have")
  func dropped() {
    var lines: [String] = []
    for format in ExportFormat.allCases {
      let parts = Samples.mixed.dropped(by: format).map { "\($0.part.rawValue) \($0.count)" }
      lines.append("\(format.rawValue): \(parts.joined(separator: ", "))")
    }
    #expect(
      lines.first
        == "pope: splits 5, objects 9, planted causes 1, instructions behind questions 1, probes without a reply 1, "
        + "multiple-choice questions 1, captions' mentions 1, answers without a label 1, verdicts under the rule 6, verdicts under the other "
        + "rules 5, probabilities of yes and no 2, token probabilities 1, findings' numbers and kinds 2"
    )
    #expect(lines.last?.hasPrefix("junit: planted causes 1") == true)
    #expect(Samples.audit([]).dropped(by: .pope).isEmpty)
  }

  @Test(
    "takes its format from the file's ending where that is clear",
    arguments: [
      ("a/pope.tsv", ExportFormat.vlmEvalKitTable), ("A.CSV", .csv), ("junit.xml", .junit),
      ("x.jsonl", .jsonLines), ("m/20260801_samples_pope.jsonl", .lmmsEval), ("log.json", nil),
      ("-", nil), ("x.jsonl/log", nil),
    ] as [(String, ExportFormat?)])
  func inferred(path: String, format: ExportFormat?) {
    #expect(ExportFormat(inferredFrom: path) == format)
  }

  @Test("is well-formed XML whatever the model says, and keeps what XML can hold")
  func xml() throws {
    let texts = Samples.hostile
    let audit = Samples.audit(
      texts.enumerated().map {
        Samples.answer($0 + 1, $1, label: .no, splits: [$1], reply: "Yes " + $1, problem: $1)
      })
    let text = try #require(ExportFormat.junit.text(of: audit))
    let reader = FailureReader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    let expected = audit.answers.count { $0.verdict?.outcome == .falsePositive }
    #expect(reader.cases == texts.count && reader.failures.count == expected && expected > 15)
    #expect(reader.failures.contains("the model said: Yes ]]><script>alert(1)</script>&amp;"))
    #expect(reader.failures.contains("the model said: Yes two\nlines"))
    #expect(reader.failures.contains("the model said: Yes \\u{1b}[31mred\\u{7}"))
    #expect(reader.failures.contains("the model said: Yes cr\r\nlf"))
  }

  @Test("has every cell of the table, no number that is none, and as many cells as columns")
  func table() {
    let rows = VerdictTable(Samples.mixed).rows
    #expect(rows.count == 9 && rows.allSatisfy { $0.count == VerdictTable.columns.count })
    let outcome = VerdictTable.columns.firstIndex(of: "outcome") ?? 0
    #expect(
      rows.map { $0[outcome]?.description } == [
        "true-positive", "false-positive", "false-negative", "unparsable", nil, "unparsable",
        "wrong-choice", nil, nil,
      ])
  }

  @Test("keeps a split, or the findings that were asked for")
  func selection() {
    var popular = Samples.mixed
    popular.keep(ofSplit: "popular")
    #expect(popular.answers.map(\.probe.id) == ["1", "3", "4"])
    var found = Samples.mixed
    found.keep(findings: found.answers.flatMap(\.findings).filter { $0.kind == .falseNegative })
    #expect(found.answers.map(\.probe.id) == ["3"])
  }

  @Test("of docs/exchange.md: the table of what is kept is what the formats do")
  func document() throws {
    let path = Samples.folder + "/../../docs/exchange.md"
    let page = try String(contentsOfFile: path, encoding: .utf8)
    let names = ExportFormat.allCases.map { "`\($0.rawValue)`" }
    #expect(page.contains("| | " + names.joined(separator: " | ") + " |"))
    for part in AuditPart.allCases {
      let marks = ExportFormat.allCases.map { $0.kept.contains(part) ? "yes" : "–" }
      let row = "| \(part.rawValue) | " + marks.joined(separator: " | ") + " |"
      #expect(page.contains(row), "docs/exchange.md lacks: \(row)")
    }
  }
}

/// Counts the cases of a JUnit file and takes the texts of its failures.
private final class FailureReader: NSObject, XMLParserDelegate {
  var cases = 0
  var failures: [String] = []
  private var isInFailure = false

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    if name == "testcase" { cases += 1 }
    isInFailure = name == "failure"
    if isInFailure { failures.append("") }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if isInFailure { failures[failures.count - 1] += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { isInFailure = false }
}
