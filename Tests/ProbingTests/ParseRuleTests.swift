import Probing
import Testing

@Suite struct ParseRuleTests {
  @Test("every rule reads its own examples as it says", arguments: ParseRules.all, Answer.allCases)
  func readsItsExamples(rule: any ParseRule, label: Answer) {
    let examples = rule.examples(label: label)
    func expect(_ replies: [ProbeReply], _ answer: Answer?) {
      for reply in replies {
        #expect(rule.answer(to: reply, label: label) == answer, "\(rule.name): \(reply)")
      }
    }
    #expect(!examples.yes.isEmpty && !examples.no.isEmpty)
    expect(examples.yes, .yes)
    expect(examples.no, .no)
    expect(examples.unparsable, nil)
  }

  @Test func everyRuleIsFoundByItsName() {
    #expect(
      ParseRules.all.map(\.name) == [
        "hallux", "pope", "opera", "vcd", "repope", "dash-b", "lmms-eval", "vlmevalkit",
        "evalscope", "amber", "first-token",
      ])
    for rule in ParseRules.all {
      #expect(ParseRules.rule(named: rule.name)?.name == rule.name)
      #expect(!rule.summary.isEmpty && !rule.source.isEmpty)
    }
    #expect(ParseRules.rule(named: "POPE") == nil)
  }

  @Test(
    "a rule is silent about the unparsable only when it reads every reply",
    arguments: ParseRules.all)
  func unparsable(rule: any ParseRule) {
    let unparsable = Answer.allCases.flatMap { rule.examples(label: $0).unparsable }
    #expect(unparsable.isEmpty == (rule.unparsable == .neverHappens))
  }

  /// 50 yes and 50 no, of which 40 are said to be there: AMBER has precision 10/10 and recall 10/50 of the no.
  @Test func theSourcesF1IsOfTheAnswerThatItCallsPositive() throws {
    let verdicts = (0..<100).map { index in
      Verdict(
        imageName: "\(index).jpg", question: "Is there a dog?", label: index < 50 ? .yes : .no,
        answer: index < 90 ? .yes : .no)
    }
    let table = ConfusionTable(verdicts)
    func f1(_ name: String) throws -> Double? {
      SourceNumbers(table, under: try #require(ParseRules.rule(named: name))).f1
    }
    #expect(try f1("pope") == 100.0 / 140)
    #expect(try f1("amber") == 20.0 / 60)
  }

  @Test("without a label, the rules that need one read nothing", arguments: ParseRules.all)
  func withoutALabel(rule: any ParseRule) throws {
    let reply = try #require(rule.examples(label: .yes).yes.first)
    #expect((rule.answer(to: reply, label: nil) == nil) == rule.needsLabel)
  }

  @Test func onlyTwoRulesNeedALabel() {
    #expect(ParseRules.all.filter(\.needsLabel).map(\.name) == ["vcd", "evalscope"])
  }

  @Test func repopeAndDashBReadAlikeAndCountDifferently() {
    #expect(ParseRules.repope.unparsable == .dropped)
    #expect(ParseRules.dashB.unparsable == .countedWrong)
  }
}
