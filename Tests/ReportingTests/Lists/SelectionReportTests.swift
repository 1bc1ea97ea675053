import AuditStore
import Foundation
import Testing

@testable import ReportSamples
@testable import Reporting
@testable import TestKit

/// Reports of what a query lists.
@Suite struct SelectionReportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func files(
    _ expression: String, of log: AuditLog, named name: String = "report"
  ) throws -> [String: String]? {
    let place = folder.url.appendingPathComponent(name)
    let summary = try ReportWriter(log: log, templates: nil, bootstrapSeed: 7).write(
      findingsMatching: FindingQuery(parsing: expression), version: "0.2.0", to: .folder(place)
    ) { _ in }
    guard summary != nil else {
      #expect(!FileManager.default.fileExists(atPath: place.path))
      return nil
    }
    return try TemporaryFolder.contents(of: place)
      .mapValues { String(decoding: $0, as: UTF8.self) }
  }

  private func log(_ name: String = "log.sqlite", text: String? = nil) throws -> AuditLog {
    try TwoAudits(at: folder.url.appendingPathComponent(name).path, text: text).log
  }

  @Test("findings of several audits and models stand in one report, each with its own")
  func severalAudits() throws {
    let log = try log()
    let files = try #require(try files("kind = false-positive and confidence > 62 %", of: log))
    let index = try #require(files["index.html"])
    for part in [
      "<h1>3 findings match</h1>",
      "Asked for: findings whose kind is false-positive and confidence is more than 62%. Of 5 findings "
        + "in the log, 3 of 2 audits and 2 models match.",
      "hallux report &#39;kind = &quot;false-positive&quot; and confidence &gt; 0.62&#39; --to report",
      "hallux audit --repeat 1", "hallux audit --repeat 2", "key 0", "key 1",
      "tiny, small", "made this page from 2 audits of the log", "Hallux 0.2.0",
      "href=\"findings.html#audit=2\"", "findings.html#object=dining%20table",
      try #require(try log.head()).hash,
    ] {
      #expect(index.contains(part), "\(part)")
    }
    #expect(
      files.keys.filter { $0.hasPrefix("finding-") }.sorted()
        == ["finding-3.html", "finding-4.html", "finding-5.html"])
    let first = try #require(files["finding-3.html"])
    #expect(first.contains("tiny <span class=\"on\">on</span> bundled"))
    #expect(first.contains("<dd>3, of audit 1</dd>"))
    #expect(first.contains("made this page from audit 1 of the log"))
    let last = try #require(files["finding-5.html"])
    #expect(last.contains("small <span class=\"on\">on</span> bundled"))
    #expect(last.contains("<dd>5, of audit 2</dd>"))
    let list = try #require(files["findings.html"])
    #expect(Self.listed(list) == [5, 3, 4])
    #expect(list.contains("<option value=\"small\">small (2)</option>"))
    #expect(list.contains("<option value=\"2\">2 (2)</option>"))
    #expect(
      list.contains("<code>kind = &quot;false-positive&quot; and confidence &gt; 0.62</code>"))
  }

  @Test("no number of a page would measure the choice")
  func noRates() throws {
    let index = try #require(try files("kind = false-positive", of: log())?["index.html"])
    #expect(index.contains("No rate, accuracy or F1 is given here"))
    #expect(!index.contains("<dt>F1</dt>") && !index.contains("said yes to"))
    #expect(!index.contains("interval"))
  }

  @Test(
    "the query's order and limit are the list's",
    arguments: [
      ("order by confidence limit 2", [1, 4]), ("order by object, finding desc", [2, 5, 3, 4, 1]),
      ("limit 2", [5, 3]), ("order by finding desc limit 2 offset 1", [4, 3]),
      ("", [5, 3, 2, 4, 1]),
    ])
  func orders(expression: String, numbers: [Int]) throws {
    let files = try #require(try files(expression, of: log()))
    #expect(Self.listed(try #require(files["findings.html"])) == numbers)
  }

  @Test("what matches nothing writes nothing")
  func nothing() throws {
    #expect(try files("object = cat", of: log()) == nil)
  }

  @Test("the same log gives the same bytes, also from a copy in another folder")
  func sameBytes() throws {
    let original = folder.url.appendingPathComponent("log.sqlite")
    let first = try log()
    let elsewhere = folder.url.appendingPathComponent("else where/copy.sqlite")
    try FileManager.default.createDirectory(
      at: elsewhere.deletingLastPathComponent(), withIntermediateDirectories: true)
    try first.compact(into: elsewhere.path)
    let (one, two) = (
      try AuditLog.open(at: original.path, access: .readOnly),
      try AuditLog.open(at: elsewhere.path, access: .readOnly)
    )
    let expression = "confidence > 0.5"
    #expect(try files(expression, of: one, named: "a") == files(expression, of: two, named: "b"))
    for (log, name) in [(one, "c"), (two, "d")] {
      _ = try ReportWriter(log: log, templates: nil, bootstrapSeed: 7).write(
        audit: 1, to: folder.url.appendingPathComponent(name)
      ) { _ in }
    }
    #expect(
      try TemporaryFolder.contents(of: folder.url.appendingPathComponent("c"))
        == TemporaryFolder.contents(of: folder.url.appendingPathComponent("d")))
  }

  @Test(
    "no folder of this machine and no text of others gets into the pages as markup",
    arguments: ["<script>alert(1)</script>", "\"\u{301} onload=x", "'; rm -rf / #"])
  func hostile(text: String) throws {
    let files = try #require(
      try files(
        FindingQuery(condition: .compares(.object, .contains, .text(text))).description,
        of: log(text: text)))
    for (name, page) in files where name.hasSuffix(".html") {
      #expect(!page.contains("<script>alert"), "\(name)")
      #expect(!page.contains(folder.path), "\(name)")
      let scalars = page.unicodeScalars
      // A quotation mark with a combining mark ends an attribute all the same.
      let ends = zip(scalars, scalars.dropFirst()).contains { $0 == "\"" && $1 == "\u{301}" }
      #expect(!ends, "\(name)")
    }
  }

  @Test(
    "a query reads as words",
    arguments: [
      (
        "area < 12.5 % and not (object in (spoon, fork))",
        " whose trigger\u{2019}s area is less than 12.5% and not (object is one of \u{201C}spoon\u{201D}, "
          + "\u{201C}fork\u{201D})"
      ),
      (
        "(size = 1 or cause is missing) and image ~ val",
        " whose (number of regions is 1 or cause is missing) and image contains \u{201C}val\u{201D}"
      ),
      ("kind != answer", " whose kind is not answer"), ("limit 3", ""),
    ])
  func words(expression: String, words: String) throws {
    #expect(try QueryWords.condition(FindingQuery(parsing: expression).condition) == words)
  }

  @Test("a limit keeps the most confident, and what it leaves out is told")
  func limited() throws {
    let log = try log()
    let files = try #require(try files("kind = false-positive limit 2", of: log))
    let index = try #require(files["index.html"])
    let all = try log.findings(
      matching: FindingQuery(parsing: "kind = false-positive order by confidence desc"))
    #expect(all.count > 2)
    #expect(index.contains("<h1>2 of \(all.count) findings that match</h1>"))
    #expect(
      index.contains(
        "false-positive, by confidence, the largest first, 2 at most. Of 5 findings in the log, \(all.count) match; "
          + "here are 2 of "))
    #expect(
      index.contains(
        "hallux query &#39;kind = &quot;false-positive&quot; order by confidence desc limit 2&#39;")
    )
    let list = try #require(files["findings.html"])
    #expect(Self.listed(list) == all.prefix(2).map { Int($0.id) })
  }

  @Test("a host and a folder in what is asked for are on no page")
  func redacted() throws {
    let log = try log()
    let files = try #require(
      try files("image != '/home/jane/a.png' and model != 'http://gpu7.lab/llava'", of: log))
    for (name, text) in files where name.hasSuffix("html") || name.hasSuffix("js") {
      #expect(!text.contains("jane") && !text.contains("gpu7"), "\(name)")
    }
    let index = try #require(files["index.html"])
    #expect(index.contains("image is not \u{201C}a.png\u{201D}"))
  }

  @Test("its first page is as recorded")
  func golden() throws {
    var report = SampleReport().audit()
    report.findings[1].auditID = 4
    let audits = [3, 4].map { id in
      SelectionReport.SelectedAudit(
        id: Int64(id), model: id == 3 ? "tiny-llava" : "small-llava", probeSet: "bundled probes",
        fill: FillLook(name: "black"), records: [report.records[1]], commands: report.commands)
    }
    let selection = SelectionReport(
      version: "0.1.0", query: try FindingQuery(parsing: "confidence > 10 % order by area"),
      total: 1204, matchingCount: report.findings.count, audits: audits,
      logHead: LogHead(number: 9, hash: "ab12", at: "2026-11-22T09:21:47.000Z"),
      findings: report.findings)
    try Golden.check(
      try TemplateSet.builtIn().render("selection.html", selection.firstPage.values),
      "selection.html")
  }

  /// The numbers of the findings in the order of a page.
  private static func listed(_ page: String) -> [Int] {
    page.matches(of: /<tr role="row" id="f(\d+)">/).compactMap { Int($0.output.1) }
  }
}
