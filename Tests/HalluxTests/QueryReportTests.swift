import Foundation
import Testing

@testable import TestKit

/// Reports of what a query finds, by the program itself.
@Suite("hallux report of a query")
struct QueryReportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try QueryCommandTests().folder }

  private func report(_ arguments: String...) async throws -> Program.Ending {
    try await Program.run(["report", "--log", "log.sqlite", "--to", "r"] + arguments, in: folder)
  }

  private func page(_ name: String = "index.html") throws -> String {
    try String(contentsOfFile: folder.path + "/r/" + name, encoding: .utf8)
  }

  @Test("takes an expression, an order and a limit, and says how to write it again")
  func expression() async throws {
    let ending = try await report("kind = false-positive", "--sort", "-confidence", "--limit", "3")
    #expect(ending.status == 0 && ending.errors.isEmpty)
    #expect(ending.output.contains("/r/index.html\n") && ending.output.contains("6 pages"))
    let command =
      "hallux report &#39;kind = &quot;false-positive&quot; order by confidence desc limit 3&#39; --to report"
    #expect(try page().contains(command))
    let list = try page("findings.html")
    let numbers = list.matches(of: /<tr role="row" id="f(\d+)">/).map { String($0.output.1) }
    #expect(numbers == ["3", "4", "5"])
  }

  @Test("takes the name of a saved query, and a number for an audit")
  func names() async throws {
    try folder.write("hallux.yaml", "queries: {misses: kind = false-negative}".utf8)
    #expect(try await report("@misses").status == 0)
    #expect(try page().contains("<h1>1 finding matches</h1>"))
    #expect(try await report("1").status == 0)
    #expect(try page("findings.html").contains("<h1>12 findings</h1>"))
    #expect(try await report("").status == 0)
    #expect(try page().contains("<h1>12 findings match</h1>"))
  }

  @Test("says what is wrong in one line and writes nothing")
  func refusals() async throws {
    for (arguments, status, message) in [
      (["aera < 1"], 2, "hallux: query: no field 'aera'; did you mean 'area'?"),
      (["@none"], 2, "hallux: query: '@none' names a saved query, and there is no hallux.yaml"),
      (
        ["object = cat"], 3,
        "hallux: the log log.sqlite has no finding that matches; no report was written"
      ),
      (["99"], 3, "hallux: the log log.sqlite has no audit 99"),
      (
        ["order by area", "--sort", "size"], 2,
        "hallux: query: the expression says 'order by' already; leave --sort out"
      ),
    ] as [([String], Int32, String)] {
      let ending = try await Program.run(
        ["report", "--log", "log.sqlite", "--to", "r"] + arguments, in: folder)
      #expect(ending.status == status && ending.output.isEmpty, "\(arguments)")
      #expect(ending.messages.count == 1, "\(ending.errors)")
      #expect(ending.messages.first?.hasPrefix(message) == true, "\(ending.errors)")
    }
    for arguments in [["1", "--limit", "3"], ["--sort", "area"]] {
      let ending = try await Program.run(["report", "--to", "r"] + arguments, in: folder)
      #expect(ending.status == 2)
      #expect(ending.errors.contains("--sort and --limit go with an expression"))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/r"))
  }
}
