import Attribution
import AuditStore
import Auditing
import Imaging
import ModelAPI
import Probing
import Testing

@Suite("A run of an audit")
struct AuditRunTests {
  let log: AuditLog

  init() throws { log = try AuditLog.inMemory() }

  private func plantedModel() -> ScriptedModel {
    ScriptedModel(yesProbability: PlantedScene.yesProbability)
  }

  @Test("finds the hallucinated objects and their planted cause, with a proof that words confirm")
  func findsTheCause() async throws {
    let result = try await runAudit(log, plantedModel())
    let findings = try log.findings(ofAudit: result.auditID)
    #expect(findings.count == 2)
    for finding in findings {
      #expect(finding.kind == .falsePositive && finding.state == .explained)
      let target = try #require(try finding.targetID.flatMap { try log.target(id: $0) })
      let labels = try #require(try log.labelMap(digest: target.labelMapDigest)).labelMap
      for record in try log.triggers(ofFinding: finding.id) {
        #expect(record.trigger.status == .found)
        #expect(record.trigger.minimality != .unproven)
        #expect(record.noiseFloor == 0)
        let touched = record.trigger.regions.regions.filter { region in
          PlantedScene.cause.y.contains { y in
            PlantedScene.cause.x.contains { x in
              labels.labels[y * labels.width + x] == Int32(region)
            }
          }
        }
        #expect(touched == record.trigger.regions.regions, "every region holds part of the cause")
        #expect(record.verification?.answer == (record.trigger.side == .necessary ? .no : .yes))
      }
      let explanation = try #require(try log.explanation(ofFinding: finding.id))
      #expect(explanation.explanation.order.sorted() == Array(0..<labels.regionCount))
      #expect(explanation.insertionAUC > explanation.deletionAUC)
    }
  }

  @Test("sends nothing the second time")
  func secondRunIsFree() async throws {
    let first = try await runAudit(log, plantedModel())
    let again = plantedModel()
    let second = try await runAudit(log, again)
    #expect(second.auditID == first.auditID)
    #expect(again.requestCount == 0)
  }

  @Test("never asks about the same masked image twice, but for the noise")
  func asksOnce() async throws {
    let model = plantedModel()
    var settings = PlantedScene.settings
    settings.noiseRepeats = 1
    // Of one image: two images with everything hidden are the same picture.
    let probes = PlantedScene.probes.filter { $0.imageName == "a.png" }
    _ = try await runAudit(log, model, probes: probes, settings: settings)
    let evaluations = model.requests.filter { $0.maxTokens == 1 }
    // The whole image is asked once for the noise and once as an evaluation.
    #expect(Set(evaluations).count == evaluations.count - 1)
  }

  @Test(
    "told to stop at any moment, resumes to the same conclusions and repeats no answered request",
    arguments: [0, 1, 3, 4, 5, 7, 20, 41, 60, 83])
  func resumes(after number: Int) async throws {
    let undisturbed = try AuditLog.inMemory()
    let whole = plantedModel()
    let expected = try Conclusions(
      undisturbed, audit: try await runAudit(undisturbed, whole).auditID)

    let stop = StopSignal()
    let interrupted = AuditingTests.plantedModel(before: number) { () throws(ModelError) in
      stop.request()
    }
    let first = try await runAudit(log, interrupted, stop: stop)
    #expect(first.wasInterrupted == (number < whole.requestCount))
    #expect(try log.audit(id: first.auditID)?.state == .interrupted)
    let rest = plantedModel()
    let second = try await runAudit(log, rest)
    #expect(second.auditID == first.auditID && !second.wasInterrupted)
    #expect(try Conclusions(log, audit: second.auditID) == expected)
    #expect(interrupted.requestCount + rest.requestCount == whole.requestCount)
  }

  @Test(
    "ends with the server's error when the server is gone, and goes on when it is back",
    arguments: [0, 2, 30, 70])
  func serverGone(after number: Int) async throws {
    let undisturbed = try AuditLog.inMemory()
    let expected = try Conclusions(
      undisturbed, audit: try await runAudit(undisturbed, plantedModel()).auditID)
    let gone = ModelError(code: .unavailable, message: "the server does not answer")
    let broken = AuditingTests.plantedModel(before: number) { () throws(ModelError) in throw gone }
    await #expect(throws: gone) { try await runAudit(log, broken) }
    let result = try await runAudit(log, plantedModel())
    #expect(try Conclusions(log, audit: result.auditID) == expected)
  }

