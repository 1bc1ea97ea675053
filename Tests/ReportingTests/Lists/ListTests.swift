import Foundation
import Testing

@testable import ReportSamples
@testable import Reporting
@testable import TestKit

/// Long lists: their pages, and the data by which a script searches them.
@Suite struct ListTests {
  /// The data file as a script reads it.
  private struct Data: Decodable {
    var columns: [String]
    var rows: [[Value]]

    enum Value: Decodable, Equatable {
      case text(String), number(Double), list([String]), null

      init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
          self = .text(text)
        } else if let number = try? value.decode(Double.self) {
          self = .number(number)
        } else if let list = try? value.decode([String].self) {
          self = .list(list)
        } else {
          self = .null
        }
      }
    }

    func column(_ name: String) throws -> [Value] {
      let index = try #require(columns.firstIndex(of: name))
      return rows.map { $0[index] }
    }
  }

  private func files(_ count: Int, text: String? = nil) throws -> [String: String] {
    let folder = try TemporaryFolder()
    let place = folder.url.appendingPathComponent("report")
    let pages = ReportPages(
      source: LongReport(count: count, text: text), templates: try TemplateSet.builtIn())
    let summary = try pages.write(to: place) { _ in }
    let files = try TemporaryFolder.contents(of: place)
    #expect(summary.pageCount == files.keys.count { $0.hasSuffix(".html") })
    return files.mapValues { String(decoding: $0, as: UTF8.self) }
  }

  private func data(_ files: [String: String]) throws -> Data {
    let script = try #require(files["findings.js"])
    let start = "window.halluxFindings = "
    #expect(script.hasPrefix(start) && script.hasSuffix(";\n"))
    return try JSONDecoder().decode(
      Data.self, from: Foundation.Data(script.dropFirst(start.count).dropLast(2).utf8))
  }

  @Test(
    "a page holds a hundred findings, and each is on one page",
    arguments: [(1, 1), (100, 1), (101, 2), (250, 3)])
  func pages(count: Int, pageCount: Int) throws {
    let files = try files(count)
    let names = (1...pageCount).map { ListPaging.name(of: $0) }
    #expect(
      files.keys.filter { $0.hasPrefix("findings") && $0.hasSuffix(".html") }.sorted()
        == names.sorted())
    var listed: [String] = []
    for (index, name) in names.enumerated() {
      let page = try #require(files[name])
      let anchors = page.matches(of: /<tr role="row" id="f(\d+)">/).map { String($0.output.1) }
      #expect(anchors.count == (index + 1 < pageCount ? 100 : count - 100 * (pageCount - 1)))
      listed += anchors
      for link in page.matches(of: /href="([^"#:]+)"/) {
        #expect(files[String(link.output.1)] != nil, "\(link.output.1)")
      }
      #expect(page.contains("rel=\"prev\" href=\"\(ListPaging.name(of: index))\"") == (index > 0))
      #expect(
        page.contains("rel=\"next\" href=\"findings-\(index + 2).html\"") == (index + 1 < pageCount)
      )
      let pager = try #require(page.firstMatch(of: /<nav class="pages"[^>]*>/)).output
      #expect(pager.contains(" hidden") == (pageCount == 1))
    }
    #expect(listed == (1...count).map(String.init))
    #expect(
      try #require(files[names[0]]).contains(
        pageCount == 1 ? ">\(count) finding" : "\(count) findings, 1\u{2013}100 shown"))
  }

  @Test("every finding is in the data with its outline, in the order of the list")
  func script() throws {
    let files = try files(250)
    let data = try data(files)
    #expect(data.columns == FindingsScript.columns)
    #expect(data.rows.allSatisfy { $0.count == data.columns.count })
    #expect(try data.column("number") == (1...250).map { .number(Double($0)) })
    #expect(try data.column("split")[0] == .list(["adversarial", "popular"]))
    #expect(
      try data.column("proof").prefix(4).map { $0 } == [
        .text("minimum"), .text("unproven"), .text("never-flips"), .text("not-searched"),
      ])
    #expect(try data.column("adjudicated")[0] == .text("none"))
    // Each row says what the page says.
    let page = try #require(files["findings-2.html"])
    for name in ["outline", "source", "probability", "areaText", "proofText"] {
      guard case .text(let text) = try data.column(name)[100] else {
        Issue.record("no \(name)")
        continue
      }
      #expect(!text.isEmpty && page.contains(HTMLText.escape(text)), "\(name): \(text)")
    }
    #expect(try files == self.files(250))
  }

  @Test("of all outlines only those stay in memory that a page still shows")
  func outlines() throws {
    let files = try files(250)
    let index = try #require(files["index.html"])
    #expect(index.matches(of: /class="card"/).count == 2)
    #expect(index.matches(of: /class="line" d="M[^"]+z"/).count == 2)
  }

  @Test("filters have the values that occur, how often, and none where there is one value only")
  func facets() throws {
    let page = try #require(try files(30)["findings.html"])
    #expect(page.contains("<option value=\"false-positive\">false positive (24)</option>"))
    #expect(page.contains("<option value=\"false-negative\">miss (6)</option>"))
    #expect(page.contains("<option value=\"spoon\">spoon (10)</option>"))
    #expect(page.contains("<option value=\"never-flips\">never flips (6)</option>"))
    #expect(page.contains("name=\"split\""))
    for name in ["model", "audit", "adjudicated", "cause"] {
      #expect(!page.contains("name=\"\(name)\""), "\(name)")
    }
    #expect(page.contains("<option value=\"-confidence\" selected>"))
  }

  @Test(
    "what others wrote is inert in the data, the filters and the rows",
    arguments: [
      "</script><script>alert(1)</script>", "\"\u{301}];alert(1)//", "<!--<script>", "\u{2028}",
      "</option></select><img src=x onerror=alert(1)>", "\\", "{{{rows}}}",
    ])
  func hostile(text: String) throws {
    let files = try files(3, text: text)
    let script = try #require(files["findings.js"])
    #expect(!script.unicodeScalars.contains { "<>&'\u{2028}\u{2029}".unicodeScalars.contains($0) })
    let shown = text.unicodeScalars.map { HTMLText.visibleForm($0) ?? String(Character($0)) }
      .joined()
    #expect(try data(files).column("object")[1] == .text("\(shown) 1"))
    let page = try #require(files["findings.html"])
    #expect(page.contains("<option value=\"\(HTMLText.escape(text + " 1"))\">"))
    #expect(page.matches(of: /<script/).count == 2)
    #expect(!page.contains("<img src=x"))
  }

  @Test(
    "pages are led to by number: first, last, and two on each side",
    arguments: [
      (1, 1, [1]), (1, 3, [1, 2, 3]), (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
      (1, 20, [1, 2, 3, nil, 20]), (10, 20, [1, nil, 8, 9, 10, 11, 12, nil, 20]),
      (17, 20, [1, nil, 15, 16, 17, 18, 19, 20]),
    ] as [(Int, Int, [Int?])])
  func numbers(page: Int, count: Int, numbers: [Int?]) {
    #expect(ListPaging.numbers(around: page, of: count) == numbers)
  }

  @Test("a list without findings is a page that says so, and data without rows")
  func none() throws {
    let files = try files(0)
    #expect(files["findings.html"]?.contains("No findings") == true)
    #expect(try data(files).rows.isEmpty)
  }
}
