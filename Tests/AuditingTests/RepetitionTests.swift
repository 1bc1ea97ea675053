import AuditStore
import Auditing
import Foundation
import Imaging
import ModelAPI
import Probing
import Testing

@Suite("A repeated audit")
struct RepetitionTests {
  private func model(_ yes: @escaping @Sendable (ModelRequest) -> Double) -> ScriptedModel {
    ScriptedModel(yesProbability: yes)
  }

  /// Repeats an audit of the log, from the log alone.
  private func repeatAudit(
    _ id: Int64, in log: AuditLog, _ model: ScriptedModel, stop: StopSignal = StopSignal()
  ) async throws -> (AuditResult, AuditRepetition) {
    let repetition = try AuditRepetition(of: try #require(try log.audit(id: id)), in: log)
    let result = try await runAudit(
      log, model, probes: repetition.probes, settings: repetition.settings, stop: stop,
      loadImage: repetition.loadImage)
    return (result, repetition)
  }

  private func compare(_ original: Int64, _ repeated: Int64, _ log: AuditLog) throws
    -> RepetitionComparison
  {
    try RepetitionComparison(
      of: try #require(try log.audit(id: original)),
      with: try #require(try log.audit(id: repeated)),
      rule: "hallux", log: log)
  }

  @Test("asks everything anew, beside the first, and finds a deterministic model unchanged")
  func unchanged() async throws {
    let log = try AuditLog.inMemory()
    let first = model(PlantedScene.yesProbability)
    _ = try await runAudit(log, first)
    let again = model(PlantedScene.yesProbability)
    let (result, repetition) = try await repeatAudit(1, in: log, again)
    #expect(result.auditID == 2 && repetition.settings.repetition == 1)
    #expect(again.requestCount == first.requestCount)
    #expect(try Conclusions(log, audit: 2).triggers == Conclusions(log, audit: 1).triggers)
    let comparison = try compare(1, 2, log)
    #expect(comparison.comparedCount == 4 && comparison.changedWordCount == 0)
    #expect(comparison.changedAnswers.isEmpty && comparison.largestDifference == 0)
    #expect(comparison.keptFindingCount == 2)
    #expect(comparison.newFindings.isEmpty && comparison.vanishedFindings.isEmpty)
    #expect(try log.verify { _ in }.isIntact)
    // The audit itself is what it was: the same command asks nothing.
    let idle = model(PlantedScene.yesProbability)
    #expect(try await runAudit(log, idle).auditID == 1 && idle.requestCount == 0)
  }

  @Test("tells what a changed model says otherwise")
  func changed() async throws {
    let log = try AuditLog.inMemory()
    _ = try await runAudit(log, model(PlantedScene.yesProbability))
    // It no longer sees a spoon in the first picture, and sees dogs now.
    let width = PlantedScene.width(of: "a.png")
    let (result, _) = try await repeatAudit(
      1, in: log,
      model { request in
        if request.prompt.contains("dog") { return 0.75 }
        return request.image?.width == width ? 0.2 : PlantedScene.yesProbability(request)
      })
    let comparison = try compare(1, result.auditID, log)
    #expect(comparison.changedAnswers.map(\.probe.id) == ["0", "1", "3"])
    #expect(comparison.changedAnswers.map(\.now) == ["no", "yes", "yes"])
    #expect(comparison.newFindings.map(\.probe.id) == ["1", "3"])
    #expect(
      comparison.vanishedFindings.map(\.probe.id) == ["0"] && comparison.keptFindingCount == 1)
    #expect(comparison.changedWordCount == 3)
    #expect(abs((comparison.largestDifference ?? 0) - 0.7975) < 0.01)
  }

  @Test("goes on where it was stopped, and is another one when it was finished")
  func numbers() async throws {
    let log = try AuditLog.inMemory()
    let whole = model(PlantedScene.yesProbability)
    _ = try await runAudit(log, whole)
    let stop = StopSignal()
    let stopped = plantedModel(before: 30) { () throws(ModelError) in stop.request() }
    let (first, _) = try await repeatAudit(1, in: log, stopped, stop: stop)
    #expect(first.wasInterrupted)
    let rest = model(PlantedScene.yesProbability)
    let (second, _) = try await repeatAudit(1, in: log, rest)
    #expect(second.auditID == first.auditID && !second.wasInterrupted)
    #expect(stopped.requestCount + rest.requestCount == whole.requestCount)
    // Of a repetition as of the audit itself.
    let (third, repetition) = try await repeatAudit(
      second.auditID, in: log, model(PlantedScene.yesProbability))
    #expect(third.auditID == 3 && repetition.settings.repetition == 2)
    #expect(repetition.original.id == 1)
  }

  @Test("cannot be asked where the log does not keep the pictures")
  func unkept() async throws {
    let log = try AuditLog.inMemory()
    _ = try await runAudit(log, model(PlantedScene.yesProbability), keeping: .none)
    let error = #expect(throws: CannotAskAgain.self) {
      try AuditRepetition(of: try #require(try log.audit(id: 1)), in: log)
    }
    #expect(error?.reason.hasPrefix("the log does not keep all pictures of the audit") == true)
  }
}
