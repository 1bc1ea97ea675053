import AuditStore
import Foundation
import Testing

@testable import TestKit

/// People's judgments by the program itself.
@Suite("hallux adjudicate")
struct AdjudicateCommandTests {
  static let name = "=M. <b>Curie</b>\u{202E}"
  static let reason = "@SUM(1) \(ComparedLogs.hostile)"

  let logs: ComparedLogs

  init() throws { logs = try ComparedLogs() }

  private func adjudicate(_ arguments: String...) async throws -> Program.Ending {
    try await Program.run(["adjudicate", "--log", "a.sqlite"] + arguments, in: logs.folder)
  }

  private func say(_ verdict: String, by name: String, finding: String = "1") async throws
    -> Program.Ending
  {
    try await adjudicate(finding, "--verdict", verdict, "--reason", Self.reason, "--by", name)
  }

  @Test("records words, tells who disagrees, and lists everything that was ever said")
  func lists() async throws {
    let empty = try await adjudicate("--list")
    #expect(empty.status == 0 && empty.output.isEmpty && empty.errors == "nothing was judged\n")
    #expect(
      try await say("label-wrong", by: Self.name).output.hasPrefix(
        "recorded    finding 1: label-wrong"))
    #expect(try await say("label-wrong", by: Self.name).output.hasPrefix("unchanged   finding 1"))
    let second = try await say("confirmed", by: "Bob")
    #expect(second.output.contains("\ndisputed    ") && second.output.isInert)
    #expect(try await say("ambiguous", by: "Bob", finding: "2").status == 0)
    #expect(try await say("confirmed", by: "Bob", finding: "2").status == 0)
    let verified = try await logs.run("log", "verify", "--log", "a.sqlite")
    #expect(verified.status == 0, "\(verified.output)")

