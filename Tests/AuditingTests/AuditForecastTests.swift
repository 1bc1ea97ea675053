import AuditStore
import Auditing
import Imaging
import ModelAPI
import Probing
import Testing

@Suite("The forecast of an audit")
struct AuditForecastTests {
  let log: AuditLog

  init() throws { log = try AuditLog.inMemory() }

  private func forecast(
    _ probes: [Probe] = PlantedScene.probes, settings: AuditSettings = PlantedScene.settings,
    model: ModelIdentity? = PlantedScene.identity, capabilities: ServerCapabilities? = nil
  ) throws -> AuditForecast {
    try AuditForecast(
      probes, settings: settings, rule: ParseRules.hallux, model: model,
      capabilities: capabilities, log: log
    ) { name throws(ImageProblem) in
      guard name != "gone.png" else { throw ImageProblem(reason: "gone") }
      return PlantedScene.image(named: name)
    }
  }

  @Test("takes the documented defaults where the log says nothing, and says so")
  func defaults() throws {
    let forecast = try forecast()
    #expect(forecast.probeCount == 4 && forecast.imageCount == 2 && forecast.questions == 4)
    #expect(forecast.held == 0 && forecast.asking == 4 && forecast.knownFindings == 0)
    #expect(forecast.assumption.shareGrounds == .defaults)
    #expect(forecast.assumption.findingShare == 0.02...0.2)
    #expect(forecast.assumption.costGrounds == .defaults)
    // Four to ten for each of 16 regions; 2 % to 20 % of four answers are none or one.
    #expect(forecast.assumption.requestsPerFinding == 64...160)
    #expect(forecast.findings == 0...1 && forecast.explaining == 0...160)
    #expect(forecast.requests == 4...164)
    #expect(forecast.seconds == nil && forecast.promptTokens == nil)
  }

  @Test("counts time and tokens at what the examination measured")
  func measured() throws {
    var able = ServerCapabilities()
    able.evaluationsPerSecond = 2
    able.pictureTokens = 64
    able.textTokens = 20
    let forecast = try forecast(capabilities: able)
    #expect(forecast.requestsPerSecond == 2 && forecast.seconds == 2...82)
    // "Is there a spoon in the image?" is two bytes longer than the checks' question, the dog's is it.
    let each = try #require(forecast.tokensPerRequest)
    #expect(abs(each - 84.25) < 1e-9)
    #expect(forecast.promptTokens == 4 * each...164 * each)
  }

  @Test(
    "subtracts what the log holds: everything after the audit, the findings before their explanation"
  )
  func held() async throws {
    var asked = PlantedScene.settings
    asked.explained = .none
    let model = ScriptedModel(yesProbability: PlantedScene.yesProbability)
    _ = try await runAudit(log, model, settings: asked)
    let between = try forecast()
    #expect(between.held == 4 && between.asking == 0)
    #expect(between.knownFindings == 2 && between.findings == 2...2)
    let result = try await runAudit(log, model)
    let after = try forecast()
    #expect(after.requests == 0...0 && after.findings == 0...0)
    // One more picture, of which the log knows nothing.
    let more =
      PlantedScene.probes + [
        Probe(
          id: "9", imageName: "c.png", question: "Is there a spoon in the image?", object: "spoon",
          label: .no)
      ]
    #expect(try forecast(more).asking == 1 && forecast(more).held == 4)
    // Another model has answered nothing.
    let other = ModelIdentity(name: "scripted", fingerprint: "2")
    #expect(try forecast(model: other).held == 0)
    #expect(try forecast(model: nil).held == 0)
    #expect(result.failures == 0)
  }

  @Test("subtracts the evaluations of an explanation that was interrupted")
  func interrupted() async throws {
    let stop = StopSignal()
    let model = plantedModel(before: 30) { () throws(ModelError) in stop.request() }
    let result = try await runAudit(
      log, model, probes: Array(PlantedScene.probes.prefix(1)), stop: stop)
    #expect(result.wasInterrupted)
    let forecast = try forecast(Array(PlantedScene.probes.prefix(1)))
    #expect(forecast.knownFindings == 1 && forecast.findings == 1...1 && forecast.asking == 0)
    #expect(forecast.heldEvaluations >= 20 && forecast.heldEvaluations < 40)
    #expect(forecast.explaining == 64 - forecast.heldEvaluations...160 - forecast.heldEvaluations)
  }

  @Test("learns from earlier audits of the model how many answers are findings and what one costs")
  func experience() async throws {
    let model = ScriptedModel(yesProbability: PlantedScene.yesProbability)
    let probes = (0..<10).flatMap { number in
      (["spoon", "dog"] as [String]).map { object in
        Probe(
          id: "\(number)\(object)", imageName: "earlier-\(number).png",
          question: "Is there a \(object) in the image?", object: object, label: .no)
      }
    }
    let result = try await runAudit(log, model, probes: probes)
    #expect(try log.findings(ofAudit: result.auditID).count == 10)
    let forecast = try forecast()
    #expect(forecast.assumption.shareGrounds == .earlierAudits)
    // Ten of twenty: Wilson's interval.
    #expect(abs(forecast.assumption.findingShare.lowerBound - 0.299) < 0.001)
    #expect(abs(forecast.assumption.findingShare.upperBound - 0.701) < 0.001)
    #expect(forecast.findings == 1...3)
    #expect(forecast.assumption.costGrounds == .earlierAudits)
    let sent = Double(model.requestCount - 20) / 10
    #expect(Double(forecast.assumption.requestsPerFinding.lowerBound) <= sent + 5)
    #expect(Double(forecast.assumption.requestsPerFinding.upperBound) >= sent - 5)
  }

  @Test(
    "leaves out what cannot be read, asks the same question once, and explains answers without a label all"
  )
  func particulars() throws {
    let twice = PlantedScene.probes + PlantedScene.probes
    #expect(try forecast(twice).questions == 4 && forecast(twice).probeCount == 8)
    let gone = Probe(
      id: "g", imageName: "gone.png", question: "Is there?", object: nil, label: .no)
    let forecast = try forecast(PlantedScene.probes + [gone])
    #expect(forecast.unreadable == 1 && forecast.questions == 4)
    var settings = PlantedScene.settings
    settings.explained = .all
    let open = Probe(id: "o", imageName: "a.png", question: "What?", object: nil, label: nil)
    #expect(try self.forecast([open], settings: settings).findings == 1...1)
    settings.explained = .none
    #expect(try self.forecast([open], settings: settings).explaining == 0...0)
  }
}
