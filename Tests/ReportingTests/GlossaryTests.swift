import Foundation
import Testing

@testable import ReportSamples
@testable import Reporting
@testable import TestKit

/// The glossary, and what leads to it.
@Suite struct GlossaryTests {
  private static func anchors() throws -> [String] {
    let page = try TemplateSet.builtIn().render(
      "glossary.html", GlossaryPage(report: SampleReport().audit()).values)
    return page.matches(of: /<div id="([a-z0-9-]+)">/).map { String($0.output.1) }
  }

  @Test("every name that pages lead from has its place, and no place is there twice")
  func namesHavePlaces() throws {
    let anchors = try Self.anchors()
    #expect(anchors.count > 40)
    #expect(Set(anchors).count == anchors.count)
    for (name, anchor) in Glossary.anchors {
      #expect(anchors.contains(anchor), "\(name) leads to \(anchor), which is not there")
    }
  }

  @Test("every link to the glossary leads to a term")
  func linksLead() throws {
    let folder = try TemporaryFolder()
    let place = folder.url.appendingPathComponent("report")
    let pages = ReportPages(source: SampleReport(), templates: try TemplateSet.builtIn())
    _ = try pages.write(to: place) { _ in }
    let anchors = Set(try Self.anchors())
    var linked: Set<String> = []
    for (name, data) in try TemporaryFolder.contents(of: place) where name.hasSuffix(".html") {
      let page = String(decoding: data, as: UTF8.self)
      for match in page.matches(of: /href="glossary\.html#([^"]*)"/) {
        linked.insert(String(match.output.1))
        #expect(anchors.contains(String(match.output.1)), "\(name) leads to \(match.output.1)")
      }
    }
    #expect(linked.isSuperset(of: ["accuracy", "diagnosis", "lift", "margin", "miss"]))
  }
}
