import Attribution
import AuditStore
import Imaging
import ModelAPI
import Probing
import Testing

@testable import Auditing

@Suite("An answer explained at a token level")
struct TokenLevelTests {
  let log: AuditLog

  init() throws { log = try AuditLog.inMemory() }

  /// What the log holds about the one finding of an audit.
  private struct Explained {
    var finding: FindingRecord
    var target: TargetDescription
    var evaluations: [RegionSet: Evaluation]
    var triggers: [Trigger]
    var explanation: Explanation
    var prior: PriorRecord

    init(_ log: AuditLog, _ result: AuditResult) throws {
      finding = try #require(try log.findings(ofAudit: result.auditID).first)
      try #require(finding.state == .explained, "\(finding.problem ?? "")")
      let id = try #require(finding.targetID)
      target = try #require(try log.target(id: id))
      evaluations = try log.evaluations(ofTarget: id)
      triggers = try log.triggers(ofFinding: finding.id).map(\.trigger)
      explanation = try #require(try log.explanation(ofFinding: finding.id)).explanation
      prior = try #require(try log.prior(ofTarget: id))
    }

    var whole: Evaluation? { evaluations.first { $0.key.count == $0.key.regionCount }?.value }
    var necessary: Trigger? { triggers.first { $0.side == .necessary } }
  }

  private func explained(
    _ selection: TargetSelection?, _ model: DescribingModel = .description
  ) async throws -> Explained {
    try Explained(log, try await explain(selection, model.scripted(), in: log))
  }

  /// The regions that touch the red block.
  private func cause(_ target: TargetDescription) throws -> Set<Int> {
    let labels = try #require(try log.labelMap(digest: target.labelMapDigest)).labelMap
    return Set(
      PlantedScene.cause.y.flatMap { y in
        PlantedScene.cause.x.map { x in Int(labels.labels[y * labels.width + x]) }
      })
  }

  @Test("is a finding without a verdict that names its answer")
  func unjudged() async throws {
    let found = try await explained(nil)
    #expect(found.finding.kind == .answer && found.finding.confidence == nil)
    let key = try #require(found.finding.replyKey)
    #expect(try log.reply(key: key)?.reply.text == "There is a spoon. It is red.")
    #expect(try log.verdicts(ofAudit: found.finding.auditID, rule: "hallux").isEmpty)
  }

  @Test("may be its first token, which nothing in the picture causes here")
  func firstToken() async throws {
    let found = try await explained(nil)
    #expect(found.target.level == .firstToken && found.target.said == "There")
    #expect(found.target.tokens.map(\.text) == ["There"] && found.target.answerPrefix == "")
    #expect(found.necessary?.status == .neverFlips || found.necessary?.status == .languagePrior)
  }

  @Test("may be a yes, of which the margin is between the two answers")
  func firstTokenYes() async throws {
    let found = try await explained(nil, .yes)
    #expect(found.target.said == "yes")
    #expect(found.necessary?.status == .found)
    #expect(try cause(found.target).isSuperset(of: try #require(found.necessary).regions.regions))
    let record = try #require(try log.triggers(ofFinding: found.finding.id).first)
    #expect(record.verification?.answer == .no)
    #expect(try #require(found.whole).margin > 0)
  }

  @Test("may be the counter-answer, whose probability grows as the cause goes")
  func counter() async throws {
    let found = try await explained(.counterToken, .yes)
    #expect(found.target.level == .counterToken && found.target.said == "no")
    #expect(found.target.tokens.map(\.text) == ["No"])
    #expect(found.triggers.isEmpty)
    let whole = try #require(found.whole)
    #expect(whole.margin < 0 && whole.probabilities[0] < 0.01)
    #expect(found.prior.probabilities[0] > 0.9)
    // What speaks most against the counter-answer comes last.
    let last = try #require(found.explanation.order.last)
    #expect(try cause(found.target).contains(last))
  }

