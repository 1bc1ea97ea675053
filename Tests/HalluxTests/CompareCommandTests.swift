import Foundation
import Testing

@testable import TestKit

/// Comparisons by the program itself.
@Suite("hallux compare")
struct CompareCommandTests {
  let logs: ComparedLogs

  init() throws { logs = try ComparedLogs() }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("prints what changed, for people and for programs, with nothing that a terminal obeys")
  func prints() async throws {
    let text = try await logs.run("compare", "a.sqlite:1", "b.sqlite")
    #expect(text.status == 0 && text.errors.isEmpty && text.output.isInert)
    try expectGolden(text.output, "compare.txt")
    let json = try await logs.run("compare", "a.sqlite", "b.sqlite:1", "--json")
    #expect(json.status == 0 && json.output.isInert)
    let object = try object(json.output)
    let splits = try #require(object["splits"] as? [[String: Any]])
    #expect(splits.map { $0["split"] as? String } == ["all", "random", "adversarial"])
    let correctness = try #require(splits[0]["correctness"] as? [String: Any])
    let exact = try #require(correctness["exact_p"] as? Double)
    let mid = try #require(correctness["mid_p"] as? Double)
    #expect(abs(exact - 0.25) < 1e-9 && abs(mid - 0.125) < 1e-9)
    #expect((object["changes"] as? [[String: Any]])?.count == 4)
    let after = try #require(object["after"] as? [String: Any])
    #expect(after["model"] as? String == "second \(ComparedLogs.hostile)")
  }

  @Test("of an audit with itself finds nothing, and says that the two are one")
  func same() async throws {
    let ending = try await logs.run("compare", "1", "1", "--log", "a.sqlite")
    #expect(ending.status == 0)
    #expect(ending.output.contains("the two are one and the same audit"))
    #expect(ending.output.contains("0 right to wrong, 0 wrong to right: p = 1.000"))
    #expect(ending.output.contains("0 new, 0 vanished, 2 in both"))
    #expect(!ending.output.contains("+"))
  }

