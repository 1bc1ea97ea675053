import AuditStore
import Auditing
import ModelAPI
import Probing
import Testing

/// Which way an answer of several tokens goes, by what the server was found to be able to do.
@Suite("Scoring on an examined server")
struct OpenWaysTests {
  let log: AuditLog

  init() throws { log = try AuditLog.inMemory() }

  private func able(
    _ several: ServerCapabilities.SeveralTokens, forcesOne: Bool = true, continues: Bool = true
  ) -> ServerCapabilities {
    var able = ServerCapabilities()
    able.takesBMP = true
    able.topLogProbabilities = 20
    able.canForceFirstToken = forcesOne
    able.givesRawLogProbabilities = forcesOne ? true : nil
    able.continuesPrefix = continues
    able.forcesSeveral = several
    return able
  }

  /// Explains two tokens of the description, and tells how they were asked about.
  private func way(
    _ capabilities: ServerCapabilities, _ model: DescribingModel = .description,
    _ selection: TargetSelection = .word("spoon")
  ) async throws -> (way: ForcingWay?, model: ScriptedModel, problem: String?) {
    let examined = model.examined(capabilities)
    let result = try await explain(selection, examined, in: log)
    let finding = try #require(try log.findings(ofAudit: result.auditID).first)
    let target = try finding.targetID.flatMap { try log.target(id: $0) }
    return (target?.way, examined, finding.problem)
  }

  @Test("forces several at once where a grammar was seen to do it")
  func grammar() async throws {
    let (way, model, _) = try await way(able(.grammar))
    #expect(way == .afterPrefix)
    #expect(model.requests.contains { $0.forcedTokens.count == 2 })
  }

  @Test("asks token by token where nothing forces several, without trying")
  func tokenByToken() async throws {
    let (way, model, _) = try await way(able(.none))
    #expect(way == .tokenByToken)
    #expect(model.requests.allSatisfy { $0.forcedTokens.count <= 1 })
  }

  @Test("reads a prompt only for three tokens or more: two requests are cheaper")
  func promptLogprobs() async throws {
    let reading = DescribingModel.description.flawed(.readsForcedTokens)
    let (two, model, _) = try await way(able(.promptLogprobs), reading)
    #expect(two == .tokenByToken && model.requests.allSatisfy { $0.forcedTokens.count <= 1 })
    let other = try OpenWaysTests()
    let (many, _, _) = try await other.way(able(.promptLogprobs), reading, .sentence)
    #expect(many == .afterPrefix)
  }

  @Test("starts from the first token where no prefix is continued")
  func fromStart() async throws {
    let (way, model, _) = try await way(able(.grammar, continues: false))
    #expect(way == .fromStart)
    #expect(model.requests.allSatisfy { $0.answerPrefix.isEmpty })
  }

  @Test("says that it cannot be done where nothing is left")
  func nothing() async throws {
    let (way, model, problem) = try await way(able(.none, continues: false))
    #expect(way == nil && problem?.contains("cannot be made to repeat") == true)
    #expect(model.requests.allSatisfy { $0.forcedTokens.isEmpty })
  }

  @Test("forces nothing where a forced token is not heeded, and reads the list")
  func unforced() async throws {
    let (way, model, problem) = try await way(able(.none, forcesOne: false))
    #expect(way == .tokenByToken && problem == nil)
    #expect(model.requests.allSatisfy { $0.forcedTokens.isEmpty })
  }
}
