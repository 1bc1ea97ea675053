import AuditStore
import Probing
import Testing

@testable import ReportSamples
@testable import Reporting

/// The pages of captions and objects.
@Suite struct OtherPagesTests {
  private static func report() -> AuditReport { SampleReport().audit() }

  private static func caption(_ position: Int) -> CaptionPage {
    let report = report()
    return CaptionPage(
      report: report, caption: SampleReport().fullCaption(report.captionEntries[position]),
      position: position, findings: Set(report.findings.map(\.id)))
  }

  @Test("lists of captions and of objects are as recorded")
  func lists() throws {
    let templates = try TemplateSet.builtIn()
    try Golden.check(
      try templates.render("captions.html", CaptionsPage(report: Self.report(), page: 1).values),
      "captions.html")
    try Golden.check(
      try templates.render("objects.html", ObjectsPage(report: Self.report()).values),
      "objects.html")
    try Golden.check(
      try templates.render("glossary.html", GlossaryPage(report: Self.report()).values),
      "glossary.html")
  }

  @Test("a caption's page is as recorded", arguments: [0, 1, 2])
  func captions(position: Int) throws {
    try Golden.check(
      try TemplateSet.builtIn().render("described.html", Self.caption(position).values),
      "caption-\(41 + position).html")
  }

  @Test("an object's page is as recorded")
  func object() throws {
    let report = Self.report()
    try Golden.check(
      try TemplateSet.builtIn().render(
        "object.html", ObjectPage(report: report, entry: report.objects[0], position: 0).values),
      "object.html")
  }

  @Test("a mention leads to its finding where that has a page, and nowhere where it has none")
  func links() throws {
    let page = try TemplateSet.builtIn().render("described.html", Self.caption(0).values)
    #expect(
      page.contains("<span class=\"mention hallucinated\"><a href=\"finding-11.html\">spoon</a>"))
    #expect(!page.contains("finding-99.html"))
  }

  @Test("more captions than fit on a page go on on the next one, the worst first")
  func paging() throws {
    var report = Self.report()
    report.captionEntries = (0..<250).map { number in
      var entry = report.captionEntries[1]
      entry.id = Int64(number)
      return entry
    }
    #expect(CaptionsPage.pageCount(report) == 3)
    let page = try TemplateSet.builtIn().render(
      "captions.html", CaptionsPage(report: report, page: 3).values)
    #expect(page.matches(of: /<li><a class="thumb"/).count == 50)
    #expect(page.contains("<a rel=\"prev\" href=\"captions-2.html\">"))
    #expect(!page.contains("rel=\"next\""))
  }

  @Test("more findings about an object than cards lead to the list")
  func manyFindings() throws {
    var report = Self.report()
    report.findings = (0..<101).map { _ in report.findings[0] }
    var entry = report.objects[1]
    entry.findings = Array(0..<101)
    let page = try TemplateSet.builtIn().render(
      "object.html", ObjectPage(report: report, entry: entry, position: 1).values)
    #expect(page.matches(of: /class="card"/).count == 100)
    #expect(
      page.contains("href=\"findings.html#object=traffic%20light\">All 101 findings about it"))
  }

  @Test("of mentions that the model denies when asked no page says that they are not there")
  func denied() throws {
    var report = Self.report()
    for index in report.captionEntries.indices { report.captionEntries[index].judge = .model }
    report.findings.removeAll { $0.kind != .hallucinatedMention }
    var caption = Self.report().findings[0]
    caption.kind = .hallucinatedMention
    caption.said = .mention("spoon", isWrong: true)
    report.findings = [caption]
    let templates = try TemplateSet.builtIn()
    let list = try templates.render("captions.html", CaptionsPage(report: report, page: 1).values)
    #expect(list.contains("what the model denies when asked"))
    #expect(!list.contains("what is not there"))
    let object = try templates.render(
      "object.html", ObjectPage(report: report, entry: report.objects[0], position: 0).values)
    #expect(object.contains("named in captions, denied when asked"))
    #expect(
      Gallery(findings: report.findings).entries.count == 1
        && report.falseMentions.title == "Named, and denied when asked")
  }

  @Test("the first page counts the triggers of what its headline is about, and no others")
  func ownTriggers() throws {
    var report = Self.report()
    let before = SummaryVerdict(report: report).lede
    var mention = report.findings[0]
    mention.kind = .hallucinatedMention
    var miss = report.findings[0]
    miss.kind = .falseNegative
    report.findings += [mention, miss]
    #expect(before.contains("For 2 of them"))
    #expect(SummaryVerdict(report: report).lede == before)
  }

  @Test("what is shown in the place of a probability decides the order")
  func order() {
    var findings = Self.report().findings.prefix(3).map(\.self)
    for (index, confidence) in [nil, 0.2, 0.9].enumerated() {
      findings[index].confidence = confidence
    }
    let ids = findings.map(\.id)
    #expect(findings.mostConfidentFirst.map(\.id) == [ids[2], ids[1], ids[0]])
  }

  @Test("the summary says in words whether the model leans to one answer")
  func bias() throws {
    let page = try TemplateSet.builtIn().render(
      "index.html", SummaryPage(report: Self.report()).values)
    #expect(page.contains("and Yes is right for 50.0%: no lean shows."))
  }
}
