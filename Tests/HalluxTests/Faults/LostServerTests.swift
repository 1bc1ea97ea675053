import Attribution
import Auditing
import ChatCompletions
import Foundation
import GRDB
import Imaging
import ModelAPI
import Synchronization
import Testing

@testable import AuditStore

/// Audits whose server goes away, hangs, becomes another, or answers in ways that a table cannot hold.
@Suite("An audit whose server, later on,", .serialized, .timeLimit(.minutes(30)))
struct LostServerTests {
  let server = AnsweringServer()
  let log: AuditLog
  let expect: FaultExpectations

  init() throws {
    log = try AuditLog.inMemory()
    expect = FaultExpectations(server: server, log: log)
  }

  private final class Counter: Sendable {
    let count = Atomic<Int>(0)
    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
  }

  @Test("refuses for a while is waited for", arguments: ServerFaultTests.moments)
  func refusesForAWhile(moment: Int) async throws {
    defer { server.stop() }
    server.play { $0.number == moment ? .refuse : .reply }
    let waits = Counter()
    var audit = FaultyAudit(server: server, log: log)
    audit.wait = { [server] in if waits.next() == 3 { server.listen() } }
    expect.ending(await audit.run(), .right)
    try await expect.undisturbed("refused at \(moment)")
  }

  @Test(
    "is gone ends it, and it goes on when the server is back", arguments: ServerFaultTests.moments)
  func isGone(moment: Int) async throws {
    defer { server.stop() }
    server.play { $0.number >= moment ? .refuse : .reply }
    let audit = FaultyAudit(server: server, log: log)
    expect.ending(await audit.run(), .error("refuses connections: check that it runs"))
    server.play { _ in .reply }
    server.listen()
    expect.ending(await audit.run(), .right)
    try await expect.undisturbed("gone at \(moment)")
  }

  @Test("hangs is asked again, and given up when it goes on hanging", arguments: [true, false])
  func hangs(once: Bool) async throws {
    defer { server.stop() }
    server.play { $0.number == 9 || (!once && $0.number > 9) ? .hang : .reply }
    var audit = FaultyAudit(server: server, log: log)
    audit.replyTimeout = .seconds(5)
    audit.policy = RetryPolicy(
      shortestDelay: .milliseconds(1), longestDelay: .milliseconds(1), maxRetries: 1)
    expect.ending(await audit.run(), once ? .right : .error("did not reply in time"))
    server.play { _ in .reply }
    expect.ending(await audit.run(), .right)
    try await expect.undisturbed("hanging, once: \(once)")
  }

  @Test(
    "refuses to be asked without a picture is asked again, and believed the second time",
    arguments: [1, 99])
  func refusesText(times: Int) async throws {
    defer { server.stop() }
    let refusals = Counter()
    server.play { question in
      question.picture == nil && refusals.next() <= times
        ? .answer(400, body: Array("no picture".utf8)) : .reply
    }
    expect.ending(await FaultyAudit(server: server, log: log).run(), .right)
    let sources = try AuditContents(log).findings.map(\.prior?.source)
    #expect(sources.contains(.fill) == (times > 1))
  }

  @Test("fails at one picture does the others", arguments: [true, false])
  func failsAtOnePicture(masked: Bool) async throws {
    defer { server.stop() }
    let poison = PlantedPicture.image(seed: UInt64(UInt8(ascii: "b")))
    server.play { question in
      let isPoison =
        masked
        ? question.picture?.width == poison.width && question.isEvaluation
        : question.picture == poison
      return isPoison ? .answer(500, body: Array("cannot".utf8)) : .reply
    }
    let audit = FaultyAudit(server: server, log: log)
    expect.ending(await audit.run(), .failures("fails at this request (HTTP 500): cannot"))
    #expect(try AuditContents(log).findings.count { $0.state == .explained } == 1)
    server.play { _ in .reply }
    expect.ending(await audit.run(), .right)
    try await expect.undisturbed("failing at one picture, masked: \(masked)")
  }