  @Test("goes on without an image that cannot be read, says so, and asks it when it can be")
  func missingImage() async throws {
    let events = EventList()
    let result = try await runAudit(log, plantedModel(), events: events) {
      name throws(ImageProblem) in
      guard name != "a.png" else { throw ImageProblem(reason: "a.png: no such file") }
      return PlantedScene.image(named: name)
    }
    #expect(result.inputProblems == 2)
    #expect(events.problems == ["a.png: no such file"])
    #expect(try log.findings(ofAudit: result.auditID).count == 1)
    #expect(
      try log.probes(ofAudit: result.auditID).map(\.problem) == [
        "a.png: no such file", "a.png: no such file", nil, nil,
      ])
    let mended = try await runAudit(log, plantedModel())
    #expect(mended.auditID == result.auditID && mended.inputProblems == 0)
    #expect(try log.findings(ofAudit: result.auditID).count == 2)
    #expect(try log.probes(ofAudit: result.auditID).allSatisfy { $0.problem == nil })
  }

  @Test("goes on without a picture that was replaced, and asks it when the first one is back")
  func replacedImage() async throws {
    let refusing = ScriptedModel { request, _ throws(ModelError) in
      throw ModelError(code: .rejected, message: "no such picture")
    }
    let first = try await runAudit(log, refusing)
    #expect(first.failures == 4)
    let events = EventList()
    let other = try await runAudit(log, plantedModel(), events: events) {
      name throws(ImageProblem) in
      PlantedScene.image(named: name == "a.png" ? "b.png" : name)
    }
    #expect(other.auditID == first.auditID && other.inputProblems == 2)
    #expect(events.problems.count == 1)
    #expect(events.problems[0].hasPrefix("a.png: is another picture than this audit asked about"))
    #expect(
      try log.probes(ofAudit: first.auditID).map { $0.problem == nil } == [
        false, false, true, true,
      ])
    let mended = try await runAudit(log, plantedModel())
    #expect(mended.inputProblems == 0 && mended.failures == 0)
    #expect(try log.probes(ofAudit: first.auditID).allSatisfy { $0.problem == nil })
  }

  @Test("counts a useless reply as a failure of its probe alone")
  func uselessReply() async throws {
    let useless = ModelError(code: .unusableReply, message: "the reply is no JSON")
    let model = ScriptedModel { request, _ throws(ModelError) in
      if request.prompt.contains("dog") { throw useless }
      let yes = PlantedScene.yesProbability(request)
      return ModelReply(oneTokenOf: ["Yes": yes, "No": 1 - yes])
    }
    let result = try await runAudit(log, model)
    #expect(result.failures == 2)
    #expect(try log.verdicts(ofAudit: result.auditID, rule: "hallux").count == 2)
    #expect(try log.findings(ofAudit: result.auditID).allSatisfy { $0.state == .explained })
  }

  @Test("does not explain an answer whose first token says something else, and says why")
  func unexplainable() async throws {
    let model = ScriptedModel { request, _ throws(ModelError) in
      var reply = ModelReply(oneTokenOf: ["There": 0.9, "Yes": 0.05])
      reply.text = request.prompt.contains("spoon") ? "There is a spoon: yes." : "No."
      return reply
    }
    let events = EventList()
    let result = try await runAudit(log, model, events: events)
    #expect(result.failures == 2)
    let problem = "the answer begins with \"There\", not with a yes"
    #expect(
      try log.findings(ofAudit: result.auditID).map(\.problem) == [problem, problem])
    #expect(
      events.problems.sorted() == ["finding 1, a.png: \(problem)", "finding 2, b.png: \(problem)"])
  }

  @Test("records every rule's verdict, and makes findings by the chosen one")
  func allRules() async throws {
    let result = try await runAudit(log, plantedModel())
    for rule in ParseRules.all {
      #expect(try log.verdicts(ofAudit: result.auditID, rule: rule.name).count == 4)
    }
  }

  @Test("holds no more requests in flight than allowed", arguments: [1, 3, 8])
  func boundedInFlight(_ limit: Int) async throws {
    let model = plantedModel()
    let run = try AuditRun(
      model: model, log: log,
      manifest: AuditManifest(
        model: PlantedScene.identity, probeSet: "planted", probes: PlantedScene.probes,
        settings: PlantedScene.settings, version: "test"),
      settings: PlantedScene.settings, rule: ParseRules.hallux, search: SingleRoundSearch(),
      maxInFlight: limit, stop: StopSignal(), now: { PlantedScene.time }, observe: { _ in })
    _ = try await run.run(PlantedScene.probes) { PlantedScene.image(named: $0) }
    // Two findings are explained side by side; the model's own gate bounds their sum.
    #expect(model.mostInFlight <= 2 * limit)
  }

  @Test("says when the evaluations allowed are not enough", arguments: [1, 20, 40])
  func budget(_ limit: Int) async throws {
    var settings = PlantedScene.settings
    settings.maxEvaluations = limit
    let result = try await runAudit(log, plantedModel(), settings: settings)
    for finding in try log.findings(ofAudit: result.auditID) {
      #expect(finding.state == .explained && finding.problem != nil)
      #expect(try log.evaluations(ofTarget: try #require(finding.targetID)).count <= limit)
      for record in try log.triggers(ofFinding: finding.id) where record.trigger.status == .found {
        #expect(record.trigger.minimality != .unproven)
      }
    }
  }
}
