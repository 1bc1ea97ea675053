import Attribution
import AuditStore
import Foundation
import Imaging
import ModelAPI
import Probing
import Testing

@testable import ReportSamples
@testable import Reporting
@testable import TestKit

/// From a real log to pages.
@Suite struct ReportWriterTests {
  private func report(_ log: SampleLog, in folder: TemporaryFolder, named name: String = "report")
    throws -> [String: String]
  {
    let place = folder.url.appendingPathComponent(name)
    let writer = ReportWriter(log: log.log, templates: nil, bootstrapSeed: 7)
    _ = try writer.write(audit: log.audit, to: place) { _ in }
    return try TemporaryFolder.contents(of: place).mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test("a log becomes a summary, a list and a page for each finding")
  func pages() throws {
    let folder = try TemporaryFolder()
    let pages = try report(SampleLog(), in: folder)
    let index = try #require(pages["index.html"])
    #expect(index.contains("tiny said yes to 1 of 2 objects that are not there."))
    #expect(index.contains("1 trigger is proven minimal"))
    #expect(
      index.contains(
        "hallux audit --repeat 1\nhallux audit --model tiny --rule hallux --fill black"))
    let finding = try #require(pages.first { $0.key.hasPrefix("finding-") }?.value)
    #expect(finding.contains("With the outlined 25.0% of it blacked out, the answer becomes No."))
    #expect(finding.contains("Put back region <a href=\"#region-1\">1</a>"))
    #expect(finding.contains("No, no spoon."))
    #expect(finding.contains("slico-connected/4"))
    #expect(pages.keys.contains("images/\(SampleLog.imageDigest).png"))
  }

  @Test("the same log gives the same bytes")
  func sameBytes() throws {
    let folder = try TemporaryFolder()
    let log = try SampleLog()
    #expect(try report(log, in: folder, named: "a") == report(log, in: folder, named: "b"))
    // Recorded anew, the same contents stand in a chain of their own: nothing but the head differs.
    let again = try SampleLog()
    let pages = try [(log, "c"), (again, "d")].map { log, name in
      let head = try #require(try log.log.head()).hash
      return try report(log, in: folder, named: name)
        .mapValues { $0.replacing(head, with: "the head") }
    }
    #expect(pages[0] == pages[1])
    #expect(pages[0]["index.html"]?.contains("<dd>the head</dd>") == true)
  }

  @Test(
    "fills that no color can stand for are shown as the model saw them",
    arguments: [("mean", 2), ("blur", 3)])
  func composedFills(fill: String, pictureCount: Int) throws {
    let folder = try TemporaryFolder()
    let pages = try report(SampleLog(fill: fill), in: folder)
    // The picture, the one without the trigger, and for a blur the one of which all is hidden.
    #expect(pages.keys.filter { $0.hasPrefix("images/") }.count == pictureCount)
  }

  @Test("what is annotated in a probe\u{2019}s picture is asked for, and drawn")
  func truth() throws {
    let folder = try TemporaryFolder()
    let place = folder.url.appendingPathComponent("report")
    let log = try SampleLog()
    _ = try ReportWriter(
      log: log.log, templates: nil, bootstrapSeed: 7,
      groundTruth: { probe in
        GroundTruth(
          width: 8, height: 8,
          objects: [
            .init(name: "a \(probe.planted?.cause ?? "")", left: 2, top: 4, width: 2, height: 2)
          ], cause: nil)
      }
    ).write(audit: log.audit, to: place) { _ in }
    let page = try String(
      contentsOf: place.appendingPathComponent("finding-1.html"), encoding: .utf8)
    #expect(page.contains("Boxes: what is annotated, a bowl."))
    #expect(page.contains(#"<rect class="box" x="1.0" y="2.0" width="1.0" height="1.0"/>"#))
  }

  @Test("a picture whose digest is none becomes no file")
  func foreignDigest() throws {
    let log = try AuditLog.inMemory()
    for digest in ["../../x", String(repeating: "A", count: 64), ""] {
      try log.record(image: StoredImage(digest: digest, width: 1, height: 1, png: []))
      let error = #expect(throws: ReportError.self) {
        try LogPictures(log: log, burnt: nil).image(digest)
      }
      #expect(error?.code == .log && error?.message.contains("which is no digest") == true)
    }
  }

  @Test("a log without that audit is told as such")
  func noAudit() throws {
    let folder = try TemporaryFolder()
    let log = try SampleLog()
    let error = #expect(throws: ReportError.self) {
      try ReportWriter(log: log.log, templates: nil, bootstrapSeed: 7)
        .write(audit: 99, to: folder.url.appendingPathComponent("report")) { _ in }
    }
    #expect(error?.code == .log)
    #expect(error?.message == "audit log :memory:: there is no audit 99")
  }

  @Test(
    "what others wrote is inert in every field",
    arguments: [
      "<script>alert(1)</script>", "\"\u{301} onmouseover=alert(1) x=\"\u{301}",
      "'><img src=x onerror=alert(1)>", "</title><svg onload=alert(1)>", "{{{name}}}{{>page}}",
      "javascript:alert(1)", "&lt;b&gt;", "<!--", "]]>", "\u{202E}\u{0}\u{1B}[31m",
      "</q\u{338}><iframe src=//x.example>", "`${alert(1)}`", "<a href=\"http://x.example\">x</a>",
    ])
  func hostile(text: String) throws {
    let folder = try TemporaryFolder()
    let harmless = try report(
      SampleLog(text: "word", hasCaption: true), in: folder, named: "harmless")
    let hostile = try report(SampleLog(text: text, hasCaption: true), in: folder, named: "hostile")
    // The pages of objects are named by digests of their names; both lists have them in the same order.
    let twins = Dictionary(uniqueKeysWithValues: zip(Self.objects(hostile), Self.objects(harmless)))
    #expect(twins.count == 6)
    #expect(hostile.keys.map { twins[$0] ?? $0 }.sorted() == harmless.keys.sorted())
    #expect(hostile.keys.contains { $0.hasPrefix("caption-") })
    for (name, page) in hostile where name.hasSuffix(".html") {
      // The markup is that of the harmless report: no tag more, no attribute more.
      #expect(Self.markup(page) == Self.markup(harmless[twins[name] ?? name] ?? ""), "\(name)")
      #expect(page.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" }, "\(name)")
      #expect(!page.unicodeScalars.contains("\u{202E}"), "\(name)")
    }
  }

  /// The pages of objects in the order of their list.
  private static func objects(_ pages: [String: String]) -> [String] {
    (pages["objects.html"] ?? "").matches(of: /<th scope="row"><a href="([^"]+)"/)
      .map { String($0.output.1) }
  }

  /// The tags of a page with their attributes' names, without the attributes' values; read scalar by scalar,
  /// as browsers do.
  private static func markup(_ page: String) -> [String] {
    var tags: [String] = []
    var tag = String.UnicodeScalarView()
    var isInTag = false
    var isInValue = false
    for scalar in page.unicodeScalars {
      switch (scalar, isInTag, isInValue) {
      case ("<", false, _): (isInTag, tag) = (true, .init())
      case ("\"", true, _): isInValue.toggle()
      case (">", true, false):
        isInTag = false
        tags.append(String(tag))
      case (_, true, false): tag.append(scalar)
      default: break
      }
    }
    return tags
  }
}
