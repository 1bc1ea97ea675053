import AuditStore
import Auditing
import Codecs
import Imaging
import ModelAPI
import Probing
import Testing

@Suite("Pictures that the log does not keep whole")
struct KeptPictureTests {
  /// Larger than what stands in for it.
  private static func large(_ name: String) -> RGBImage {
    PlantedScene.image(named: name).resized(width: 320, height: 200)
  }

  private static let model: @Sendable () -> ScriptedModel = {
    ScriptedModel { request, _ throws(ModelError) in
      let isYes = request.prompt.contains("spoon")
      return ModelReply(
        oneTokenOf: ["Yes": isYes ? 0.9 : 0.1, "No": isYes ? 0.1 : 0.9],
        forced: request.forcedTokens.first?.text)
    }
  }

  @Test(
    "change no conclusion, are told by verify as a choice, and are loaded again to be explained",
    arguments: StoredImage.Kept.allCases)
  func conclusions(kept: StoredImage.Kept) async throws {
    let whole = try AuditLog.inMemory()
    let expected = try Conclusions(
      whole,
      audit: try await runAudit(whole, Self.model()) { name in Self.large(name) }.auditID)
    let log = try AuditLog.inMemory()
    let stop = StopSignal()
    let interrupted = ScriptedModel { request, index throws(ModelError) in
      if index >= 6 { stop.request() }
      let isYes = request.prompt.contains("spoon")
      return ModelReply(
        oneTokenOf: ["Yes": isYes ? 0.9 : 0.1, "No": isYes ? 0.1 : 0.9],
        forced: request.forcedTokens.first?.text)
    }
    _ = try await runAudit(log, interrupted, stop: stop, keeping: kept) { name in Self.large(name) }
    let result = try await runAudit(log, Self.model(), keeping: kept) { name in Self.large(name) }
    #expect(try Conclusions(log, audit: result.auditID) == expected)
    let verified = try log.verify { Issue.record("\($0)") }
    #expect(verified.imageCount == (kept == .full ? 2 : 0))
    #expect(verified.unkeptImageCount == (kept == .full ? 0 : 2))
    #expect(try log.unkeptImageCount(ofAudit: result.auditID) == verified.unkeptImageCount)
    let digest = try #require(try log.probes(ofAudit: result.auditID).first?.imageDigest)
    let stored = try #require(try log.image(digest: digest))
    #expect(stored.kept == kept && stored.width == 320 && stored.height == 200)
    switch kept {
    case .full: #expect(try PNGCodec.decode(stored.png, name: "") == Self.large("a.png"))
    case .thumb:
      let small = try PNGCodec.decode(stored.png, name: "")
      #expect(small.width == 160 && small.height == 100)
    case .none: #expect(stored.png.isEmpty)
    }
  }

  @Test("cannot be rechecked, nor explained from another picture")
  func told() async throws {
    let log = try AuditLog.inMemory()
    let stop = StopSignal()
    let interrupted = plantedModel(before: 3) { () throws(ModelError) in stop.request() }
    _ = try await runAudit(log, interrupted, stop: stop, keeping: .none)
    let events = EventList()
    let model = ScriptedModel(yesProbability: PlantedScene.yesProbability)
    _ = try await runAudit(log, model, events: events, keeping: .none) { name in
      PlantedScene.image(named: name == "a.png" ? "c.png" : name)
    }
    #expect(
      events.problems == [
        "finding 1, a.png: the image a.png is another one than when it was asked about"
      ])
    let recheck = CertificateRecheck(
      model: model, identity: PlantedScene.identity, log: log, maxInFlight: 1, stop: StopSignal())
    let error = try await #require(throws: CannotAskAgain.self) { try await recheck.run(2) }
    #expect(
      error.reason.hasPrefix("the log does not keep the picture of finding 2, by --store-images"))
  }

  @Test("are whole where they are small anyway")
  func small() async throws {
    let log = try AuditLog.inMemory()
    _ = try await runAudit(
      log, ScriptedModel(yesProbability: PlantedScene.yesProbability), keeping: .thumb)
    #expect(try log.verify { _ in }.imageCount == 2)
  }
}
