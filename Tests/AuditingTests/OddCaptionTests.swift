import Attribution
import AuditStore
import Foundation
import ModelAPI
import Probing
import Testing

@testable import Auditing

/// A model that says one text whatever it is shown, in the given pieces.
private struct LiteralModel {
  /// What the tokens say of themselves; a character whose bytes several tokens hold is spelled by none.
  var pieces: [String]
  /// The text of the reply.
  var text: String
  var finishReason = "stop"

  init(_ pieces: [String], text: String? = nil, finishReason: String = "stop") {
    self.pieces = pieces
    self.text = text ?? pieces.joined()
    self.finishReason = finishReason
  }

  var scripted: ScriptedModel {
    ScriptedModel { [self] request, _ throws(ModelError) in
      if request.prompt.hasPrefix("Is there") {
        return ModelReply(oneTokenOf: ["Yes": 0.9, "No": 0.1], forced: nil)
      }
      let isPlain = request.answerPrefix.isEmpty && request.forcedTokens.isEmpty
      let said = request.forcedTokens.isEmpty ? pieces.map { token($0) } : request.forcedTokens
      let tokens = said.prefix(request.maxTokens).map { token in
        TokenDistribution(
          said: .init(token: token, logProbability: log(0.9)),
          alternatives: [
            .init(token: token, logProbability: log(0.9)),
            .init(token: self.token(" else"), logProbability: log(0.05)),
          ])
      }
      return ModelReply(
        text: isPlain ? text : tokens.map(\.said.token.text).joined(), tokens: Array(tokens),
        finishReason: isPlain ? finishReason : "length")
    }
  }

  private func token(_ text: String) -> Token {
    Token(text: text, id: text.unicodeScalars.reduce(7) { ($0 &* 31 &+ Int($1.value)) & 0xFFFF })
  }
}

@Suite("An odd caption")
struct OddCaptionTests {
  private func audit(
    _ model: LiteralModel, in log: AuditLog, maxTokens: Int = 1000,
    explaining: AuditSettings.ExplainedFindings = .falsePositives
  ) async throws -> (result: AuditResult, mentions: [MentionRecord], findings: [FindingRecord]) {
    var settings = PlantedScene.settings
    settings.regionCount = 4
    settings.maxCaptionTokens = maxTokens
    settings.captionVariant = .fixed
    settings.explained = explaining
    let result = try await runAudit(
      log, model.scripted, probes: [CaptionTask(present: []).probe(ofImage: "a.png")],
      settings: settings)
    let probe = try #require(try log.probes(ofAudit: result.auditID).first)
    return (
      result, try log.mentions(ofProbe: probe.id), try log.findings(ofAudit: result.auditID)
    )
  }

  @Test("keeps the places of its mentions among emoji, Chinese and HTML")
  func scripts() async throws {
    let log = try AuditLog.inMemory()
    let pieces = [
      " A", " \u{1F408}", " cat", " \u{4E00}\u{53EA}", "\u{732B}", " <b>", "bus", "</b>", ".",
    ]
    let (result, mentions, findings) = try await audit(LiteralModel(pieces), in: log)
    #expect(result.failures == 0)
    #expect(mentions.map(\.words) == ["cat", "bus"])
    #expect(findings.allSatisfy { $0.state == .explained }, "\(findings)")
    let targets = try findings.compactMap { try $0.targetID.flatMap { try log.target(id: $0) } }
    #expect(targets.map { $0.tokens.map(\.text) } == [[" cat"], ["bus"]])
    // It is said with any picture and with none.
    let causes = try findings.map { try log.diagnosis(ofFinding: $0.id)?.diagnosis.cause }
    #expect(causes == [.languagePrior, .languagePrior])
  }

  @Test("finds its mentions by their words where tokens do not spell the text")
  func bytes() async throws {
    let log = try AuditLog.inMemory()
    let pieces = [
      "\u{FFFD}", "\u{FFFD}", " cat", " and", " \u{FFFD}", "\u{FFFD}", " a", " cat", ".",
    ]
    let text = "\u{1F408} cat and \u{1F408} a cat."
    let (_, mentions, findings) = try await audit(LiteralModel(pieces, text: text), in: log)
    #expect(mentions.map(\.words) == ["cat", "cat"])
    let targets = try findings.compactMap { try $0.targetID.flatMap { try log.target(id: $0) } }
    #expect(targets.map { $0.tokens.map(\.text) } == [[" cat"], [" cat"]])
    #expect(targets.map(\.answerPrefix.count).sorted() == targets.map(\.answerPrefix.count))
    #expect(targets[0].answerPrefix != targets[1].answerPrefix)
  }

  @Test("makes a finding of every repeated mention, which share what is asked")
  func repeated() async throws {
    let log = try AuditLog.inMemory()
    let sentence = [" A", " bus", "."]
    let pieces = Array(repeating: sentence, count: 12).flatMap(\.self)
    let (result, mentions, findings) = try await audit(LiteralModel(pieces), in: log)
    #expect(mentions.count == 12 && findings.count == 12)
    #expect(findings.allSatisfy { $0.state == .explained })
    let count = try log.requestCount(ofAudit: result.auditID)
    // 2 n + 2 for all of them together, and the strides of each order.
    #expect(count.evaluations < 12 * 10)
  }

  @Test("may be of 800 tokens, and of a word that the limit cut")
  func long() async throws {
    let log = try AuditLog.inMemory()
    let pieces =
      Array(repeating: [" It", " is", " nice", "."], count: 200).flatMap(\.self) + [
        " A", " bus",
      ]
    let model = LiteralModel(pieces, finishReason: "length")
    let (result, mentions, findings) = try await audit(model, in: log)
    #expect(result.failures == 0 && mentions.map(\.standing) == [.noClaim] && findings.isEmpty)
    #expect(try log.captions(ofAudit: result.auditID).map(\.isCut) == [true])
  }

  @Test("is a problem of its probe where the server takes no picture")
  func noPicture() async throws {
    let log = try AuditLog.inMemory()
    let model = ScriptedModel { _, _ throws(ModelError) in
      throw ModelError(code: .rejected, message: "this model takes no images")
    }
    let events = EventList()
    let result = try await runAudit(
      log, model, probes: [CaptionTask(present: []).probe(ofImage: "a.png")], events: events)
    #expect(result.failures == 1)
    #expect(events.problems == ["a.png: this model takes no images"])
    #expect(try log.probes(ofAudit: result.auditID)[0].problem == "this model takes no images")
  }
}
