import Foundation
import ModelAPI
import Testing

@testable import ChatCompletions
@testable import TestKit
@testable import hallux

@Suite("hallux doctor", .timeLimit(.minutes(30)))
struct DoctorCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The text with every number replaced, and the steps of the throughput left out.
  private func masked(_ text: String) -> String {
    text.replacing(#/\(\d+: [^)]*\)/#, with: "(…)")
      .replacing(#/\d+(\.\d+)?(e[-+]\d+)?/#, with: "N")
      .replacing(#/system_fingerprint \S+/#, with: "system_fingerprint F")
  }

  @Test func `The embedded server's table has a tick for everything that it can do`() async throws {
    let ending = try await Program.run(["doctor"], in: folder)
    #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending.errors)")
    try expectGolden(masked(ending.output), "doctor-embedded.txt")
  }

  @Test func `JSON has the version of its form, the capabilities and every check`() async throws {
    let ending = try await Program.run(["doctor", "--json", "--quiet"], in: folder)
    #expect(ending.status == 0)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let object = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any]
    #expect(object?["schema_version"] as? Int == 1)
    let able = try #require(object?["capabilities"] as? [String: Any])
    #expect(able["can_force_first_token"] as? Bool == true)
    #expect(able["forces_several"] as? String == "grammar")
    #expect(able["top_log_probabilities"] as? Int == 20)
    let checks = try #require(object?["checks"] as? [[String: Any]])
    #expect(checks.count == Doctor.allChecks.count + 1)
    #expect(checks.allSatisfy { $0["name"] is String && $0["asks"] is String })
  }

  @Test func `A server that is not there ends with 4 and one line, without its password`()
    async throws
  {
    let ending = try await Program.run(
      ["doctor", "--server", "http://me:secret@127.0.0.1:1/v1"], in: folder)
    #expect(ending.status == 4)
    #expect(!(ending.output + ending.errors).contains("secret"))
    #expect(
      ending.messages == [
        "hallux: the server refuses connections: check that it runs, and its address and port"
      ])
    try expectGolden(ending.output, "doctor-unreachable.txt")
  }

  @Test func `Under each failure stand its consequence and what to start the server with`() throws {
    var report = ServerReport()
    report.model = "m"
    report.requestCount = 99
    let results: [CheckResult] = [
      .passed("BMP and PNG"), .notApplicable("the server gives no token ids"),
      .couldNotTell("the server has no /tokenize"),
      .failed(
        "top_logprobs 5 at most", consequence: "A token below is only bounded.",
        remedy: Remedy(vLLM: "--max-logprobs 20", llamaCpp: "-np 1")),
      .failed("a\u{1B}[31mb", consequence: "Colors are not passed on."),
    ]
    report.checks = results.enumerated().map { number, result in
      ServerReport.Entry(
        name: String(repeating: "n", count: number + 1), asks: "?", result: result)
    }
    var lines = ServerReportText(report).lines
    report.refusal = "no"
    lines += ServerReportText(report).lines.suffix(1)
    try expectGolden(
      lines.map { $0.printable + "\n" }.joined(), "doctor-failures.txt")
  }
}
