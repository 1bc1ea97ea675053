import Attribution
import AuditStore
import Foundation
import ModelAPI
import Probing
import Testing

@testable import TestKit

/// Queries by the program itself, on a small log with hostile texts.
@Suite("hallux query")
struct QueryCommandTests {
  static let formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]
  static let escape = "\u{1B}[31mred\u{7}\u{9B}2J\u{202E}"

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let log = try AuditLog.open(at: folder.path + "/log.sqlite", access: .readWrite)
    let objects =
      ["spoon", "fork", "a \"b\", c", "two\nlines", "x\"\u{301}", Self.escape] + Self.formulas
    let probes = objects.enumerated().map { index, object in
      Probe(
        id: "\(index)", imageName: "\(index / 2).png", question: "Is there one?", object: object,
        label: .no)
    }
    let audit = try log.beginAudit(
      AuditManifest(
        key: "key", model: ModelIdentity(name: "tiny", fingerprint: ""), probeSet: "set",
        probeSetDigest: "beef", settings: "{}", halluxVersion: "0.1.0"),
      probes: probes, at: Date(timeIntervalSince1970: 1_800_000_000))
    for probe in try log.probes(ofAudit: audit.id) {
      _ = try log.recordFinding(
        audit: audit.id, probe: probe.id,
        kind: probe.position == 1 ? .falseNegative : .falsePositive,
        confidence: probe.position == 0 ? nil : 1 - Double(probe.position) / 16)
    }
  }

  private func query(_ arguments: String...) async throws -> Program.Ending {
    try await Program.run(["query", "--log", "log.sqlite"] + arguments, in: folder)
  }

  @Test(
    "prints a table, an array, lines and CSV", arguments: ["--table", "--json", "--jsonl", "--csv"])
  func formats(flag: String) async throws {
    let ending = try await query("confidence is missing or kind = false-negative", flag)
    #expect(ending.status == 0 && ending.errors.isEmpty)
    try expectGolden(ending.output, "query\(flag.replacing("--", with: "-")).txt")
  }

  @Test("adds the options to the expression")
  func options() async throws {
    func count(_ arguments: String...) async throws -> String {
      try await Program.run(["query", "--log", "log.sqlite", "--count"] + arguments, in: folder)
        .output
    }
    #expect(try await count() == "12\n")
    #expect(try await count("--kind", "false-negative") == "1\n")
    #expect(try await count("image = 0.png or image = 1.png", "--kind", "false-positive") == "3\n")
    #expect(
      try await count("image = 0.png", "--object", "spoon", "--model", "tiny", "--audit", "1")
        == "1\n")
    let gone = try await query("image = 0.png", "--audit", "2")
    #expect(gone.status == 3 && gone.errors.contains("has no audit 2"))
    #expect(try await count("limit 5", "--limit", "3") == "3\n")
    #expect(try await count("limit 2 offset 11", "--limit", "3") == "1\n")
    let sorted = try await query(
      "kind = false-positive", "--sort", "-confidence", "--limit", "1", "--jsonl")
    #expect(sorted.output.contains("\"finding\":3,"))
    let twice = try await query("order by area", "--sort", "size")
    #expect(twice.status == 2)
    #expect(
      twice.errors == "hallux: query: the expression says 'order by' already; leave --sort out\n")
  }

  @Test("counts by fields in every format")
  func counts() async throws {
    #expect(
      try await query("--count-by", "kind").output
        == "kind            count\nfalse-positive     11\nfalse-negative      1\n")
    #expect(
      try await query("finding <= 2", "--count-by", "image,kind", "--csv").output
        == "image,kind,count\r\n0.png,false-negative,1\r\n0.png,false-positive,1\r\n")
    #expect(
      try await query("finding < 3", "--count-by", "confidence", "--json").output
        == "[\n{\"confidence\":0.9375,\"count\":1},\n{\"count\":1}\n]\n")
    for words in [["--group", "kind"], ["--count", "by", "kind"], ["", "--count", "by", "kind"]] {
      let ending = try await Program.run(["query", "--log", "log.sqlite"] + words, in: folder)
      #expect(
        ending.output == "kind            count\nfalse-positive     11\nfalse-negative      1\n",
        "\(words)")
    }
    #expect(
      try await query("finding <= 2", "--count", "by", "image,kind", "--csv").output
        == "image,kind,count\r\n0.png,false-negative,1\r\n0.png,false-positive,1\r\n")
    for words in [
      ["--count", "by"], ["a", "b"], ["size = 1", "--count", "by", "aera"],
      ["--count", "size", "=", "1"],
    ] {
      let ending = try await Program.run(["query", "--log", "log.sqlite"] + words, in: folder)
      #expect(ending.status == 2 && ending.output.isEmpty, "\(words)")
    }
    #expect(try await query("--count", "--jsonl").output == "{\"count\":12}\n")
    #expect(try await query("finding > 99", "--json").output == "[]\n")
    #expect(try await query("finding > 99").errors == "no finding matches\n")
  }

  @Test("gives programs every text as it is, and terminals nothing that they obey")
  func hostileTexts() async throws {
    let json = try await query("--json")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(rows.count == 12)
    let objects = rows.compactMap { $0["object"] as? String }
    for object in Self.formulas + [Self.escape, "two\nlines", "x\"\u{301}"] {
      #expect(objects.contains(object), "\(object)")
    }
    for flag in ["--json", "--jsonl", "--csv", "--table"] {
      for more in [[], ["--count-by", "object"]] {
        let ending = try await Program.run(
          ["query", "--log", "log.sqlite", flag] + more, in: folder)
        #expect(ending.status == 0)
        let kinds: [Unicode.GeneralCategory] = [.control, .format]
        let line = ending.output.replacing("\r\n", with: "\n").unicodeScalars
        #expect(
          !line.contains { $0 != "\n" && kinds.contains($0.properties.generalCategory) }, "\(flag)")
      }
    }
  }

  @Test("gives spreadsheets no formula, and quotes as RFC 4180 has it")
  func spreadsheets() async throws {
    let csv = try await query("order by finding", "--count-by", "object,finding", "--csv").output
    let expected = [
      "'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\\u{9}x", "'\\u{d}x", "\"a \"\"b\"\", c\"",
      "\"two\nlines\"", "\"x\"\"\u{301}\"",
    ]
    for cell in expected {
      // Bytes, because a quote with an accent is another character to Swift.
      let found = Array(csv.utf8).firstRange(of: Array("\n\(cell),".utf8))
      #expect(found != nil, "\(cell) in \(csv)")
    }
  }

  @Test("says where an expression is wrong, and ends with 2 before it opens a log")
  func errors() async throws {
    let ending = try await Program.run(["query", "object ~ '\u{7}' and area <"], in: folder)
    #expect(ending.status == 2 && ending.output.isEmpty)
    #expect(
      ending.errors == """
        hallux: query: expected a number after 'area <'
          object ~ '\u{FFFD}' and area <
                                 ^

        """)
  }

  @Test("lets the shell complete the names of fields")
  func completion() async throws {
    let script = try await Program.run(["--generate-completion-script", "bash"], in: folder).output
    for field in FindingField.allCases { #expect(script.contains(field.name), "\(field)") }
  }
}