  @Test("may be a word of two tokens, whose cause is found")
  func word() async throws {
    let found = try await explained(.word("spoon"))
    #expect(found.target.level == .word && found.target.said == "spoon")
    #expect(found.target.answerPrefix == "There is a")
    #expect(found.target.tokens.map(\.text) == [" spo", "on"])
    #expect(found.target.way == .afterPrefix)
    #expect(found.necessary?.status == .found && found.necessary?.minimality != .unproven)
    #expect(try cause(found.target).isSuperset(of: try #require(found.necessary).regions.regions))
    #expect(found.explanation.insertion.allSatisfy { $0.probabilities.count == 2 })
    #expect(found.prior.source == .text && found.prior.probabilities[0] < 0.01)
    let record = try #require(try log.triggers(ofFinding: found.finding.id).first)
    let key = try #require(record.verification?.replyKey)
    #expect(record.verification?.answer == nil)
    #expect(try log.reply(key: key)?.reply.text.contains("spoon") == false)
  }

  @Test("may be tokens by their places, with others between them")
  func tokens() async throws {
    let found = try await explained(.tokens([4...5, 9...9]))
    #expect(found.target.level == .tokens && found.target.said == "spoon … red")
    #expect(found.target.tokens.map(\.text) == [" spo", "on", " red"])
    #expect(found.target.positions == [0, 1, 5])
    #expect(found.target.forced.map(\.text) == [" spo", "on", ".", " It", " is", " red"])
    #expect(found.explanation.insertion.allSatisfy { $0.probabilities.count == 3 })
    #expect(found.necessary?.status == .found)
  }

  @Test("may be all of it, which has an order and no trigger")
  func sentence() async throws {
    let found = try await explained(.sentence)
    #expect(found.target.level == .sentence && found.target.said == "There is a spoon. It is red.")
    #expect(found.target.tokens.count == 10 && found.target.answerPrefix == "")
    #expect(found.triggers.isEmpty)
    // The words that hang on the block are those that react to the picture.
    let first = try #require(found.explanation.insertion.first).probabilities
    let last = try #require(found.explanation.insertion.last).probabilities
    #expect(last.indices.filter { last[$0] - first[$0] > 0.5 } == [3, 8])
  }

  @Test("has the same end whether the server lists the end mark or not")
  func endMark() async throws {
    var model = DescribingModel.description
    model.listsEndMark = false
    let found = try await explained(.sentence, model)
    #expect(found.target.tokens.count == 10)
  }

  @Test("gives each token the probability that it has when it is generated")
  func generatedProbabilities() async throws {
    let found = try await explained(.sentence)
    let key = try #require(found.finding.replyKey)
    let reply = try #require(try log.reply(key: key)).reply
    let whole = try #require(found.whole)
    for (probability, token) in zip(whole.probabilities, reply.tokens) {
      #expect(abs(probability - naturalExponential(token.said.logProbability)) < 1e-12)
    }
  }

  @Test(
    "has the same numbers on every server that can be made to give them",
    arguments: [
      (DescribingModel.Flaw.givesNoIDs, ForcingWay.tokenByToken),
      (.ignoresGrammars, .tokenByToken), (.readsTextOtherwise, .fromStart),
      (.wantsPicture, .afterPrefix), (.readsForcedTokens, .afterPrefix),
    ], [TargetSelection.word("spoon"), .tokens([4...5, 9...9])])
  func flaws(flaw: (DescribingModel.Flaw, ForcingWay), selection: TargetSelection) async throws {
    let expected = try await explained(selection)
    let elsewhere = try AuditLog.inMemory()
    let model = DescribingModel.description.flawed(flaw.0).scripted()
    let found = try Explained(
      elsewhere, try await explain(selection, model, in: elsewhere))
    #expect(found.target.way == flaw.1)
    #expect(found.triggers == expected.triggers)
    #expect(found.explanation == expected.explanation)
    // The stand-in for the prior may be one more.
    for (shown, evaluation) in expected.evaluations {
      let other = try #require(found.evaluations[shown])
      for (a, b) in zip(other.probabilities, evaluation.probabilities) {
        #expect(abs(a - b) < 1e-12)
      }
    }
  }

  @Test("has its prior from a filled picture, and says so, when the server wants one")
  func priorStandIn() async throws {
    let found = try await explained(
      .word("spoon"), .description.flawed(.wantsPicture))
    #expect(found.prior.source == .fill)
    let nothing = found.evaluations.first { $0.key.isEmpty }?.value
    #expect(found.prior.probabilities == nothing?.probabilities)
  }

