import Foundation
import Probing
import Testing

/// `docs/parse-rules.md` says what the rules do.
@Suite struct ParseRuleDocumentTests {
  /// The rows of the document's tables, heads and rulers left out.
  private let tables: [[[String]]]

  init() throws {
    let url = projectRoot.appending(path: "docs/parse-rules.md")
    let lines = try String(contentsOf: url, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    tables = lines.split { !$0.hasPrefix("|") }.map { $0.map(cells) }
  }

  @Test func namesEveryRuleItsSourceAndHowTheUnparsableIsCounted() throws {
    let rows = try #require(tables.first).dropFirst(2)
    #expect(rows.map { $0[0] } == ParseRules.all.map { "`\($0.name)`" })
    for (row, rule) in zip(rows, ParseRules.all) {
      #expect(row[1] == rule.source)
      #expect(row[3] == rule.unparsable.rawValue, "\(rule.name)")
    }
  }

  @Test func theTableOfRepliesIsWhatTheRulesDo() throws {
    let table = try #require(tables.dropFirst().first)
    let rules = try table[0].dropFirst().map { try #require(ParseRules.rule(named: $0)) }
    #expect(rules.map(\.name) == ParseRules.all.map(\.name).filter { $0 != "first-token" })
    #expect(table.count > 20)
    for row in table.dropFirst(2) {
      let text = try decoded(row[0])
      #expect(row.count == rules.count + 1, "\(row[0])")
      for (cell, rule) in zip(row.dropFirst(), rules) {
        #expect(cell == words(rule, on: text), "\(rule.name): \(row[0])")
      }
    }
  }

  @Test func namesEverySuffix() throws {
    let rows = try #require(tables.last).dropFirst(2)
    #expect(rows.map { $0[0] } == PromptSuffixes.all.map { "`\($0.name)`" })
    for (row, suffix) in zip(rows, PromptSuffixes.all) {
      #expect(try decoded(row[1]) == suffix.text)
      #expect(row[2] == suffix.source)
    }
  }

  /// What the rule reads, as the table writes it: for a rule that needs the label, first with label yes.
  private func words(_ rule: any ParseRule, on text: String) -> String {
    let labels: [Answer] = rule.needsLabel ? [.yes, .no] : [.yes]
    return labels.map { rule.answer(to: ProbeReply(text: text), label: $0)?.rawValue ?? "\u{2013}" }
      .joined(separator: "/")
  }

  /// The text that a code span holds as a JSON string.
  private func decoded(_ cell: String) throws -> String {
    try JSONDecoder().decode(String.self, from: Data(cell.dropFirst().dropLast().utf8))
  }
}

/// The cells of a row of a Markdown table.
private func cells(_ row: Substring) -> [String] {
  row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
}
