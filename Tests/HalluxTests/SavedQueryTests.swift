import AuditStore
import Foundation
import Testing

@testable import TestKit

/// Queries that `hallux.yaml` names, by the program itself.
@Suite("Saved queries")
struct SavedQueryTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try QueryCommandTests().folder
  }

  private func project(_ text: String, in place: String = "") throws {
    try folder.write(place + "hallux.yaml", text.utf8)
  }

  private func query(_ arguments: String...) async throws -> Program.Ending {
    try await Program.run(["query", "--log", "log.sqlite"] + arguments, in: folder)
  }

  @Test("are asked for by name, and options add to them")
  func byName() async throws {
    try project(
      """
      # what we look at
      queries:
        misses: kind = false-negative
        worst: 'kind = false-positive order by confidence desc limit 3'
        quoted: "object = 'spoon'"
      """)
    #expect(try await query("@misses", "--count").output == "1\n")
    #expect(try await query("@worst", "--count").output == "3\n")
    #expect(try await query("@worst", "--limit", "2", "--count").output == "2\n")
    #expect(
      try await query("@quoted", "--count-by", "object", "--csv").output
        == "object,count\r\nspoon,1\r\n")
  }

  @Test("are found in the folder above, the nearest first")
  func above() async throws {
    try project("queries: {mine: kind = false-negative, other: limit 2}")
    try folder.write("deep/er/.keep", [])
    let deep = folder.path + "/deep/er"
    func count(_ name: String) async throws -> String {
      try await Program.run(
        ["query", "--log", folder.path + "/log.sqlite", name, "--count"], in: folder,
        by: ["/usr/bin/env", "-C", deep]
      ).output
    }
    #expect(try await count("@mine") == "1\n")
    try project("queries: {mine: limit 4}", in: "deep/")
    #expect(try await count("@mine") == "4\n")
  }

  @Test(
    "that are none are told with file and line, and end the command with 3",
    arguments: [
      (
        "queries:\n  worst: aera < 1\n",
        "hallux.yaml:2: query 'worst': no field 'aera'; did you mean 'area'?"
      ),
      (
        "queries:\n  a b: limit 1\n",
        "hallux.yaml:2: a query's name has letters, digits, '-', '_' and '.' only, not 'a b'"
      ),
      (
        "queries:\n  worst: [1]\n",
        "hallux.yaml:2: query 'worst' must be an expression in quotes, as docs/query.md has them"
      ),
      (
        "queries:\n  worst:\n",
        "hallux.yaml:2: query 'worst' must be an expression in quotes, as docs/query.md has them"
      ),
      (
        "queries:\n  - limit 1\n",
        "hallux.yaml:2: expected 'queries': lines such as worst: 'area < 10 %'"
      ),
      (
        "querys:\n  worst: limit 1\n",
        "hallux.yaml:1: there is no setting 'querys'; the settings are 'queries'"
      ),
      ("- 1\n", "hallux.yaml:1: expected settings, such as 'queries:'"),
      ("just a text", "hallux.yaml:1: expected settings, such as 'queries:'"),
      ("queries:\n  worst: 'limit 1\n", "hallux.yaml:3: this is no YAML: "),
      ("queries:\n\tworst: limit 1\n", "hallux.yaml:2: this is no YAML: "),
      (
        "queries:\n  worst: limit 1\n  worst: limit 2\n",
        "hallux.yaml:2: this is no YAML: 'worst' stands there twice"
      ),
      (String(repeating: "[", count: 200_000), "hallux.yaml:1: this is no YAML: "),
      (
        String(repeating: "#", count: 1_000_001),
        "hallux.yaml: it has 1000001 bytes; at most 1000000 are read"
      ),
      ("queries: {\u{1}: a}", "hallux.yaml: this is no YAML: "),
    ])
  func wrong(text: String, message: String) async throws {
    try project(text)
    let ending = try await query("@worst")
    #expect(ending.status == 3 && ending.output.isEmpty)
    #expect(ending.errors.hasPrefix("hallux: " + message), "\(ending.errors.prefix(300))")
    #expect(ending.messages.count == 1)
  }

  @Test("that hold what is no text are refused, and bytes that are none")
  func bytes() async throws {
    try folder.write("hallux.yaml", [0x71, 0xFF, 0xFE])
    #expect(
      try await query("@a").errors == "hallux: hallux.yaml: it is not UTF-8; save it as such\n")
  }

  @Test("that are not there are told with those that are, and end the command with 2")
  func missing() async throws {
    let without = try await query("@worst")
    #expect(without.status == 2)
    #expect(
      without.errors
        == "hallux: query: '@worst' names a saved query, and there is no hallux.yaml here or in a folder "
        + "above; see docs/query.md\n")
    try project("queries: {b: limit 1, a: limit 2}")
    let other = try await query("@worst")
    #expect(other.status == 2)
    #expect(
      other.errors
        == "hallux: query: no query 'worst' is saved in hallux.yaml; there are @b, @a\n")
    try project("")
    #expect(
      try await query("@").errors
        == "hallux: query: no query '' is saved in hallux.yaml; it has none\n")
  }

  @Test("are proposed to the shell, with fields and the words of a field")
  func completion() async throws {
    try project("queries: {worst: limit 1}")
    func proposed(_ argument: String, _ prefix: String) async throws -> [String] {
      let output = try await Program.run(
        [
          "---completion", "query", "--", argument, "2", "\(prefix.utf8.count)", "hallux", "query",
          prefix,
        ],
        in: folder, environment: ["SAP_SHELL": "bash", "SAP_SHELL_VERSION": "5"]
      ).output
      return output.split(separator: "\n").map(String.init)
    }
    #expect(try await proposed("positional@0", "@") == ["@worst"])
    #expect(try await proposed("positional@0", "").contains("area"))
    #expect(try await proposed("positional@0", "kind = ").contains("kind = false-positive"))
    #expect(try await proposed("positional@0", "size > 1 and k").contains("size > 1 and kind"))
    #expect(try await proposed("--count-by", "object,mo") == ["object,model"])
  }
}
