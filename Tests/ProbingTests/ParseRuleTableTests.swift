import Foundation
import Probing
import Testing

/// Replies read by Python from the sources' definitions; `scripts/check-rules/make_expected.py` makes them.
@Suite struct ParseRuleTableTests {
  private let expected: Expected

  init() throws {
    let url = projectRoot.appending(path: "scripts/check-rules/expected.json")
    expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: url))
  }

  @Test("every rule reads every reply as its source does", arguments: ParseRules.all)
  func equalsItsSource(rule: any ParseRule) throws {
    #expect(expected.rules == ParseRules.all.map(\.name))
    #expect(expected.replies.count > 600)
    let column = try #require(expected.rules.firstIndex(of: rule.name))
    for row in expected.replies {
      let cell = row[1].split(separator: " ")[column]
      let read = [Answer.yes, .no].map { letter(rule.answer(to: reply(row[0]), label: $0)) }
      #expect(read.joined() == cell, "\(rule.name): \(row[0].debugDescription)")
    }
  }

  @Test("no two rules but RePOPE's and DASH-B's read all replies alike")
  func differFromEachOther() {
    let columns = expected.rules.indices.map { column in
      expected.replies.map { $0[1].split(separator: " ")[column] }
    }
    #expect(Set(columns).count == expected.rules.count - 1)
  }
}

/// The form of `expected.json`: a reply is its text and a word for each rule, by its letters for label yes and
/// label no.
private struct Expected: Decodable {
  var rules: [String]
  var replies: [[String]]
}

private func letter(_ answer: Answer?) -> String {
  switch answer {
  case .yes: "y"
  case .no: "n"
  case nil: "-"
  }
}

private func reply(_ text: String) -> ProbeReply { ProbeReply(text: text) }
