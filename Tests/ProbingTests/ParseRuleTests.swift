import Probing
import Testing

@Suite struct ParseRuleTests {
  @Test("every rule reads its own examples as it says", arguments: ParseRules.all)
  func readsItsExamples(rule: any ParseRule) {
    let examples = rule.examples
    #expect(!examples.yes.isEmpty && !examples.no.isEmpty)
    for reply in examples.yes { #expect(rule.answer(to: reply) == .yes, "\(rule.name): \(reply)") }
    for reply in examples.no { #expect(rule.answer(to: reply) == .no, "\(rule.name): \(reply)") }
    for reply in examples.unparsable {
      #expect(rule.answer(to: reply) == nil, "\(rule.name): \(reply)")
    }
  }

  @Test func everyRuleIsFoundByItsName() {
    #expect(ParseRules.all.map(\.name) == ["hallux", "pope", "first-token"])
    for rule in ParseRules.all {
      #expect(ParseRules.rule(named: rule.name)?.name == rule.name)
      #expect(!rule.summary.isEmpty && !rule.source.isEmpty)
    }
    #expect(ParseRules.rule(named: "POPE") == nil)
  }

  @Test(
    "one reply, three verdicts",
    arguments: [
      ("Yes.", Answer.yes, Answer.yes),
      ("No, there isn't.", .no, .no),
      ("There is no dog in the picture.", .no, .no),
      ("I am not sure.", nil, .no),
      ("", nil, .yes),
      ("NO!", .no, .yes),
      ("Yes and no.", nil, .no),
      ("There isn't one.", nil, .yes),
      ("It is a cat. No dog.", .no, .yes),
    ] as [(String, Answer?, Answer?)])
  func rulesDisagree(text: String, hallux: Answer?, pope: Answer?) {
    let reply = ProbeReply(text: text)
    #expect(ParseRules.hallux.answer(to: reply) == hallux)
    #expect(ParseRules.pope.answer(to: reply) == pope)
    #expect(ParseRules.firstToken.answer(to: reply) == nil)
  }
}