  @Test("asks to come back after an hour ends it at once")
  func asksToWaitForLong() async throws {
    defer { server.stop() }
    server.play {
      $0.number == 9 ? .answer(429, headers: ["Retry-After: 3600"], body: []) : .reply
    }
    let audit = FaultyAudit(server: server, log: log)
    expect.ending(await audit.run(), .error("overloaded (HTTP 429)"))
    expect.ending(await audit.run(), .right)
    try await expect.undisturbed("429 for an hour")
  }

  @Test(
    "reads a prompt as more tokens than before ends it at once", arguments: [9, 60], [true, false])
  func changedPromptLength(moment: Int, once: Bool) async throws {
    defer { server.stop() }
    server.play {
      $0.number == moment || (!once && $0.number > moment)
        ? .altered { $0.promptTokens += 1 } : .reply
    }
    let audit = FaultyAudit(server: server, log: log)
    expect.ending(await audit.run(), .error("reads the same prompt as"))
    let answered = server.answeredCount
    if !once {
      // The log's own replies show it to the next run, before one more evaluation is recorded.
      expect.ending(await audit.run(), .error("reads the same prompt as"))
      #expect(server.answeredCount == answered)
    }
    server.play { _ in .reply }
    expect.ending(await audit.run(), .right)
    try await expect.undisturbed("another prompt length at \(moment), once: \(once)")
  }

  @Test("is another model when the audit is run again begins another audit")
  func anotherModelNextTime() async throws {
    defer { server.stop() }
    server.play { $0.number >= 9 ? .altered { $0.fingerprint = "fp2" } : .reply }
    let audit = FaultyAudit(server: server, log: log)
    expect.ending(await audit.run(), .error("system_fingerprint"))
    server.become { $0.fingerprint = "fp2" }
    server.play { _ in .reply }
    expect.ending(await audit.run(), .right)
    #expect(try log.audits().map(\.state) == [.interrupted, .finished])
    #expect(Set(try log.audits().map(\.manifest.model.fingerprint)).count == 2)
  }

  @Test("calls itself otherwise than it is asked for is that model to the log")
  func alias() async throws {
    defer { server.stop() }
    server.become { $0.model = "m-2026-11" }
    expect.ending(await FaultyAudit(server: server, log: log).run(), .right)
    let identity = try #require(try log.audits().first).manifest.model
    #expect(identity == ModelIdentity(name: "m", fingerprint: "system=fp1 model=m-2026-11"))
  }

  @Test(
    "gives certainty for a log-probability is believed, and no number comes out that is none",
    arguments: ["-9999.0", "-3.4028234663852886e+38"], ServerFaultTests.moments)
  func minusInfinity(number: String, moment: Int) async throws {
    defer { server.stop() }
    server.play {
      $0.number >= moment
        ? .altered { ($0.yes, $0.no) = ("0.0", number) } : .reply
    }
    expect.ending(await FaultyAudit(server: server, log: log).run(), .right)
    let contents = try AuditContents(log)
    #expect(contents.isSound)
    for finding in contents.findings {
      for evaluation in finding.evaluations.values {
        #expect(evaluation.probabilities.allSatisfy { (0...1).contains($0) })
        #expect(!evaluation.margin.isNaN)
      }
    }
  }

  @Test("says more tokens than it was asked for is read up to where it was asked")
  func moreTokens() async throws {
    defer { server.stop() }
    server.play { $0.isEvaluation ? .altered { $0.tokens += ["No", "Yes"] } : .reply }
    let audit = FaultyAudit(server: server, log: log)
    expect.ending(await audit.run(), .right)
    let undisturbed = try await FaultyAudit.undisturbed.value
    #expect(try AuditContents(log).findings == undisturbed.contents.findings)
  }

  @Test(
    "says no token, or another one than was forced, is not believed",
    arguments: [
      ([], "no log-probability for the token"), (["No"], "instead of the forced token"),
    ])
  func otherTokens(tokens: [String], words: String) async throws {
    defer { server.stop() }
    server.play { question in
      question.number >= 9 && question.isEvaluation ? .altered { $0.tokens = tokens } : .reply
    }
    let audit = FaultyAudit(server: server, log: log)
    expect.ending(await audit.run(), .failures(words))
    server.play { _ in .reply }
    expect.ending(await audit.run(), .right)
    try await expect.undisturbed("tokens \(tokens)")
  }

