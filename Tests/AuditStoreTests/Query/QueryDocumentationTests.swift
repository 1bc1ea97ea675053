import Foundation
import Testing

@testable import AuditStore

@Suite("The query language's documentation")
struct QueryDocumentationTests {
  private static func page(file: String = #filePath) throws -> String {
    var root = URL(fileURLWithPath: file)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return try String(contentsOf: root.appendingPathComponent("docs/query.md"), encoding: .utf8)
  }

  /// The lines of the page's code blocks of a language.
  private static func lines(ofBlocks language: String) throws -> [String] {
    try page().components(separatedBy: "```\(language)\n").dropFirst()
      .compactMap { $0.components(separatedBy: "\n```").first }
      .flatMap { $0.split(separator: "\n").map(String.init) }
  }

  @Test("shows expressions that are of the language")
  func examples() throws {
    let expressions = try Self.lines(ofBlocks: "hallux")
    #expect(expressions.count >= 12)
    let log = try AuditLog.inMemory()
    for expression in expressions {
      let query = try FindingQuery(parsing: expression)
      #expect(try FindingQuery(parsing: query.description) == query)
      #expect(try log.findings(matching: query).isEmpty)
    }
  }

  @Test("shows commands whose expressions are of the language")
  func commands() throws {
    let commands = try Self.lines(ofBlocks: "sh").filter { $0.hasPrefix("hallux query '") }
    #expect(commands.count >= 3)
    for command in commands {
      let expression = command.components(separatedBy: "'")[1]
      _ = try FindingQuery(parsing: expression)
    }
  }

  @Test("shows what is refused with the words of the program")
  func errors() throws {
    let lines = try Self.lines(ofBlocks: "text")
    let errors = lines.indices.filter { lines[$0].hasPrefix("hallux: query: ") }
    #expect(!errors.isEmpty)
    for index in errors {
      let error = #expect(throws: QueryError.self) {
        try FindingQuery(parsing: String(lines[index + 1].dropFirst(2)))
      }
      #expect(lines[index] == "hallux: query: " + (error?.message ?? ""))
      #expect(lines[index + 2] == "  " + (error?.excerpt.last ?? ""))
    }
  }

  @Test("has a table of the fields that the program has")
  func fields() throws {
    let rows = FindingField.allCases.map { field in
      var help = field.help
      if case .word(let words) = field.type {
        help += ": " + words.map { "`\($0)`" }.joined(separator: ", ")
      }
      return
        "| `\(field.name)` | \(field.type.name) | \(field.canBeMissing ? "yes" : "") | \(help) |"
    }
    let table =
      "| field | type | can be missing | what it is |\n|---|---|---|---|\n"
      + rows.joined(separator: "\n") + "\n\n"
    #expect(try Self.page().contains(table), "\(table)")
  }

  @Test("names the limits")
  func limits() throws {
    let page = try Self.page()
    for limit in [
      "64 KiB", "\(QueryLimits.depth) deep", "\(QueryLimits.comparisonCount) comparisons",
      "\(QueryLimits.valueCount) values",
    ] {
      #expect(page.contains(limit), "\(limit)")
    }
    #expect(QueryLimits.byteCount == 64 * 1024)
  }
}
