import AuditStore
import Foundation
import Imaging
import ModelAPI
import Probing
import Testing

@testable import Auditing

@Suite("An imported audit")
struct AuditImportTests {
  private let log: AuditLog
  private let time = Date(timeIntervalSince1970: 1_785_000_000)

  init() throws { log = try .inMemory() }

  private func answer(
    _ id: String, label: Answer?, reply: String?, choices: Choices? = nil
  ) -> ImportedAnswer {
    let probe = Probe(
      id: id, imageName: "\(id).png", question: "Is there a cat in the image?", object: "cat",
      label: label, choices: choices)
    return ImportedAnswer(
      probe: probe, prompt: probe.question, reply: reply,
      problem: reply == nil ? "the request failed" : nil)
  }

  private var answers: [ImportedAnswer] {
    [
      answer("1", label: .no, reply: "Yes."), answer("2", label: .yes, reply: "No"),
      answer("3", label: .yes, reply: "well"), answer("4", label: .yes, reply: nil),
      answer(
        "5", label: nil, reply: "(b)", choices: Choices(options: ["one", "two"], correct: 0)),
    ]
  }

  private func run(
    _ answers: [ImportedAnswer], rule: any ParseRule = ParseRules.hallux, model: String = "m",
    loadImage: ImageLoader? = nil
  ) throws -> AuditImport.Result {
    let time = time
    return try AuditImport(
      answers, of: ModelIdentity(name: model, fingerprint: ""), probeSet: "set",
      sources: [
        ProbeSource(role: .replies, name: "r", sha256: "00", note: "imported from replies")
      ],
      rule: rule, promptSuffix: nil, into: log, version: "test", now: { time }
    ).run(loadImage: loadImage)
  }

  @Test("is finished, judged under every rule, and says where its replies are from")
  func whole() throws {
    let result = try run(answers)
    #expect(!result.wasThere)
    let audit = try #require(try log.audit(id: result.auditID))
    #expect(audit.state == .finished && audit.isImported)
    #expect(audit.manifest.sources.map(\.role) == [.replies])
    for rule in ParseRules.all {
      #expect(try log.verdicts(ofAudit: audit.id, rule: rule.name).count == 3)
    }
    #expect(
      try log.findings(ofAudit: audit.id).map(\.kind) == [
        .falsePositive, .falseNegative, .wrongChoice,
      ])
    #expect(
      try log.probes(ofAudit: audit.id).map(\.problem) == [
        nil, nil, nil, "the request failed", nil,
      ])
    let summary = try AuditSummary(audit, rule: "hallux", log: log, seed: 1)
    #expect(summary.unanswered == 1 && summary.metrics.pooled.table.unparsable == 1)
    #expect(try log.verify { _ in }.isIntact)
  }

  @Test("is the same one when it is imported again, and another with another reply, rule or model")
  func idempotent() throws {
    let first = try run(answers)
    let head = try log.head()
    let again = try run(answers)
    #expect(again.wasThere && again.auditID == first.auditID)
    #expect(try log.head() == head, "importing again wrote something")
    var others = answers
    others[0].reply = "No"
    #expect(try run(others).auditID != first.auditID)
    #expect(try run(answers, rule: ParseRules.pope).auditID != first.auditID)
    #expect(try run(answers, model: "n").auditID != first.auditID)
    // An empty reply is one; none is none.
    others[0].reply = ""
    let empty = try run(others)
    others[0].reply = nil
    #expect(try run(others).auditID != empty.auditID)
    #expect(try log.verify { _ in }.isIntact)
  }

  @Test("that was cut off goes on, with nothing twice")
  func resumed() throws {
    let whole = try run(answers)
    let audit = try #require(try log.audit(id: whole.auditID))
    let other = try AuditLog.inMemory()
    _ = try other.beginAudit(audit.manifest, probes: answers.map(\.probe), at: time)
    let time = time
    let result = try AuditImport(
      answers, of: ModelIdentity(name: "m", fingerprint: ""), probeSet: "set", sources: [],
      rule: ParseRules.hallux, promptSuffix: nil, into: other, version: "test", now: { time }
    ).run(loadImage: nil)
    #expect(!result.wasThere)
    #expect(try other.audits().map(\.state) == [.finished])
    #expect(try other.findings(ofAudit: result.auditID).count == 3)
    #expect(try other.verify { _ in }.isIntact)
  }

  @Test("answers nothing that a model is asked later")
  func keys() async throws {
    let result = try run(answers)
    let probes = try log.probes(ofAudit: result.auditID)
    let imported = try log.storedReplies(toProbesOfAudit: result.auditID)
    let picture = RGBImage(width: 1, height: 1, pixels: [0, 0, 0])
    let model = RecordedModel(
      model: RunModel(ScriptedModel(yesProbability: { _ in 1 })),
      identity: ModelIdentity(name: "m", fingerprint: ""),
      modelID: try log.modelID(of: ModelIdentity(name: "m", fingerprint: "")), log: log,
      repetition: nil, now: { Date() })
    let answer = try await model.answer(probes[0].probe.question, about: picture, maxTokens: 32)
    #expect(model.model.requestCount == 1)
    #expect(!imported.values.map(\.key).contains(answer.key))
  }

  @Test("takes the images where there are any, also later, and tells those that are missing")
  func images() throws {
    let picture = RGBImage(width: 2, height: 1, pixels: [0, 0, 0, 255, 255, 255])
    let loadImage: ImageLoader = { name throws(ImageProblem) in
      guard name != "2.png" else { throw ImageProblem(reason: "2.png: missing") }
      return picture
    }
    let first = try run(answers)
    let again = try run(answers, loadImage: loadImage)
    #expect(again.auditID == first.auditID && again.imageProblems == ["2.png: missing"])
    let digests = try log.probes(ofAudit: first.auditID).map(\.imageDigest)
    #expect(digests.count { $0 != nil } == 4 && digests[1] == nil)
    #expect(try log.verify { _ in }.isIntact)
  }

  @Test("says what is missing when it is to be rechecked or ordered")
  func missing() async throws {
    let result = try run(answers)
    let audit = try #require(try log.audit(id: result.auditID))
    let model = ScriptedModel(yesProbability: { _ in 1 })
    let identity = ModelIdentity(name: "m", fingerprint: "")
    let finding = try #require(try log.findings(ofAudit: audit.id).first)
    let recheck = await #expect(throws: CannotAskAgain.self) {
      _ = try await CertificateRecheck(
        model: model, identity: identity, log: log, maxInFlight: 1, stop: StopSignal()
      ).run(finding.id)
    }
    #expect(recheck?.reason.hasPrefix("audit 1 was imported: the log has replies") == true)
    let order = await #expect(throws: CannotAskAgain.self) {
      _ = try await AuditReordering(
        model: model, identity: identity, log: log, maxInFlight: 1, stop: StopSignal(),
        now: { Date() }, observe: { _ in }
      ).run(audit, by: [])
    }
    #expect(order?.reason.contains("no tokens to order") == true)
    #expect(model.requestCount == 0)
  }
}
