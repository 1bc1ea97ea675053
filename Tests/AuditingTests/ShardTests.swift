import AuditStore
import Auditing
import Foundation
import ModelAPI
import Probing
import Testing

@Suite("A share of an audit")
struct ShardTests {
  /// Twelve images with two questions each.
  static let probes = (0..<12).flatMap { image in
    (["spoon", "dog"] as [String]).map { object in
      Probe(
        id: "\(image)-\(object)", imageName: "scene_\(image).png",
        question: "Is there a \(object) in the image?", object: object, label: .no,
        splits: ["random"])
    }
  }

  @Test("of any number of shares belongs to just one of them, with all questions about its image")
  func partition() throws {
    var generator = SplitMix64(seed: 11)
    for count in [1, 2, 3, 8, 100] {
      let shares = try (1...count).map { try #require(ProbeShare($0, of: count)) }
      for share in shares { #expect(ProbeShare("\(share)") == share) }
      var shuffled = Self.probes
      for index in shuffled.indices.dropLast() {
        shuffled.swapAt(index, index + generator.index(below: shuffled.count - index))
      }
      for probe in Self.probes {
        let holders = shares.filter { $0.holds(probe) }
        #expect(holders.count == 1)
        #expect(
          Self.probes.filter { $0.imageName == probe.imageName }.allSatisfy(holders[0].holds))
      }
      // The order of the file moves nothing.
      for share in shares {
        #expect(
          Set(shuffled.filter(share.holds).map(\.id))
            == Set(Self.probes.filter(share.holds).map(\.id)))
      }
    }
    // Fixed for good: a share that was asked today goes on tomorrow.
    #expect(
      (0..<12).map { image in
        (1...4).first { ProbeShare($0, of: 4)?.holds(Self.probes[image * 2]) == true }
      } == Self.placesOfFour)
  }

  /// SHA-256 of `scene_0.png` …, its first 8 bytes as a number modulo 4, plus 1.
  static let placesOfFour: [Int?] = [4, 2, 2, 1, 2, 1, 4, 4, 4, 1, 1, 2]

  @Test(
    "is none where the numbers make no sense",
    arguments: [
      "0/8", "9/8", "1/0", "-1/8", "1", "/", "1/8/2", "a/b", " 1/8", "1/99999999999999999999", "",
    ])
  func nonsense(text: String) { #expect(ProbeShare(text) == nil) }

  @Test("asks its own probes alone, resumes, and says that it is a part")
  func asksItsOwn() async throws {
    let log = try AuditLog.inMemory()
    let share = try #require(ProbeShare(2, of: 3))
    let stop = StopSignal()
    let interrupted = plantedModel(before: 6) { () throws(ModelError) in stop.request() }
    let first = try await runAudit(log, interrupted, probes: Self.probes, share: share, stop: stop)
    #expect(first.wasInterrupted)
    #expect(try log.shares(ofAudit: first.auditID) == [ShareRecord(number: 2, count: 3)])
    let model = ScriptedModel(yesProbability: PlantedScene.yesProbability)
    let second = try await runAudit(log, model, probes: Self.probes, share: share)
    #expect(second.auditID == first.auditID && !second.wasInterrupted)
    let records = try log.probes(ofAudit: first.auditID)
    #expect(records.count == Self.probes.count)
    let judged = Set(try log.verdicts(ofAudit: first.auditID, rule: "hallux").map(\.probeID))
    #expect(judged == Set(records.filter { share.holds($0.probe) }.map(\.id)) && !judged.isEmpty)
    let audit = try #require(try log.audit(id: first.auditID))
    #expect(audit.state == .interrupted)
    #expect(try log.shares(ofAudit: audit.id).map(\.finishedAt) == [PlantedScene.time])
    let summary = try AuditSummary(audit, rule: "hallux", log: log, seed: 1)
    #expect(summary.unanswered == 0 && summary.probeCount == Self.probes.count)
    #expect(try log.verify { _ in }.isIntact)
  }

  @Test(
    "makes the audit whole once the others are asked in the same log, and once it goes on undivided"
  )
  func wholeInOneLog() async throws {
    let whole = try AuditLog.inMemory()
    let expected = try Conclusions(
      whole,
      audit: try await runAudit(
        whole, ScriptedModel(yesProbability: PlantedScene.yesProbability), probes: Self.probes
      ).auditID)
    for isUndivided in [false, true] {
      let log = try AuditLog.inMemory()
      for number in 1...3 {
        let share = isUndivided && number == 2 ? nil : ProbeShare(number, of: 3)
        let result = try await runAudit(
          log, ScriptedModel(yesProbability: PlantedScene.yesProbability), probes: Self.probes,
          share: share)
        let isWhole = number == 3 || isUndivided && number == 2
        #expect(try log.audit(id: result.auditID)?.state == (isWhole ? .finished : .interrupted))
      }
      #expect(try Conclusions(log, audit: 1) == expected)
    }
  }

  @Test("that no image falls into is finished at once")
  func empty() async throws {
    let log = try AuditLog.inMemory()
    let model = ScriptedModel(yesProbability: PlantedScene.yesProbability)
    let share = try #require(
      (1...100).compactMap { ProbeShare($0, of: 100) }.first { share in
        !Self.probes.contains(where: share.holds)
      })
    let result = try await runAudit(log, model, probes: Self.probes, share: share)
    #expect(!result.wasInterrupted && model.requestCount == 0)
    #expect(try log.shares(ofAudit: result.auditID).first?.finishedAt == PlantedScene.time)
  }
}
