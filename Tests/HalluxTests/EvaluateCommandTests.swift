import Foundation
import Testing

@testable import TestKit

/// Evaluations by the program itself, on the real embedded server.
@Suite("hallux evaluate", .serialized)
struct EvaluateCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: [String]) async throws -> Program.Ending {
    try await Program.run(arguments + ["--log", "log.sqlite", "--quiet"], in: folder)
  }

  /// Audits one planted negative at few regions.
  private func audit() async throws {
    let probes = try folder.write(
      "probes.jsonl", try BundledProbes.planted(1).joined(separator: "\n").utf8)
    let ending = try await run([
      "audit", probes, "--images", BundledProbes.folder + "/images", "--regions", "9",
    ])
    #expect(ending.status == 0, "\(ending.errors)")
  }

  /// A NumPy file of 128×128 doubles.
  private func npy(_ value: (Int, Int) -> Double) -> [UInt8] {
    var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (128, 128), }"
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    bytes += [UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)] + Array(header.utf8)
    for y in 0..<128 {
      for x in 0..<128 {
        withUnsafeBytes(of: value(x, y).bitPattern.littleEndian) { bytes += Array($0) }
      }
    }
    return bytes
  }

  @Test("prints every metric, orders by other searches and maps, and names each bad map in a line")
  func evaluate() async throws {
    try await audit()
    let alone = try await run([
      "evaluate", "--annotations", BundledProbes.folder + "/annotations.json",
    ])
    #expect(alone.status == 0, "\(alone.errors)")
    for metric in [
      "insertion AUC", "deletion AUC", "highest", "influence by area", "N, nats", "AMCR, trigger",
      "CSR@10 %, order, of the corrected (reference)", "pointing game, mask (reference)",
    ] {
      #expect(alone.output.contains(metric), "\(metric) in \(alone.output)")
    }

    try folder.write("good/1.npy", npy { x, y in Double(x + y) })
    try folder.write("nan/1.npy", npy { x, y in x == 3 && y == 5 ? .nan : 1 })
    try folder.write("small/1.npy", npy { _, _ in 1 }.prefix(1000))
    let arguments = ["evaluate", "1", "--search", "greedy", "--search", "random"]
    let ending = try await run(
      arguments + ["--maps", "good", "--maps", "nan", "--maps", "small", "--json"])
    #expect(ending.status == 5, "\(ending.errors)")
    #expect(ending.messages.count == 2)
    #expect(ending.messages.contains { $0.contains("nan/1.npy: 1 value is not finite, first nan") })
    #expect(ending.messages.contains { $0.contains("small/1.npy: ") })
    let result = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    let findings = try #require(result["findings"] as? [[String: Any]])
    let searches = Set(findings.compactMap { $0["search"] as? String })
    #expect(searches.isSuperset(of: ["greedy", "random"]))
    let mapped = searches.filter { $0.hasPrefix("map-") }
    #expect(mapped.count == 1 && mapped.allSatisfy { $0.hasPrefix("map-good-") }, "\(searches)")

    // A map that was mended is measured anew, beside what was measured before.
    try folder.write("good/1.npy", npy { x, y in -Double(x + y) })
    let mended = try await run(["evaluate", "1", "--maps", "good"])
    #expect(mended.status == 0, "\(mended.errors)")
    #expect(mended.output.split(separator: "first-token, map-good-").count == 3)
  }

  @Test("says what is wrong: an unknown search, a folder or an audit that is not there")
  func badInput() async throws {
    let unknown = try await run(["evaluate", "--search", "gready"])
    #expect(unknown.status == 2 && unknown.errors.contains("--search 'gready' is not one of:"))
    let noLog = try await run(["evaluate"])
    #expect(
      noLog.status == 3
        && noLog.messages == [
          "hallux: audit log log.sqlite: there is no such file; hallux audit writes one"
        ]
    )
    try await audit()
    let noAudit = try await run(["evaluate", "9"])
    #expect(noAudit.status == 3)
    #expect(noAudit.messages == ["hallux: the log log.sqlite has no audit 9"])
    let noFolder = try await run(["evaluate", "--maps", "nowhere"])
    #expect(noFolder.status == 3)
    #expect(
      noFolder.messages
        == ["hallux: nowhere: there is no such folder; name one with attribution maps"])
  }
}
