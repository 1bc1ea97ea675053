import AuditStore
import Auditing
import ModelAPI
import Testing

@Suite("The chain of an audit")
struct ChainedAuditTests {
  private func problems(_ log: AuditLog) throws -> [LogProblem] {
    var problems: [LogProblem] = []
    _ = try log.verify { problems.append($0) }
    return problems
  }

  @Test("verifies when the audit is done, and commits to everything that it recorded")
  func whole() async throws {
    let log = try AuditLog.inMemory()
    let result = try await runAudit(
      log, ScriptedModel(yesProbability: PlantedScene.yesProbability))
    let verification = try log.verify { Issue.record("\($0.message)") }
    #expect(verification.isIntact && verification.imageCount == 2)
    #expect(verification.rowCount > verification.eventCount / 2)
    #expect(verification.rowCount > (try log.requestCount(ofAudit: result.auditID).total))
    #expect(
      try AuditSummary(
        #require(try log.audit(id: result.auditID)), rule: "hallux", log: log, seed: 1
      ).logHead == verification.head)
  }

  @Test(
    "verifies wherever the audit stopped, and a resumed one records nothing twice",
    arguments: [0, 1, 3, 5, 20, 60])
  func resumed(after number: Int) async throws {
    let log = try AuditLog.inMemory()
    let stop = StopSignal()
    let model = plantedModel(before: number) { () throws(ModelError) in stop.request() }
    _ = try await runAudit(log, model, stop: stop)
    #expect(try problems(log).isEmpty)
    _ = try await runAudit(log, plantedModel(before: -1) { () throws(ModelError) in })
    #expect(try problems(log).isEmpty)

    let rows = try log.verify { _ in }.rowCount
    _ = try await runAudit(log, plantedModel(before: -1) { () throws(ModelError) in })
    #expect(try log.verify { _ in }.rowCount == rows)
    #expect(try problems(log).isEmpty)
  }
}