  @Test(
    "cannot be, in one line, when the server reads the answer as other tokens and ignores grammars",
    arguments: [TargetSelection.word("spoon"), .tokens([4...5, 9...9])])
  func doesNotReadBack(selection: TargetSelection) async throws {
    let events = EventList()
    let model = DescribingModel.description.flawed(.readsTextOtherwise, .ignoresGrammars)
    let result = try await explain(selection, model.scripted(), in: log, events: events)
    #expect(result.failures == 1 && events.problems.count == 1)
    let finding = try #require(try log.findings(ofAudit: result.auditID).first)
    #expect(finding.state == .failed)
    #expect(
      finding.problem?.hasPrefix(
        "the server does not read its own answer as the tokens that it said")
        == true, "\(finding.problem ?? "")")
    #expect(finding.problem?.contains("\n") == false)
    #expect(try log.audit(id: result.auditID)?.state == .finished)
  }

  @Test(
    "cannot be, in one line, when there is no such part of it",
    arguments: [
      (
        TargetSelection.word("knife"),
        "the word \"knife\" is not in the answer: \"There is a spoon. It is red.\""
      ),
      (.tokens([9...11]), "the answer has 10 tokens, there is no token 11"),
      (
        .counterToken,
        "the answer begins with \"There\", which is neither yes nor no: it has no counter-answer"
      ),
    ])
  func noSuchPart(selection: TargetSelection, reason: String) async throws {
    let model = DescribingModel.description.scripted()
    let result = try await explain(selection, model, in: log)
    #expect(result.failures == 1 && model.requestCount == 1)
    #expect(try log.findings(ofAudit: result.auditID).first?.problem == reason)
  }

  @Test("cannot be when it is empty, or comes without probabilities")
  func nothingToExplain() async throws {
    let empty = ScriptedModel { _, _ throws(ModelError) in
      ModelReply(text: "", tokens: [], finishReason: "stop")
    }
    let result = try await explain(.sentence, empty, in: log)
    #expect(
      try log.findings(ofAudit: result.auditID).first?.problem
        == "the model's answer is empty: it has no token to explain")

    let silent = ScriptedModel { _, _ throws(ModelError) in
      ModelReply(text: "A spoon.", tokens: [], finishReason: "stop")
    }
    let elsewhere = try AuditLog.inMemory()
    let second = try await explain(.sentence, silent, in: elsewhere)
    #expect(
      try elsewhere.findings(ofAudit: second.auditID).first?.problem
        == "the server gives no token probabilities")
  }

  @Test(
    "goes on where it was stopped, and sends no request twice",
    arguments: [0, 1, 2, 3, 5, 6, 30], [TargetSelection.word("spoon"), .sentence])
  func resumes(after number: Int, selection: TargetSelection) async throws {
    let undisturbed = try AuditLog.inMemory()
    let whole = DescribingModel.description.scripted()
    let expected = try Conclusions(
      undisturbed, audit: try await explain(selection, whole, in: undisturbed).auditID)
    let stop = StopSignal()
    let interrupted = DescribingModel.description.scripted(before: number) { stop.request() }
    let first = try await explain(selection, interrupted, in: log, stop: stop)
    #expect(first.wasInterrupted == (number < whole.requestCount))
    let rest = DescribingModel.description.scripted()
    let second = try await explain(selection, rest, in: log)
    #expect(second.auditID == first.auditID && !second.wasInterrupted)
    #expect(try Conclusions(log, audit: second.auditID) == expected)
    #expect(interrupted.requestCount + rest.requestCount == whole.requestCount)
    let third = DescribingModel.description.scripted()
    _ = try await explain(selection, third, in: log)
    #expect(third.requestCount == 0)
  }

  @Test("tells the server's error when the server is gone before the answer, and goes on later")
  func serverGone() async throws {
    let gone = ModelError(code: .unavailable, message: "the server does not answer")
    let broken = ScriptedModel { _, _ throws(ModelError) in throw gone }
    await #expect(throws: gone) { try await explain(.sentence, broken, in: log) }
    #expect(try log.findings(ofAudit: 1).isEmpty)
    #expect(try await explained(.sentence).finding.auditID == 1)
  }
}
