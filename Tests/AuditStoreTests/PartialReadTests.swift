import Attribution
import ModelAPI
import Probing
import Testing

@testable import AuditStore

/// Reads that fetch a part of what others fetch whole say the same.
@Suite("What is read in part")
struct PartialReadTests {
  @Test("an image has its size without its bytes", arguments: LogCase.allCases)
  func imageSize(place: LogCase) throws {
    try place.run { log in
      #expect(try log.imageSize(digest: Sample.image.digest) == nil)
      try log.record(image: Sample.image)
      let size = try #require(try log.imageSize(digest: Sample.image.digest))
      #expect((size.width, size.height) == (Sample.image.width, Sample.image.height))
      #expect(size.kept == .full)
      let thumbnail = StoredImage(digest: "ff", width: 9, height: 8, png: [1], kept: .thumb)
      try log.record(image: thumbnail)
      #expect(try log.imageSize(digest: "ff")?.kept == .thumb)
    }
  }

  @Test("a reply has its text without its tokens")
  func replyText() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    try log.record(reply: Sample.reply(key: "r9", modelID: sample.modelID, text: "No\u{301}."))
    #expect(try log.replyText(key: "r9") == log.reply(key: "r9")?.reply.text)
    #expect(try log.replyText(key: "r9") == "No\u{301}.")
    #expect(try log.replyText(key: "r10") == nil)
  }

  @Test("the whole image's evaluation is one of the target's")
  func wholeEvaluation() throws {
    let log = try AuditLog.inMemory()
    let target = try SampleAudit(in: log).target
    #expect(try log.wholeEvaluation(ofTarget: target) == nil)
    try log.record(evaluations: EvaluationTests.answers, target: target, at: Sample.time)
    #expect(
      try log.wholeEvaluation(ofTarget: target)
        == log.evaluations(ofTarget: target)[Sample.set(0, 1, 2)])
    #expect(try log.wholeEvaluation(ofTarget: target) != nil)
  }

  @Test("a probe's verdicts are those of every rule, in the order of the names")
  func verdicts() throws {
    let log = try AuditLog.inMemory()
    let audit = try SampleAudit(in: log)
    let probes = try log.probes(ofAudit: audit.audit.id)
    let verdicts = ["pope", "hallux"].map { rule in
      var verdict = SampleAudit.verdict(probe: probes[0].id)
      verdict.rule = rule
      return verdict
    }
    try log.record(verdicts: verdicts)
    #expect(try log.verdicts(ofProbe: probes[0].id) == verdicts.reversed())
    #expect(try log.verdicts(ofProbe: probes[1].id).isEmpty)
  }

  @Test("a probe's caption is that of the audit")
  func caption() throws {
    let log = try AuditLog.inMemory()
    _ = try SampleAudit(in: log)
    let sample = try CaptionSample(in: log)
    let caption = try #require(try log.captions(ofAudit: sample.audit.id).first)
    #expect(try log.caption(ofProbe: caption.probeID) == caption)
    #expect(try log.caption(ofProbe: 99) == nil)
  }
}
