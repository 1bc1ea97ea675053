import AuditStore
import Foundation
import ModelAPI
import Probing
import Testing

@testable import TestKit

/// Merging, by the program itself, after shares of an audit by a server that always answers alike.
@Suite("hallux log merge", .serialized, .timeLimit(.minutes(30)))
struct LogMergeCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func merge(_ arguments: String...) async throws -> Program.Ending {
    try await Program.run(["log", "merge"] + arguments, in: folder)
  }

  /// A log with one audit of its own.
  private func makeLog(_ name: String, key: String, reply: String = "Yes") throws {
    let log = try AuditLog.open(at: folder.path + "/" + name, access: .readWrite)
    let model = ModelIdentity(name: "tiny", fingerprint: "1")
    let audit = try log.beginAudit(
      AuditManifest(
        key: key, model: model, probeSet: "set of \(key)", probeSetDigest: "d", settings: "{}",
        halluxVersion: "test"),
      probes: [], at: Date(timeIntervalSince1970: 0))
    try log.record(
      reply: StoredReply(
        key: "r", modelID: try log.modelID(of: model), imageDigest: nil, prompt: "Is it?",
        reply: ModelReply(text: reply, tokens: []), receivedAt: Date(timeIntervalSince1970: 0)))
    try log.finishAudit(audit.id, state: .finished, at: Date(timeIntervalSince1970: 1))
  }

  @Test("makes of the shares of an audit the audit that nobody divided")
  func shares() async throws {
    let server = AnsweringServer()
    defer { server.stop() }
    let audit = try ProgramAudit(server: server)
    for number in [3, 1, 2] {
      let ending = try await Program(
        audit.arguments(log: "shard-\(number).sqlite") + ["--shard", "\(number)/3"],
        in: audit.folder
      ).ending()
      #expect(ending.status == 0, "\(ending.errors)")
      let shown = try await Program.run(
        ["log", "show", "--log", "shard-\(number).sqlite"], in: audit.folder)
      #expect(shown.output.contains("shares      \(number) of 3: a part of the audit"))
    }
    let whole = try await Program.run(
      [
        "log", "merge", "shard-2.sqlite", "shard-1.sqlite", "shard-3.sqlite", "--into",
        "log.sqlite",
      ],
      in: audit.folder)
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(whole.output.contains("audit       1, finished: "))
    let asked = server.askedCount
    let again = try await audit.run()
    #expect(again.status == 0 && server.askedCount == asked, "nothing is left to ask")
    try await audit.expectUndisturbed(lost: server.answeredCount - (try audit.recordedCount()))
  }

  @Test("brings colleagues' audits together, and tells what it did")
  func colleagues() async throws {
    try makeLog("a.sqlite", key: "a")
    try makeLog("b.sqlite", key: "b")
    let first = try await merge("a.sqlite", "b.sqlite", "./a.sqlite", "--into", "all/whole.sqlite")
    #expect(first.status == 0 && first.errors.isEmpty)
    let lines = first.output.split(separator: "\n").map(String.init)
    #expect(
      lines.dropLast().sorted() == [
        "audit       1, finished: set of a, tiny", "audit       2, finished: set of b, tiny",
        "log         all/whole.sqlite", "merged      a.sqlite: 3 rows new, 0 held already",
        "merged      b.sqlite: 1 rows new, 2 held already",
      ])
    let second = try await merge("b.sqlite", "a.sqlite", "--into", "all/whole.sqlite", "--json")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(second.output.utf8)) as? [String: Any])
    let merged = try #require(json["merged"] as? [[String: Any]])
    #expect(merged.map { $0["merged_before"] as? Bool } == [true, true])
    #expect(
      (json["head"] as? [String: Any])?["hash"] as? String == String(lines.last?.suffix(64) ?? ""))
    let verified = try await Program.run(
      ["log", "verify", "--log", "all/whole.sqlite"], in: folder)
    #expect(
      verified.output.contains("merged      the chains of 2 logs, 8 events: each leads to its head")
    )
  }

  @Test(
    "tells each log that cannot be merged in one line, and merges nothing when one cannot be read")
  func refused() async throws {
    try makeLog("a.sqlite", key: "a")
    try makeLog("b.sqlite", key: "b", reply: "No")
    try folder.write("notes.sqlite", "milk, eggs, spoons".utf8)
    let unreadable = try await merge(
      "a.sqlite", "notes.sqlite", "none.sqlite", "--into", "whole.sqlite")
    #expect(unreadable.status == 6 && unreadable.output.isEmpty)
    #expect(
      unreadable.messages == [
        "hallux: audit log notes.sqlite: this file is not an audit log; name another",
        "hallux: audit log none.sqlite: there is no such file; hallux audit writes one; nothing was merged",
      ])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/whole.sqlite"))

    let clash = try await merge("a.sqlite", "b.sqlite", "--into", "whole.sqlite")
    #expect(clash.status == 3 && clash.messages.count == 1, "\(clash.errors)")
    #expect(
      clash.errors.contains(
        #".sqlite holds another reply under the key of reply ["r"] here (text), and nothing of it was merged; --keep-answers"#
      ))
    let kept = try await merge("b.sqlite", "a.sqlite", "--into", "whole.sqlite", "--keep-answers")
    #expect(kept.status == 0 && kept.output.contains("1 answered differently, those here count"))

    let itself = try await merge("a.sqlite", "--into", "./a.sqlite")
    #expect(itself.status == 2 && itself.errors.contains("cannot be merged into itself"))
  }

  @Test("takes all of a log or nothing where there is no room for more, and the rest when there is")
  func noRoom() async throws {
    try makeLog("a.sqlite", key: "a")
    let large = try AuditLog.open(at: folder.path + "/b.sqlite", access: .readWrite)
    let model = try large.modelID(of: ModelIdentity(name: "tiny", fingerprint: "1"))
    for number in 0..<40 {
      try await large.record(
        reply: StoredReply(
          key: "b\(number)", modelID: model, imageDigest: nil, prompt: "Is it?",
          reply: ModelReply(text: String(repeating: "yes ", count: 5_000), tokens: []),
          receivedAt: Date(timeIntervalSince1970: 0)))
    }
    #expect(try await merge("a.sqlite", "--into", "whole.sqlite").status == 0)
    let limited = try await Program.run(
      ["log", "merge", "b.sqlite", "--into", "whole.sqlite"], in: folder,
      by: ["/bin/sh", "-c", "ulimit -f 800; exec \"$0\" \"$@\""])
    #expect(limited.status == 3 && limited.messages.count == 1, "\(limited.errors)")
    let log = try AuditLog.open(at: folder.path + "/whole.sqlite", access: .readOnly)
    #expect(try log.reply(key: "b0") == nil && log.verify { _ in }.mergedLogCount == 1)
    #expect(try await merge("b.sqlite", "--into", "whole.sqlite").status == 0)
    #expect(try log.reply(key: "b39") != nil && log.verify { _ in }.isIntact)
  }

  @Test("refuses to write where another process does")
  func locked() async throws {
    try makeLog("a.sqlite", key: "a")
    let held = try AuditLog.open(at: folder.path + "/whole.sqlite", access: .readWrite)
    let ending = try await merge("a.sqlite", "--into", "whole.sqlite")
    #expect(ending.status == 3 && ending.errors.contains("another process is writing to it"))
    withExtendedLifetime(held) {}
  }

  @Test("compacts a log, or a copy of it, and says how large it was")
  func compacts() async throws {
    try makeLog("a.sqlite", key: "a")
    let head = try await Program.run(["log", "head", "--log", "a.sqlite"], in: folder).output
    let copied = try await Program.run(
      ["log", "compact", "--log", "a.sqlite", "--into", "c.sqlite"], in: folder)
    #expect(copied.status == 0, "\(copied.errors)")
    #expect(
      copied.output.wholeMatch(of: /copy        c.sqlite: [\d.]+ kB; a.sqlite is [\d.]+ kB\n/)
        != nil)
    let compacted = try await Program.run(["log", "compact", "--log", "a.sqlite"], in: folder)
    #expect(
      compacted.output.wholeMatch(of: /log         a.sqlite: [\d.]+ kB, was [\d.]+ kB\n/) != nil)
    for name in ["a.sqlite", "c.sqlite"] {
      #expect(try await Program.run(["log", "head", "--log", name], in: folder).output == head)
    }
    #expect(
      try await Program.run(["log", "compact", "--log", "none.sqlite"], in: folder).status == 3)
    #expect(
      try await Program.run(
        ["log", "compact", "--log", "a.sqlite", "--into", "c.sqlite"], in: folder
      )
      .status == 3)
  }

  @Test("uses the journal that is named, and refuses a name that is none")
  func journal() async throws {
    try makeLog("a.sqlite", key: "a")
    func compact(_ journal: String) async throws -> Program.Ending {
      try await Program.run(
        ["log", "compact", "--log", "a.sqlite"], in: folder,
        environment: ["HALLUX_JOURNAL": journal])
    }
    for (journal, version) in [("delete", 1), ("wal", 2)] {
      #expect(try await compact(journal).status == 0)
      let header = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/a.sqlite")).prefix(20)
      #expect(header[18] == UInt8(version), "\(journal)")
    }
    let nonsense = try await compact("truncate")
    #expect(nonsense.status == 2)
    #expect(nonsense.errors.contains("HALLUX_JOURNAL 'truncate' is not one of: wal, delete."))
  }
}
