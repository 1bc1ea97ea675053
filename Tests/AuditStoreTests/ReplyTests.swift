import Foundation
import ModelAPI
import Probing
import Testing

@testable import AuditStore

@Suite("Replies and verdicts")
struct ReplyTests {
  @Test("models are entered once", arguments: LogCase.allCases)
  func models(place: LogCase) throws {
    try place.run { log in
      let id = try log.modelID(of: Sample.model)
      #expect(try log.modelID(of: Sample.model) == id)
      #expect(try log.modelID(of: ModelIdentity(name: "tiny-llava", fingerprint: "")) != id)
    }
  }

  @Test("a reply comes back as it went in", arguments: LogCase.allCases)
  func roundTrip(place: LogCase) throws {
    try place.run { log in
      let modelID = try log.modelID(of: Sample.model)
      let reply = Sample.reply(modelID: modelID)
      #expect(try log.reply(key: reply.key) == nil)
      #expect(try log.record(reply: reply) == reply)
      #expect(try log.reply(key: reply.key) == reply)

      let bare = StoredReply(
        key: "r2", modelID: modelID, imageDigest: nil, prompt: "Hello", answerPrefix: "A ",
        reply: ModelReply(text: "", tokens: []), receivedAt: Sample.time)
      try log.record(reply: bare)
      #expect(try log.reply(key: "r2") == bare)
    }
  }

  @Test("of two answers to one request the first one counts", arguments: LogCase.allCases)
  func firstCounts(place: LogCase) throws {
    try place.run { log in
      let modelID = try log.modelID(of: Sample.model)
      let first = Sample.reply(modelID: modelID)
      try log.record(reply: first)
      #expect(try log.record(reply: Sample.reply(modelID: modelID, text: "No")) == first)
      #expect(try log.reply(key: first.key) == first)
    }
  }

  @Test("a key that stands for another request is refused")
  func otherRequest() throws {
    let log = try AuditLog.inMemory()
    var reply = Sample.reply(modelID: try log.modelID(of: Sample.model))
    try log.record(reply: reply)
    reply.prompt = "Is there a fork in the image?"
    #expect(
      message { () throws(LogError) in try log.record(reply: reply) }
        == "conflict: it already holds another request of this key; name another file")
  }

  @Test("a reply of a model that the log does not know is refused")
  func unknownModel() throws {
    let log = try AuditLog.inMemory()
    #expect(
      message { () throws(LogError) in try log.record(reply: Sample.reply(modelID: 5)) }
        == "invalid: it refuses what was to be recorded (FOREIGN KEY constraint failed)")
  }

  @Test("a reply is recorded also when its task has been cancelled")
  func cancelled() async throws {
    let log = try AuditLog.inMemory()
    let reply = Sample.reply(modelID: try log.modelID(of: Sample.model))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await log.record(reply: reply)
    }
    #expect(try await task.value == reply)
    #expect(try log.reply(key: reply.key) == reply)
  }

  @Test("hostile text is kept as text")
  func hostileText() throws {
    let log = try AuditLog.inMemory()
    let modelID = try log.modelID(of: Sample.model)
    let texts = ["'; DROP TABLE reply; --", "\u{1B}[2J", "a\"\u{301} onload=x", "\u{FEFF}=cmd()"]
    for (index, text) in texts.enumerated() {
      try log.record(reply: Sample.reply(key: "h\(index)", modelID: modelID, text: text))
      #expect(try log.reply(key: "h\(index)")?.reply.text == text)
    }
    try log.record(reply: Sample.reply(key: "h9", modelID: modelID, text: "a\0b"))
    #expect(try log.reply(key: "h9")?.reply.text == "a\u{FFFD}b")
  }

  @Test("verdicts come back by rule, in the order of the probe set", arguments: LogCase.allCases)
  func verdicts(place: LogCase) throws {
    try place.run { log in
      let sample = try SampleAudit(in: log)
      let first = SampleAudit.verdict(probe: sample.probes[0].id)
      let second = VerdictRecord(
        probeID: sample.probes[1].id, rule: "pope", replyKey: "r1", answer: nil,
        outcome: .unparsable, pYes: nil, pNo: nil, pOther: nil)
      var other = first
      other.rule = "token-probability"
      for verdict in [second, other, first] { try log.record(verdict: verdict) }
      #expect(try log.verdicts(ofAudit: sample.audit.id, rule: "pope") == [first, second])
      #expect(try log.verdicts(ofAudit: sample.audit.id, rule: "token-probability") == [other])
      #expect(try log.verdicts(ofAudit: sample.audit.id, rule: "none").isEmpty)
    }
  }

  @Test("a second verdict of a rule on a probe must agree with the first")
  func verdictConflict() throws {
    let log = try AuditLog.inMemory()
    var verdict = SampleAudit.verdict(probe: try SampleAudit(in: log).probes[0].id)
    verdict.answer = .no
    #expect(
      message { () throws(LogError) in try log.record(verdict: verdict) }
        == "conflict: it already holds another verdict on this probe; name another file")
  }

  @Test("a verdict on a reply that the log does not hold is refused")
  func verdictWithoutReply() throws {
    let log = try AuditLog.inMemory()
    var verdict = SampleAudit.verdict(probe: try SampleAudit(in: log).probes[1].id)
    verdict.replyKey = "nowhere"
    #expect(
      message { () throws(LogError) in try log.record(verdict: verdict) }
        == "invalid: it refuses what was to be recorded (FOREIGN KEY constraint failed)")
  }
}
