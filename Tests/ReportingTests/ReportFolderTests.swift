import Foundation
import Testing

@testable import ReportSamples
@testable import Reporting
@testable import TestKit

@Suite struct ReportFolderTests {
  /// A source whose last finding cannot be read.
  private struct Failing: ReportSource {
    let sample = SampleReport()

    func report() -> any ReportContents { sample.report() }
    func png(_ image: ReportImage) -> [UInt8] { sample.png(image) }
    func finding(_ entry: FindingEntry) throws(ReportError) -> FindingReport {
      if entry.id == 15 { throw ReportError(.log, "a reply is missing") }
      return sample.finding(entry)
    }
  }

  private func pages(_ source: any ReportSource = SampleReport()) throws -> ReportPages {
    ReportPages(source: source, templates: try TemplateSet.builtIn())
  }

  @Test(
    "a report is a folder of pages, pictures and one style sheet; written twice, it is the same")
  func sameBytes() throws {
    let folder = try TemporaryFolder()
    let (first, second) = (
      folder.url.appendingPathComponent("a"), folder.url.appendingPathComponent("deep/b")
    )
    var marks: [ReportProgress] = []
    let summary = try pages().write(to: first) { marks.append($0) }
    _ = try pages().write(to: second) { _ in }
    let contents = try TemporaryFolder.contents(of: first)
    #expect(try contents == TemporaryFolder.contents(of: second))
    #expect(
      contents.keys.filter { !$0.hasPrefix("images/") && !$0.hasPrefix("object-") }.sorted() == [
        ".hallux-report", "caption-41.html", "caption-42.html", "caption-43.html", "captions.html",
        "copy.js", "finding-11.html", "finding-12.html", "finding-13.html", "finding-14.html",
        "finding-15.html", "findings.html", "findings.js", "glossary.html", "index.html", "list.js",
        "objects.html", "regions.js", "reveal.js", "style.css",
      ])
    #expect(contents.keys.filter { $0.hasPrefix("object-") }.count == 7)
    #expect(contents.keys.filter { $0.hasPrefix("images/") }.count == 3)
    #expect(summary.index.lastPathComponent == "index.html")
    #expect(summary.pageCount == 20)
    #expect(summary.byteCount == contents.values.reduce(0) { $0 + $1.count })
    #expect(marks.map(\.writtenPages) == Array(1...20))
  }

  @Test("an earlier report is replaced whole: no page of it stays")
  func replacement() throws {
    let folder = try TemporaryFolder()
    let report = folder.url.appendingPathComponent("report")
    _ = try pages().write(to: report) { _ in }
    try Data("old".utf8).write(to: report.appendingPathComponent("finding-99.html"))
    _ = try pages().write(to: report) { _ in }
    #expect(try TemporaryFolder.contents(of: report)["finding-99.html"] == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["report"])
  }

  @Test("a report that fails half-way leaves nothing, and an earlier one as it was")
  func failure() throws {
    let folder = try TemporaryFolder()
    let report = folder.url.appendingPathComponent("report")
    #expect(throws: ReportError(.log, "a reply is missing")) {
      try pages(Failing()).write(to: report) { _ in }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    _ = try pages().write(to: report) { _ in }
    let before = try TemporaryFolder.contents(of: report)
    #expect(throws: ReportError.self) { try pages(Failing()).write(to: report) { _ in } }
    #expect(try TemporaryFolder.contents(of: report) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["report"])
  }

  @Test("while it is written, nothing is found under its name")
  func staging() throws {
    let folder = try TemporaryFolder()
    let report = folder.url.appendingPathComponent("report")
    _ = try pages().write(to: report) { _ in
      #expect(!FileManager.default.fileExists(atPath: report.path))
    }
    #expect(FileManager.default.fileExists(atPath: report.path))
  }

  @Test("somebody's own folder or file is not touched; an empty folder is used")
  func strangers() throws {
    let folder = try TemporaryFolder()
    let own = folder.url.appendingPathComponent("thesis")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    _ = try pages().write(to: own) { _ in }
    let other = folder.url.appendingPathComponent("other")
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    let file = other.appendingPathComponent("chapter.txt")
    try Data("mine".utf8).write(to: file)
    for place in [other, file] {
      let error = #expect(throws: ReportError.self) { try pages().write(to: place) { _ in } }
      #expect(error?.code == .folder)
    }
    #expect(try Data(contentsOf: file) == Data("mine".utf8))
  }
}
