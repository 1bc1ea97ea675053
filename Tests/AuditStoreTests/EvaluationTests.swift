import Attribution
import Foundation
import Imaging
import Testing

@testable import AuditStore

@Suite("Targets and evaluations")
struct EvaluationTests {
  static let answers: [(RegionSet, Evaluation)] = [
    (Sample.set(), Evaluation(probabilities: [0.1, 1e-12], margin: -3.25, isBounded: true)),
    (
      Sample.set(0, 2), Evaluation(probabilities: [0.123_456_789_012_345_67, 0], margin: .infinity)
    ),
    (Sample.set(0, 1, 2), Evaluation(probabilities: [1, 0.5], margin: 0.1)),
  ]

  @Test("a target is entered once and comes back", arguments: LogCase.allCases)
  func targets(place: LogCase) throws {
    try place.run { log in
      let sample = try SampleAudit(in: log)
      let target = Sample.target(modelID: sample.modelID)
      #expect(try log.targetID(of: target) == sample.target)
      #expect(try log.target(id: sample.target) == target)
      #expect(try log.target(id: 99) == nil)
      #expect(
        try log.targetID(of: Sample.target(key: "t2", modelID: sample.modelID)) != sample.target)
    }
  }

  @Test("a key that stands for another target is refused")
  func targetConflict() throws {
    let log = try AuditLog.inMemory()
    var target = Sample.target(modelID: try SampleAudit(in: log).modelID)
    target.fill = "blur"
    #expect(
      message { () throws(LogError) in _ = try log.targetID(of: target) }
        == "conflict: it already holds another target of this key; name another file")
  }

  @Test("evaluations come back bit by bit", arguments: LogCase.allCases)
  func roundTrip(place: LogCase) throws {
    try place.run { log in
      let target = try SampleAudit(in: log).target
      #expect(try log.evaluations(ofTarget: target).isEmpty)
      let counted = try log.record(evaluations: Self.answers, target: target, at: Sample.time)
      #expect(counted == Self.answers.map(\.1))
      let stored = try log.evaluations(ofTarget: target)
      #expect(stored == Dictionary(uniqueKeysWithValues: Self.answers))
    }
  }

  @Test("of two evaluations of one set the first one counts", arguments: LogCase.allCases)
  func firstCounts(place: LogCase) throws {
    try place.run { log in
      let target = try SampleAudit(in: log).target
      try log.record(evaluations: Self.answers, target: target, at: Sample.time)
      let again = Evaluation(probabilities: [0.9, 0.9], margin: 9)
      let new = (Sample.set(1), again)
      let counted = try log.record(
        evaluations: [(Self.answers[1].0, again), new, new], target: target, at: Sample.time)
      #expect(counted == [Self.answers[1].1, again, again])
      #expect(try log.evaluations(ofTarget: target).count == 4)
    }
  }

  @Test("what is not an evaluation of the target is refused, with all that came with it")
  func misfits() throws {
    let log = try AuditLog.inMemory()
    let target = try SampleAudit(in: log).target
    let good = Self.answers[0]
    let misfits: [(RegionSet, Evaluation)] = [
      (RegionSet(regionCount: 4, [1]), good.1),
      (good.0, Evaluation(probabilities: [.nan], margin: 0)),
      (good.0, Evaluation(probabilities: [-.infinity], margin: 0)),
      (good.0, Evaluation(probabilities: [0.5], margin: .nan)),
    ]
    for misfit in misfits {
      #expect(
        message { () throws(LogError) in
          try log.record(evaluations: [good, misfit], target: target, at: Sample.time)
        } == "invalid: an evaluation does not fit its target")
    }
    #expect(try log.evaluations(ofTarget: target).isEmpty)
    #expect(
      message { () throws(LogError) in
        try log.record(evaluations: [good], target: 99, at: Sample.time)
      } == "invalid: it holds no such target")
  }

  @Test("repeats come back in order, the first of each number", arguments: LogCase.allCases)
  func repeats(place: LogCase) throws {
    try place.run { log in
      let target = try SampleAudit(in: log).target
      #expect(try log.repeats(ofTarget: target).isEmpty)
      for (number, margin) in [(1, 0.5), (0, .infinity), (1, 9)] {
        try log.record(repeated: margin, number: number, target: target, at: Sample.time)
      }
      #expect(try log.repeats(ofTarget: target) == [.infinity, 0.5])
      #expect(throws: LogError.self) {
        try log.record(repeated: .nan, number: 2, target: target, at: Sample.time)
      }
    }
  }

  @Test("ten thousand come back, recorded by many tasks at once")
  func tenThousand() async throws {
    let log = try AuditLog.inMemory()
    let modelID = try SampleAudit(in: log).modelID
    let regionCount = 64
    try log.record(
      labelMap: LabelMap(width: 8, height: 8, labels: Array(0..<64)), digest: "6464",
      method: "grid/64")
    var description = Sample.target(key: "t64", modelID: modelID)
    description.labelMapDigest = "6464"
    let target = try log.targetID(of: description)

    let batches = 100
    try await withThrowingTaskGroup(of: Void.self) { group in
      for batch in 0..<batches {
        group.addTask {
          // Neighboring batches share half of their sets.
          let evaluations = (batch * 100..<batch * 100 + 200).map { number in
            let words = (0..<regionCount).filter { number >> $0 & 1 == 1 }
            return (
              RegionSet(regionCount: regionCount, words),
              Evaluation(probabilities: [Double(number) / 10_100], margin: Double(number))
            )
          }
          try await log.record(evaluations: evaluations, target: target, at: Sample.time)
        }
      }
      try await group.waitForAll()
    }
    let stored = try log.evaluations(ofTarget: target)
    #expect(stored.count == 10_100)
    #expect(stored[RegionSet(regionCount: regionCount, [0, 3])]?.margin == 9)
    #expect(stored.values.allSatisfy { $0.probabilities == [$0.margin / 10_100] })
  }
}
