import Attribution
import AuditStore
import Auditing
import Foundation
import Imaging
import ModelAPI
import Probing
import Testing

@Suite("The evaluation of an audit")
struct EvaluationTests {
  let log: AuditLog

  init() throws { log = try AuditLog.inMemory() }

  private let model = ScriptedModel(yesProbability: PlantedScene.yesProbability)

  private func explainedAudit() async throws -> AuditRecord {
    let result = try await runAudit(log, model)
    return try #require(try log.audit(id: result.auditID))
  }

  private func reorder(
    _ audit: AuditRecord, by orders: [AuditReordering.Orders], identity: ModelIdentity? = nil,
    events: EventList = EventList()
  ) async throws -> Int {
    try await AuditReordering(
      model: model, identity: identity ?? PlantedScene.identity, log: log, maxInFlight: 4,
      stop: StopSignal(), now: { PlantedScene.time }, observe: { events.add($0) }
    ).run(audit, by: orders)
  }

  @Test("reads each finding's figures off the log: curves, trigger, correction along the order")
  func figures() async throws {
    let audit = try await explainedAudit()
    let figures = try ExplanationFigures.all(ofAudit: audit.id, in: log)
    #expect(figures.count == 2)
    for figure in figures {
      #expect(figure.level == .firstToken && figure.search == "single-round")
      #expect(figure.isCorrectable)
      let trigger = try #require(
        try log.triggers(ofFinding: figure.findingID).first { $0.trigger.side == .necessary })
      #expect(figure.triggerArea == trigger.area)
      #expect(figure.triggerSize == trigger.trigger.regions.count)
      // The red block carries everything, so the order's first regions flip the answer as well.
      let orderArea = try #require(figure.orderArea)
      #expect(orderArea >= trigger.area - 1e-12 && orderArea < 0.5)
      // Without a picture the scripted model sees no red block: p falls from nearly 1 to nearly 0.
      #expect(try #require(figure.visualGain) > 3)
      #expect(try #require(figure.sufficientShare) > 0.5)
      #expect(try #require(figure.remainingShare) < 0.9)
    }
  }

  @Test("orders the findings once more, counts each search by itself, and repeats nothing")
  func reordering() async throws {
    let audit = try await explainedAudit()
    let before = model.requestCount
    let searches: [any RegionSearch] = [GreedySearch(), LeaveOneOutSearch()]
    let orders = searches.map { search in { _, _, _ in search } as AuditReordering.Orders }
    #expect(try await reorder(audit, by: orders) == 0)
    let sent = model.requestCount - before
    #expect(sent > 0)
    #expect(try await reorder(audit, by: orders) == 0)
    #expect(model.requestCount == before + sent, "the second time everything is in the log")

    let figures = try ExplanationFigures.all(ofAudit: audit.id, in: log)
    #expect(
      figures.map(\.search)
        == Array(repeating: ["single-round", "greedy", "leave-one-out"], count: 2).flatMap(\.self))
    let comparison = try #require(SearchComparison.all(figures).first)
    #expect(comparison.findingCount == 2)
    let greedy = try #require(comparison.rows.first { $0.search == "greedy" })
    #expect(greedy.kept == 1 && greedy.worstLoss == 0)
    let single = try #require(comparison.rows.first { $0.search == "single-round" })
    #expect(single.evaluations.mean < greedy.evaluations.mean)
    #expect(try #require(single.kept) <= 1 + 1e-12 || single.contrast > greedy.contrast)
  }

  @Test("measures a given order on the same curves, and tells a map that is missing or broken")
  func maps() async throws {
    let audit = try await explainedAudit()
    let events = EventList()
    let failures = try await reorder(
      audit,
      by: [
        { _, _, labels in
          GivenOrder(name: "map-backwards", regions: Array((0..<labels.regionCount).reversed()))
        },
        { _, probe, _ in
          guard probe.imageName == "a.png" else { throw ImageProblem(reason: "b.npy: is no map") }
          return nil
        },
      ], events: events)
    #expect(failures == 1)
    #expect(events.problems == ["b.npy: is no map"])
    let figures = try ExplanationFigures.all(ofAudit: audit.id, in: log)
    let backwards = figures.filter { $0.search == "map-backwards" }
    #expect(backwards.count == 2)
    for figure in backwards {
      #expect(figure.explanation.order == Array((0..<figure.regionCount).reversed()))
      #expect(figure.evaluationCount <= 2 * figure.regionCount + 2)
    }
  }

  @Test("refuses another model than the audit's")
  func anotherModel() async throws {
    let audit = try await explainedAudit()
    let error = await #expect(throws: CannotAskAgain.self) {
      _ = try await reorder(
        audit, by: [{ _, _, _ in GreedySearch() }],
        identity: ModelIdentity(name: "scripted", fingerprint: "2"))
    }
    #expect(error?.reason.contains("another one answers here") == true)
  }

  @Test("gives every metric its own number of findings and an interval over images")
  func tables() async throws {
    let audit = try await explainedAudit()
    let figures = try ExplanationFigures.all(ofAudit: audit.id, in: log)
    var scores = [PointingScores(), PointingScores()]
    scores[0][.box] = 1
    let table = try #require(
      EvaluationTable.tables(figures, pointing: scores, seed: 7).first)
    func metric(_ name: String) -> ClusteredMean? {
      table.metrics.first { $0.name == name }?.mean
    }
    #expect(table.findingCount == 2)
    #expect(metric("insertion AUC")?.count == 2 && metric("insertion AUC")?.imageCount == 2)
    #expect(metric("insertion AUC")?.interval != nil)
    #expect(metric("pointing game, box")?.count == 1)
    #expect(metric("pointing game, box")?.interval == nil, "one image has no spread")
    #expect(metric("pointing game, mask") == nil)
    #expect(metric("CSR@10 %, trigger, of all")?.count == 2)
    #expect(metric("insertion AUC, sensitive tokens") == nil, "one token is all tokens")
  }

  @Test(
    "explains on a grid, on an imported map, and from coarse regions to fine ones",
    arguments: ["grid", "imported", "coarse"])
  func schemes(name: String) async throws {
    // Off the middle: regions may cut the block into halves, and half of it must decide something.
    let model = ScriptedModel { request in
      guard request.prompt.contains("spoon") else { return 0.05 }
      return 1 / (1 + exp(-12 * (PlantedScene.visibleCause(request.image) - 0.4)))
    }
    var settings = PlantedScene.settings
    var loader: LabelMapLoader?
    switch name {
    case "grid": settings.scheme = .grid
    case "imported":
      settings.scheme = .imported
      settings.labelMapsDigest = "quarters"
      loader = { _, image throws(ImageProblem) in
        LabelMap.grid(width: image.width, height: image.height, columns: 2, rows: 2)
      }
    default:
      settings.regionCount = 49
      settings.coarseRegionCount = 9
    }
    let chosen = settings
    let run = try AuditRun(
      model: model, log: log,
      manifest: AuditManifest(
        model: PlantedScene.identity, probeSet: "planted", probes: PlantedScene.probes,
        settings: chosen, version: "test"),
      settings: chosen, rule: ParseRules.hallux, search: SingleRoundSearch(), maxInFlight: 4,
      stop: StopSignal(), loadLabelMap: loader, now: { PlantedScene.time }, observe: { _ in })
    let result = try await run.run(PlantedScene.probes) { name throws(ImageProblem) in
      PlantedScene.image(named: name)
    }
    #expect(result.failures == 0)
    for finding in try log.findings(ofAudit: result.auditID) {
      let target = try #require(try finding.targetID.flatMap { try log.target(id: $0) })
      let stored = try #require(try log.labelMap(digest: target.labelMapDigest))
      let necessary = try #require(
        try log.triggers(ofFinding: finding.id).first { $0.trigger.side == .necessary })
      #expect(necessary.trigger.status == .found, "\(necessary.trigger)")
      switch name {
      case "grid": #expect(stored.method == "grid/16")
      case "imported": #expect(stored.method == "imported" && stored.labelMap.regionCount == 4)
      default:
        #expect(stored.method == "slico-connected/9-49")
        #expect((9...49).contains(stored.labelMap.regionCount))
        #expect(necessary.area < 0.2, "the fine regions hold the cause more tightly")
      }
    }
    // What was asked about the coarse regions is part of what the audit rests on.
    let requests = try log.requestCount(ofAudit: result.auditID)
    #expect(requests.evaluations <= model.requestCount)
    let before = model.requestCount
    _ = try await run.run(PlantedScene.probes) { name throws(ImageProblem) in
      PlantedScene.image(named: name)
    }
    #expect(model.requestCount == before)
  }

  @Test("says which image has no label map")
  func missingLabelMap() async throws {
    var settings = PlantedScene.settings
    settings.scheme = .imported
    let result = try await runAudit(log, model, settings: settings)
    #expect(result.failures == 2)
    for finding in try log.findings(ofAudit: result.auditID) {
      #expect(finding.state == .failed && finding.problem == "its label map is not at hand")
    }
  }
}