    let table = try await adjudicate("--list").output
    #expect(table.split(separator: "\n").count == 5 && table.isInert)
    #expect(
      try await adjudicate("--list", "--disagreements").output.split(separator: "\n").count == 3)
    let csv = try await adjudicate("--list", "--csv").output
    #expect(csv.isInert && csv.contains(",'=M. <b>Curie</b>\\u{202e},'@SUM(1) <script>"))
    let json = try await adjudicate("--list", "--json").output
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(json.isInert && rows.count == 4)
    #expect(rows[0]["by"] as? String == Self.name && rows[0]["reason"] as? String == Self.reason)
    #expect(rows.map { $0["counts"] as? String } == ["yes", "yes", "no", "yes"])
    #expect(
      rows.map { $0["standing"] as? String }
        == ["disputed", "disputed", "confirmed", "confirmed"])
    let query = try await logs.run("query", "adjudicated = disputed", "--csv", "--log", "a.sqlite")
      .output
    #expect(query.isInert && query.contains(",disputed,\"'=M. <b>Curie</b>\\u{202e}, Bob\","))
  }

  @Test("shows the numbers with and without, in the log and in comparisons of either order")
  func numbers() async throws {
    #expect(
      try await logs.run("log", "show", "--log", "a.sqlite").output.contains("adjudicated") == false
    )
    #expect(try await say("label-wrong", by: "A").status == 0)
    #expect(try await say("ambiguous", by: "A", finding: "2").status == 0)
    let shown = try await logs.run("log", "show", "--log", "a.sqlite").output
    #expect(
      shown.contains(
        "adjudicated 2 labels judged: 0 confirmed, 1 wrong, 1 ambiguous, 0 disputed by 1 person"))
    #expect(
      shown.contains("without that: 12 probes") && shown.contains("with that: 11 probes left"))
    let json = try await logs.run("log", "show", "--log", "a.sqlite", "--json").output
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect((object["adjudicated"] as? [String: Any])?["label_wrong"] as? Int == 1)
    for audits in [["a.sqlite", "b.sqlite"], ["b.sqlite", "a.sqlite"]] {
      let compared = try await Program.run(["compare"] + audits, in: logs.folder).output
      #expect(compared.contains("1 wrong, 1 ambiguous, 0 disputed; 11 probes left"))
      #expect(
        try await Program.run(
          ["compare"] + audits + ["--fail-if", "adjudicated.flips > 0"], in: logs.folder
        ).status == 1)
    }
  }

  @Test("takes a whole overlay in one event, and the same one again as nothing new")
  func overlay() async throws {
    let rows = (0..<10).filter { $0 != 4 }.map { index in
      "{\"question_id\": \(index), \"image\": \"\(index / 3).png\", \"text\": \"Is there a thing \(index)?\","
        + " \"label\": \"\(index == 1 || index % 2 == 0 ? "yes" : "no")\"}"
    }
    try logs.folder.write("labels.json", rows.joined(separator: "\n").utf8)
    let first = try await adjudicate("--overlay", "labels.json", "--by", "RePOPE")
    #expect(
      first.output.hasPrefix(
        "recorded    12 of 12 judgments of audit 1 are new; 12 labels judged: 8 confirmed, 1 wrong, 3 ambiguous, 0 disputed\n"
      ), "\(first.output)\(first.errors)")
    let again = try await adjudicate("--overlay", "labels.json", "--by", "RePOPE")
    #expect(again.output.hasPrefix("recorded    0 of 12 judgments"))
    let list = try await adjudicate("--list", "--json").output
    #expect(list.contains("\"source\":\"labels.json sha256 "))
    #expect(try await logs.run("log", "verify", "--log", "a.sqlite").status == 0)
    try logs.folder.write(
      "other.json",
      "{\"question_id\": 1, \"image\": \"x.png\", \"text\": \"Is it?\", \"label\": \"yes\"}".utf8)
    let none = try await adjudicate("--overlay", "other.json", "--by", "RePOPE")
    #expect(
      none.status == 3 && none.errors.contains("none of the 1 labels is of a probe of audit 1"))
  }

  @Test("escapes what people said on the finding's page")
  func page() async throws {
    #expect(try await say("confirmed", by: Self.name).status == 0)
    let report = try await logs.run("report", "--log", "a.sqlite", "--to", "report")
    #expect(report.status == 0, "\(report.errors)")
    let page = try String(
      contentsOfFile: logs.folder.path + "/report/finding-1.html", encoding: .utf8)
    #expect(page.contains("=M. &lt;b&gt;Curie&lt;/b&gt;[U+202E], "))
    #expect(page.contains(": @SUM(1) &lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!page.contains("<script>") && !page.contains("\u{1B}"))
  }

  @Test(
    "says in one line what it cannot do",
    arguments: [
      ([], 2, "Name one of: a finding, --overlay FILE, --list."),
      (["1", "--list"], 2, "Name one of: a finding, --overlay FILE, --list."),
      (["1", "--by", "A"], 2, "Say what is judged, with --verdict"),
      (["1", "--verdict", "confirmed", "--by", "A"], 2, "Say why, with --reason"),
      (["1", "--verdict", "confirmed", "--reason", " ", "--by", "A"], 2, "Say why, with --reason"),
      (["1", "--verdict", "confirmed", "--reason", "r"], 2, "Say who judges, with --by"),
      (
        ["1", "--verdict", "confirmed", "--reason", "r", "--by", "\u{202E}"], 2,
        "Say who judges, with --by"
      ),
      (
        ["1", "--verdict", "right", "--reason", "r", "--by", "A"], 2, "The value 'right' is invalid"
      ),
      (["99", "--verdict", "confirmed", "--reason", "r", "--by", "A"], 3, "has no finding 99"),
      (["--overlay", "no.json", "--by", "A"], 3, "no.json"),
      (["--list", "--json", "--csv"], 2, "Choose one of --json and --csv."),
      (
        ["--log", "no.sqlite", "1", "--verdict", "confirmed", "--reason", "r", "--by", "A"], 3,
        "no.sqlite: there is no such file; hallux audit writes one"
      ),
    ] as [([String], Int32, String)])
  func refused(arguments: [String], status: Int32, message: String) async throws {
    let log = arguments.contains("--log") ? [] : ["--log", "a.sqlite"]
    let ending = try await Program.run(["adjudicate"] + log + arguments, in: logs.folder)
    #expect(ending.status == status && ending.output.isEmpty)
    #expect(ending.errors.contains(message), "\(ending.errors)")
    #expect(!FileManager.default.fileExists(atPath: logs.folder.path + "/no.sqlite"))
  }
}
