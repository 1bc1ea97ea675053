import Attribution
import AuditStore
import Probing
import Testing

@testable import ReportSamples
@testable import Reporting

/// Answers that are explained without a label: words instead of a yes or a no, and nobody's fault.
@Suite struct UnjudgedAnswerTests {
  /// The sample's first finding, as if a word of a description had been explained on its picture.
  private static func report() -> (AuditReport, FindingReport) {
    let source = SampleReport()
    var report = source.audit()
    var finding = source.finding(report.findings[0])
    finding.entry.said = .explained("spoon")
    finding.entry.kind = .answer
    finding.entry.question = "Please describe this image in detail."
    finding.entry.object = nil
    finding.entry.confidence = 0.84
    finding.probe.question = finding.entry.question
    finding.probe.label = nil
    finding.probe.planted = nil
    finding.reply = " A spoon lies beside the bowl."
    finding.answerShares = nil
    finding.verdicts = []
    finding.tokens = [
      ExplainedToken(text: " spo", probability: 0.84, priorProbability: 0.02),
      ExplainedToken(text: "on", probability: 0.9996, priorProbability: 0.61),
    ]
    finding.explanation?.said = finding.entry.said.text
    finding.necessary?.verification = SpokenReply(text: " A bowl.", answer: nil)
    finding.necessary?.lineVerifications = [SpokenReply(text: " A bowl.", answer: nil), nil, nil]
    finding.sufficient?.verification = SpokenReply(text: " One spoon!", answer: nil)
    finding.truth = nil
    finding.commands = ["hallux explain kitchen-00.png --word spoon"]
    report.findings = [finding.entry]
    report.summary = ProbeSummary([], seed: 7)
    report.objects = []
    report.captions = nil
    report.captionEntries = []
    report.probeSet = "explain"
    return (report, finding)
  }

  @Test("a wrong choice is told as one, with the options and the right one")
  func wrongChoice() throws {
    var (report, finding) = Self.report()
    finding.entry.kind = .wrongChoice
    finding.probe.choices = Choices(options: ["Open", "Closed & shut"], correct: 1)
    report.findings = [finding.entry]
    let templates = try TemplateSet.builtIn()
    let page = try templates.render(
      "finding.html", FindingPage(report: report, finding: finding, position: 0).values)
    #expect(page.contains("a wrong choice") && !page.contains("explained answer"))
    #expect(page.contains("Right is (b) Closed &amp; shut."))
    #expect(page.contains("(a) Open, (b) Closed &amp; shut"))
    #expect(!page.contains("not judged"))
    let list = try templates.render("findings.html", FindingsPage(report: report).values)
    #expect(list.contains("1 wrong choice, ") && !list.contains("without a label"))
  }

  @Test("what only an order was not enough for was explained", arguments: [false, true])
  func problem(isFailed: Bool) throws {
    var (report, finding) = Self.report()
    finding.problem = "40 evaluations are not enough for an order of the regions"
    finding.isFailed = isFailed
    report.findings = [finding.entry]
    let page = try TemplateSet.builtIn().render(
      "finding.html", FindingPage(report: report, finding: finding, position: 0).values)
    #expect(page.contains("40 evaluations are not enough"))
    #expect(page.contains("could not be explained") == isFailed)
  }

  @Test("its pages are as recorded", arguments: ["index", "findings", "finding"])
  func pages(name: String) throws {
    let (report, finding) = Self.report()
    try Golden.check(page: name, of: report, finding, prefix: "unjudged")
  }

  @Test("no page of it speaks of right and wrong, or of a yes and a no", arguments: [false, true])
  func neutral(isWhole: Bool) throws {
    var (report, finding) = Self.report()
    if isWhole {
      // A whole answer has an order and no trigger.
      (finding.necessary, finding.sufficient) = (nil, nil)
      (report.findings[0].necessary, report.findings[0].sufficient) = (nil, nil)
      finding.entry = report.findings[0]
    }
    let templates = try TemplateSet.builtIn()
    for page in [
      try templates.render("index.html", SummaryPage(report: report).values),
      try templates.render("findings.html", FindingsPage(report: report).values),
      try templates.render(
        "finding.html", FindingPage(report: report, finding: finding, position: 0).values),
    ] {
      for word in [
        "Yes", ">No", "wrong\"", "right\"", "neither", "false positive", "miss", "F1",
        "not been judged",
        "\u{201C}\u{201C}", "no probability",
      ] {
        #expect(!page.contains(word), "\(word)")
      }
    }
  }

  @Test("several of them are counted, and their triggers told together")
  func several() {
    var (report, _) = Self.report()
    report.findings = Array(repeating: report.findings[0], count: 3)
    let verdict = SummaryVerdict(report: report)
    #expect(verdict.headline == "3 answers of tiny-llava, explained and not judged.")
    #expect(
      verdict.lede.hasPrefix("For 3 of them, the part of the picture that triggers the answer"))
  }

  @Test(
    "a reply says the same when the words stand in it, whatever their case",
    arguments: [
      ("spoon", "A Spoon.", Saying.same), ("Spoon", "the spoon", .same),
      ("spoon", "Spoons", .flipped),
      ("spoon", "a teaspoon", .flipped), ("spoon", "teaspoon, spoon", .same),
      ("spoon", "", .flipped),
      ("traffic light", "a traffic light", .same), ("traffic light", "a traffic sign", .flipped),
      ("spoon \u{2026} red", "a spoon that is red", .same),
      ("spoon \u{2026} red", "a red", .flipped),
      (".", "Yes.", .same), ("caf\u{E9}", "a CAF\u{C9}", .same),
    ])
  func saying(words: String, reply: String, expected: Saying) {
    let said = SaidWords.explained(words)
    #expect(said.saying(SpokenReply(text: reply, answer: nil)) == expected)
    #expect(said.style(.same) == "plain" && said.style(.flipped) == "plain")
  }

  @Test("a yes or a no stays one, and flips to the other")
  func yes() {
    let said = SaidWords.explained("yes")
    #expect(said.text == "Yes" && said.flipped == "No" && !said.isWrong)
    #expect(said.saying(SpokenReply(text: "No.", answer: .no)) == .flipped)
    #expect(said.saying(SpokenReply(text: "Perhaps", answer: nil)) == .unread)
  }

  @Test("a long answer is shortened at a word")
  func excerpt() {
    let long = "This is a farm with a red barn. There is a cow at the top left of it."
    #expect(
      SaidWords.explained(long).text
        == "\u{201C}This is a farm with a red barn. There is a cow at the top\u{2026}\u{201D}")
    #expect(Words.excerpt("short") == "short")
    #expect(Words.excerpt(String(repeating: "x", count: 80)).count == 61)
  }

  @Test(
    "its command asks the same again, whatever the words are",
    arguments: [
      (#""target":"word:traffic light""#, "--word 'traffic light'"),
      (#""target":"word:-5""#, "'--word=-5'"), (#""target":"tokens:3-5,9""#, "--tokens '3-5,9'"),
      (#""target":"sentence""#, "--sentence"), (#""target":"counter-token""#, "--counter"),
      (#""maxAnswerTokens":256"#, "--max-tokens 256"), (#""maxAnswerTokens":32"#, nil),
    ])
  func command(setting: String, flags: String?) {
    let probe = Probe(
      id: "1", imageName: "a b.png", question: "What is it?", object: nil, label: nil)
    #expect(
      ReportCommands(settings: LoggedSettings(json: "{\(setting)}")).explain(probe)
        == "hallux explain 'a b.png' --ask 'What is it?'" + (flags.map { " " + $0 } ?? ""))
  }
}