  @Test("takes the latest two audits of a log, and refuses those of two rules")
  func latest() async throws {
    #expect(try await logs.run("compare", "--log", "a.sqlite").status == 3)
    try logs.record("a.sqlite", model: "third", answers: "YYYYYYYYYYYY", probes: 12, rule: "pope")
    let rules = try await logs.run("compare", "--log", "a.sqlite")
    #expect(rules.status == 2)
    #expect(
      rules.errors
        == "hallux: the audits were judged by different rules, hallux and pope: choose one with --rule\n"
    )
    try logs.record("a.sqlite", model: "third", answers: "YYYYYYYYYYYN", probes: 9)
    // A file of probes may be called as what hallux explain records.
    try logs.record(
      "b.sqlite", model: "third", answers: "YYYYYYYYYYYY", probes: 12, probeSet: "explain")
    #expect(try await logs.run("compare", "--log", "b.sqlite").status == 0)
    let latest = try await logs.run("compare", "1", "3", "--log", "a.sqlite")
    #expect(latest.status == 0)
    #expect(
      latest.output.contains("9 matched, 9 of them by their images' names alone; 3 only before,"))
    let pope = try await logs.run("compare", "1", "2", "--log", "a.sqlite", "--rule", "pope")
    #expect(pope.output.contains("12 matched without a verdict on both sides"))
  }

  @Test(
    "ends with 1 when a condition holds, with 2 when it is none, with 3 when it cannot be told",
    arguments: [
      ("flips > 2", 1), ("flips > 3", 0), ("p < 0.05", 0), ("random.accuracy < 0 or flips = 9", 1),
      ("not (yes_to_no = 1 and no_to_yes = 2)", 0), ("accuracy.high < 1", 1), ("flops > 1", 2),
      ("", 2), ("popular.f1 < 1", 3), ("auroc < 0", 3), ("adjudicated.f1 < 0", 3),
    ] as [(String, Int32)])
  func failIf(condition: String, status: Int32) async throws {
    let ending = try await logs.run("compare", "a.sqlite", "b.sqlite", "--fail-if", condition)
    #expect(ending.status == status, "\(condition): \(ending.errors)")
    #expect(ending.messages.count == (status == 0 ? 0 : 1))
    if status == 1 { #expect(ending.errors.hasPrefix("hallux: --fail-if holds: \(condition) (")) }
  }

  @Test("says of the end of an interval that is none why it cannot be told")
  func failIfWithoutInterval() async throws {
    let ending = try await logs.run(
      "compare", "1", "1", "--log", "a.sqlite", "--fail-if", "balanced_accuracy.low < 0")
    #expect(ending.status == 3)
    #expect(
      ending.errors.hasPrefix(
        "hallux: --fail-if: there is no balanced_accuracy.low here: the number has no interval, "))
  }

  @Test("writes a page that needs nothing and obeys nobody, whole or not at all")
  func page() async throws {
    let ending = try await logs.run("compare", "a.sqlite", "b.sqlite", "--to", "page")
    #expect(ending.status == 0)
    let page = try String(contentsOfFile: logs.folder.path + "/page/index.html", encoding: .utf8)
    #expect(page.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!page.contains("<script") && !page.contains("\u{1B}") && !page.contains("\u{202E}"))
    #expect(page.contains("finding 4") && !page.contains("{{"))
    let style = logs.folder.path + "/page/style.css"
    #expect(FileManager.default.fileExists(atPath: style))
    #expect(try await logs.run("compare", "a.sqlite", "b.sqlite", "--to", "page").status == 0)
    try logs.folder.write("mine/own.txt", "x".utf8)
    #expect(try await logs.run("compare", "a.sqlite", "b.sqlite", "--to", "mine").status == 3)
  }

  @Test("leads from its page to the findings of both reports, and refuses reports of other audits")
  func links() async throws {
    let (one, two) = ("a b:c/<one>", "two")
    for (log, folder) in [("a.sqlite", one), ("b.sqlite", two)] {
      #expect(try await logs.run("report", "--log", log, "--to", folder).status == 0)
    }
    let ending = try await logs.run(
      "compare", "a.sqlite", "b.sqlite", "--to", "pages/page", "--reports", one, two)
    #expect(ending.status == 0, "\(ending.errors)")
    let folder = logs.folder.path + "/pages/page"
    let page = try String(contentsOfFile: folder + "/index.html", encoding: .utf8)
    let links = page.matches(of: /<a href="([^"#]+finding-\d+\.html)">/).map { String($0.output.1) }
    #expect(links.contains("./../../a%20b%3Ac/%3Cone%3E/finding-1.html"))
    #expect(links.contains("./../../two/finding-1.html") && Set(links).count == 4)
    for link in links {
      let path = try #require(link.removingPercentEncoding)
      #expect(FileManager.default.fileExists(atPath: folder + "/" + path), "\(link)")
    }
    let exchanged = try await logs.run(
      "compare", "a.sqlite", "b.sqlite", "--to", "pages/page", "--reports", two, one)
    #expect(exchanged.status == 3 && exchanged.errors.contains("holds no report of audit 1"))
    let alone = try await logs.run("compare", "a.sqlite", "b.sqlite", "--reports", one, two)
    #expect(alone.status == 2 && alone.errors.contains("goes with --to"))
  }

  @Test(
    "says in one line what it cannot do",
    arguments: [
      (["1"], 2, "Name two audits to compare"), (["1", "2", "3"], 2, "Name two audits to compare"),
      (["a.sqlite:7", "b.sqlite"], 3, "the log a.sqlite has no audit 7"),
      (["c.sqlite", "b.sqlite"], 3, "c.sqlite: there is no such file; hallux audit writes one"),
      (["a.sqlite", "b.sqlite", "--rule", "strict"], 2, "--rule 'strict' is not one of: "),
    ] as [([String], Int32, String)])
  func refused(arguments: [String], status: Int32, message: String) async throws {
    let ending = try await Program.run(["compare"] + arguments, in: logs.folder)
    #expect(ending.status == status && ending.output.isEmpty)
    #expect(ending.errors.contains(message), "\(ending.errors)")
  }
}
