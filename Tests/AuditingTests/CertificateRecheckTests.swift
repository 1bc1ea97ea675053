import Attribution
import AuditStore
import Imaging
import ModelAPI
import Testing

@testable import Auditing

@Suite("A certificate asked again")
struct CertificateRecheckTests {
  let log: AuditLog

  init() throws { log = try AuditLog.inMemory() }

  private func recheck(
    _ model: ScriptedModel, identity: ModelIdentity = PlantedScene.identity, finding: Int64 = 1,
    stop: StopSignal = StopSignal()
  ) async throws -> [CertificateRecheck.Result] {
    try await CertificateRecheck(
      model: model, identity: identity, log: log, maxInFlight: 4, stop: stop
    ).run(finding)
  }

  private static let cases: [(DescribingModel, TargetSelection?)] = [
    (.yes, nil), (.description, .word("spoon")), (.description, .tokens([4...5, 9...9])),
    (.description.flawed(.ignoresGrammars), .word("spoon")),
    (.description.flawed(.readsTextOtherwise), .word("spoon")),
  ]

  @Test("holds, line by line, on the same model", arguments: cases.indices)
  func holds(index: Int) async throws {
    let (model, selection) = Self.cases[index]
    _ = try await explain(selection, model.scripted(), in: log)
    let before = try log.requestCount(ofAudit: 1)
    let asked = model.scripted()
    let results = try await recheck(asked)
    #expect(results.map(\.record.trigger.side) == [.necessary, .sufficient])
    for result in results {
      #expect(result.holds && result.noiseFloor == 0)
      #expect(result.lines.map(\.entry) == result.record.trigger.certificate)
      #expect(result.lines.allSatisfy { abs($0.margin - $0.entry.margin) < 1e-9 })
    }
    #expect(asked.requestCount > 0)
    #expect(try log.requestCount(ofAudit: 1) == before, "a recheck writes nothing")
  }

  @Test("is broken on a model that does not look at the picture any more", arguments: cases.indices)
  func broken(index: Int) async throws {
    var (model, selection) = Self.cases[index]
    _ = try await explain(selection, model.scripted(), in: log)
    model.isBlind = true
    let results = try await recheck(model.scripted())
    let necessary = try #require(results.first)
    #expect(!necessary.holds)
    #expect(necessary.lines.first?.outcome == .broken, "the answer does not flip")
  }

  @Test("is refused to another model, and when there is nothing to recheck")
  func impossible() async throws {
    _ = try await explain(.word("spoon"), DescribingModel.description.scripted(), in: log)
    let model = DescribingModel.description.scripted()
    for identity in [
      ModelIdentity(name: "another", fingerprint: "1"),
      ModelIdentity(name: "scripted", fingerprint: "2"),
    ] {
      let error = await #expect(throws: CannotAskAgain.self) {
        try await recheck(model, identity: identity)
      }
      #expect(error?.reason.contains("the names or the fingerprints differ") == true)
    }
    let unknown = await #expect(throws: CannotAskAgain.self) {
      try await recheck(model, finding: 99)
    }
    #expect(unknown?.reason == "the log has no finding 99")
    #expect(model.requestCount == 0)

    _ = try await explain(.sentence, DescribingModel.description.scripted(), in: log)
    let sentence = await #expect(throws: CannotAskAgain.self) {
      try await recheck(model, finding: 2)
    }
    #expect(
      sentence?.reason == "finding 2 has no certificate: no trigger was searched for")
  }

  @Test("stops when it is told to")
  func stops() async throws {
    _ = try await explain(.word("spoon"), DescribingModel.description.scripted(), in: log)
    let stop = StopSignal()
    stop.request()
    await #expect(throws: (any Error).self) {
      try await recheck(DescribingModel.description.scripted(), stop: stop)
    }
  }
}
