import Codecs
import Foundation
import Testing

@testable import ReportSamples
@testable import Reporting
@testable import TestKit

@Suite struct SingleFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var file: URL { folder.url.appendingPathComponent("report.html") }

  private func pages(_ templates: URL? = nil) throws -> ReportPages {
    ReportPages(
      source: SampleReport(),
      templates: try templates.map { try TemplateSet(folder: $0) } ?? TemplateSet.builtIn())
  }

  private func written(_ templates: URL? = nil) throws -> String {
    _ = try pages(templates).write(toFile: file, limit: nil) { _ in }
    return try String(contentsOf: file, encoding: .utf8)
  }

  /// The values of an attribute, wherever it stands in a tag.
  private func values(_ name: String, in page: String) -> [(tag: String, value: String)] {
    let bytes = Array(page.utf8)
    return PageScanner(bytes).flatMap { tag in
      tag.attributes.filter { $0.name == name }
        .map { (tag.name, String(decoding: bytes[$0.value], as: UTF8.self)) }
    }
  }

  @Test("a report in one file holds every page of the folder, and nothing beside it")
  func whole() throws {
    let report = folder.url.appendingPathComponent("report")
    let folderSummary = try pages().write(to: report) { _ in }
    let summary = try pages().write(toFile: file, limit: nil) { _ in }
    let page = try String(contentsOf: file, encoding: .utf8)
    #expect(summary.index.lastPathComponent == "report.html")
    #expect(summary.pageCount == folderSummary.pageCount)
    #expect(summary.byteCount == page.utf8.count)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["report", "report.html"])
    for (name, data) in try TemporaryFolder.contents(of: report) where name.hasSuffix(".html") {
      let bytes = [UInt8](data)
      let parts = try #require(PageParts(bytes))
      // The text of every page is there, word for word, between its tags.
      #expect(
        Self.text(page).contains(Self.text(String(decoding: bytes[parts.content], as: UTF8.self))))
      #expect(page.contains("<article id=\"\(name.dropLast(5))\" data-page="))
    }
  }

  /// What stands between tags.
  private static func text(_ page: String) -> String {
    let bytes = Array(page.utf8)
    var (result, last) = ([UInt8](), 0)
    for tag in PageScanner(bytes) {
      result += bytes[last..<tag.range.lowerBound]
      last = tag.range.upperBound
    }
    return String(decoding: result + bytes[last...], as: UTF8.self)
  }

  @Test("every id is there once, and every link and reference leads to one")
  func references() throws {
    let page = try written()
    let ids = values("id", in: page).map(\.value)
    #expect(Set(ids).count == ids.count)
    let known = Set(ids)
    // The blank row, which the script copies and fills, leads nowhere yet.
    for (tag, link) in values("href", in: page)
    where tag != "link" && tag != "image" && !link.isEmpty {
      #expect(
        link.hasPrefix("#") && known.contains(String(link.dropFirst())), "<\(tag) href=\(link)>")
    }
    for name in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
      for (_, value) in values(name, in: page) {
        for id in value.split(separator: " ") { #expect(known.contains(String(id)), "\(name)") }
      }
    }
    #expect(values("aria-labelledby", in: page).count > 5)
    #expect(values("href", in: page).filter { $0.tag == "a" }.count > 20)
  }

  @Test("a picture is in the file once, and its words stay with it")
  func pictures() throws {
    let page = try written()
    // Only what a script is to fill has a source, which is empty.
    #expect(values("src", in: page).allSatisfy { $0.value.isEmpty })
    let pictures = values("href", in: page).filter { $0.tag == "image" }.map(\.value)
    #expect(pictures.count == 3 && Set(pictures).count == 3)
    for (index, scene) in SampleReport().scenes.enumerated() {
      let encoded = String(decoding: Base64.encode(PlainPNG.encode(scene.image)), as: UTF8.self)
      #expect(pictures.contains("data:image/png;base64," + encoded), "\(index)")
    }
    #expect(
      page.contains("role=\"img\" aria-label=\"Kitchen")
        || page.contains("role=\"img\" aria-label=\""))
  }

  @Test("its policy allows its own style and scripts by their digests, and nothing else")
  func policy() throws {
    let page = try written()
    let policies = values("content", in: page).map(\.value).filter { $0.hasPrefix("default-src") }
    let policy = try #require(policies.first)
    #expect(policies.count == 1)
    #expect(policy.hasPrefix("default-src 'none'; img-src data:; style-src 'sha256-"))
    #expect(!policy.contains("self") && !policy.contains("unsafe"))
    let inline = page.matches(of: /<(style|script)>([\s\S]*?)<\/\1>/)
    #expect(inline.count > 5)
    for match in inline {
      let digest = SHA256Digest.base64(of: Array(match.output.2.utf8))
      #expect(policy.contains("'sha256-\(digest)'"))
    }
    #expect(policy.components(separatedBy: "'sha256-").count == inline.count + 1)
    #expect(values("style", in: page).isEmpty)
  }

  @Test("written twice it is the same, wherever it is; an earlier one is replaced")
  func sameBytes() throws {
    let first = try written()
    let other = folder.url.appendingPathComponent("other name.htm")
    _ = try pages().write(toFile: other, limit: nil) { _ in }
    #expect(try String(contentsOf: other, encoding: .utf8) == first)
    #expect(try written() == first)
  }

  @Test("one that would be too large is refused, and nothing is left behind")
  func tooLarge() throws {
    for limit in [1_000, 150_000] {
      let error = #expect(throws: ReportError.self) {
        try pages().write(toFile: file, limit: limit) { _ in }
      }
      #expect(error?.code == .size)
      #expect(error?.message.contains("--images thumb or none") == true)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    let before = try written()
    #expect(throws: ReportError.self) { try pages().write(toFile: file, limit: 1_000) { _ in } }
    #expect(try String(contentsOf: file, encoding: .utf8) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["report.html"])
  }

  @Test("an empty file is taken for a free place")
  func emptyFile() throws {
    try Data().write(to: file)
    _ = try pages().write(toFile: file, limit: nil) { _ in }
    #expect(try !Data(contentsOf: file).isEmpty)
  }

  @Test("somebody's own file and a folder are not touched")
  func strangers() throws {
    try Data("<!DOCTYPE html>mine".utf8).write(to: file)
    for place in [file, folder.url] {
      let error = #expect(throws: ReportError.self) {
        try pages().write(toFile: place, limit: nil) { _ in }
      }
      #expect(error?.code == .folder)
    }
    #expect(try Data(contentsOf: file) == Data("<!DOCTYPE html>mine".utf8))
  }

  @Test("pages of a user's own templates are joined, too; without a body they are refused")
  func ownTemplates() throws {
    let templates = folder.url.appendingPathComponent("templates")
    try FileManager.default.createDirectory(at: templates, withIntermediateDirectories: true)
    let page = templates.appendingPathComponent("page.html")
    try Data("<html><head></head><body>{{$main}}{{/main}}</body></html>\n".utf8).write(to: page)
    let joined = try written(templates)
    #expect(joined.contains("<head><meta http-equiv=\"Content-Security-Policy\""))
    #expect(joined.contains("<style>") && joined.contains("<article id=\"finding-12\""))
    #expect(joined.hasSuffix("</script>\n</body></html>\n"))
    try Data("{{$main}}{{/main}}\n".utf8).write(to: page)
    let error = #expect(throws: ReportError.self) { try written(templates) }
    #expect(error?.message.hasPrefix("index.html: has neither <main> nor <body>") == true)
  }
}