  /// One reply that belongs to another picture looks like any other: nothing in it names the picture.
  ///
  /// `hallux doctor` finds such a server, by asking about many pictures alone and together ("own reply under
  /// load"); an audit alone cannot, and does not claim to.
  @Test("answers for another picture is not noticed by one reply, and leaves a sound log")
  func anotherPicture() async throws {
    defer { server.stop() }
    let dark = ModelAnswer(yes: "-5.0", no: "-0.0067", promptTokens: 0, tokens: ["No"])
    server.play { question in
      question.isEvaluation && question.number == 40
        ? .altered { ($0.yes, $0.no) = (dark.yes, dark.no) } : .reply
    }
    expect.ending(await FaultyAudit(server: server, log: log).run(), .right)
    #expect(try AuditContents(log).isSound)
  }

  @Test("compresses its replies is read, and asked again when one is cut short")
  func compressed() async throws {
    defer { server.stop() }
    server.play { question in
      guard question.number == 9 else {
        return .encoded(["Content-Encoding: gzip"]) { Gzip.stored($0) }
      }
      let whole = Gzip.stored(question.answer.bytes)
      return .answer(200, headers: ["Content-Encoding: gzip"], body: Array(whole.dropLast(60)))
    }
    expect.ending(await FaultyAudit(server: server, log: log).run(), .right)
    try await expect.undisturbed("gzip")
  }

  @Test(
    "is well, on a machine whose disk is full, stops in one line and goes on when there is room",
    arguments: ServerFaultTests.moments)
  func diskFull(moment: Int) async throws {
    defer { server.stop() }
    server.play { [log] question in
      if question.number == moment { try? Self.limitPages(of: log) }
      return .reply
    }
    let audit = FaultyAudit(server: server, log: log)
    let ending = await audit.run()
    guard case .failure(let error as LogError) = ending.result else {
      Issue.record("the run ended otherwise: \(ending)")
      return
    }
    #expect(error.code == .full)
    expect.oneLine(error.description, "the disk is full; make room and run the same command again")
    let lost = server.answeredCount - (try AuditContents.answerCount(log))
    #expect((0...8).contains(lost), "what was answered and could not be written down")

    try Self.limitPages(of: log, toMore: 1_000_000)
    server.play { _ in .reply }
    expect.ending(await audit.run(), .right)
    let undisturbed = try await FaultyAudit.undisturbed.value
    let isEqual = try AuditContents(log).findings == undisturbed.contents.findings
    #expect(isEqual)
    // What was on its way when the run broke off may be counted at the server only after the look above.
    let again = server.answeredCount - undisturbed.requestCount
    #expect((lost...lost + audit.mostInFlight).contains(again))
  }

  /// SQLite fails the same way when it may take no more pages as when the disk has none.
  private static func limitPages(of log: AuditLog, toMore count: Int = 0) throws {
    try log.write { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages + count)")
    }
  }

  @Test("is well, on a machine whose clock goes backwards, is audited the same")
  func clockSetBack() async throws {
    defer { server.stop() }
    let ticks = Counter()
    var audit = FaultyAudit(server: server, log: log)
    audit.now = { FaultyAudit.time - Double(ticks.next()) * 3600 }
    server.play { $0.number == 60 ? .answer(401, body: []) : .reply }
    expect.ending(await audit.run(), .error("the key"))
    expect.ending(await audit.run(), .right)
    try await expect.undisturbed("clock set back")
    let record = try #require(try log.audits().first)
    #expect(try #require(record.finishedAt) < record.startedAt)
  }
}

/// Bytes as a gzip file that stores them as they are.
enum Gzip {
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    precondition(bytes.count <= 65_535, "one block holds no more")
    func little(_ value: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }
    let length = UInt32(bytes.count)
    var checksum: UInt32 = .max
    for byte in bytes {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1] + little(length, 2) + little(~length, 2)
      + bytes + little(~checksum, 4) + little(length, 4)
  }
}
