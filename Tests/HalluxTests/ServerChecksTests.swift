import AuditStore
import Auditing
import ChatCompletions
import Foundation
import ModelAPI
import Synchronization
import Testing

@testable import hallux

/// What an audit does with what is found out about its server.
@Suite struct ServerChecksTests {
  /// A model whose server's report is written down here.
  struct StubModel: CheckableModel {
    let serverCount = 1
    var identity = ModelIdentity(name: "stub", fingerprint: "1")
    var report: ServerReport
    var capabilities: ServerCapabilities?
    let examinations: Counter

    func examine(progress: (Doctor.Progress) -> Void) async throws(ModelError) -> ServerReport {
      examinations.count.add(1, ordering: .relaxed)
      return report
    }

    func relying(on capabilities: ServerCapabilities) -> StubModel {
      var model = self
      model.capabilities = capabilities
      return model
    }

    func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
      throw ModelError(code: .unavailable, message: "nothing is to be asked")
    }
  }

  final class Counter: Sendable {
    let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .relaxed) }
  }

  let log: AuditLog
  let counter = Counter()

  init() throws { log = try AuditLog.inMemory() }

  private func report() -> ServerReport {
    var report = ServerReport()
    report.model = "stub"
    report.capabilities.topLogProbabilities = 5
    report.checks = [
      .init(name: "model", asks: "?", result: .passed("stub is listed")),
      .init(
        name: "log-probabilities", asks: "?",
        result: .failed(
          "top_logprobs 5 at most", consequence: "A token below is only bounded.",
          remedy: Remedy(vLLM: "--max-logprobs 20"))),
      .init(name: "context length", asks: "?", result: .couldNotTell("the server does not say")),
      .init(name: "chosen tokens", asks: "?", result: .notApplicable("refused")),
    ]
    return report
  }

  private func checks(skip: Bool = false, again: Bool = false) -> ServerChecks {
    var options = CheckOptions()
    options.skipChecks = skip
    options.checkAgain = again
    return ServerChecks(log: log, options: options, isQuiet: true)
  }

  @Test func `A server is examined once, unless it is to be examined again`() async throws {
    let model = StubModel(report: report(), examinations: counter)
    let display = ProgressDisplay(isQuiet: true)
    let (first, stored) = try await checks().relied(on: model, display: display)
    #expect(counter.value == 1 && first.capabilities?.topLogProbabilities == 5)
    let (second, known) = try await checks().relied(on: model, display: display)
    #expect(counter.value == 1 && known == stored && second.capabilities == first.capabilities)
    var other = model
    other.identity.fingerprint = "2"
    _ = try await checks().relied(on: other, display: display)
    #expect(counter.value == 2, "other weights are another server")
    let (_, again) = try await checks(again: true).relied(on: model, display: display)
    #expect(counter.value == 3 && again?.id != stored?.id)
    let (bare, none) = try await checks(skip: true).relied(on: model, display: display)
    #expect(counter.value == 3 && none == nil && bare.capabilities == nil)
  }

  @Test func `A refusal ends with 4 and says what to start the server with, and is not kept`()
    async throws
  {
    var refusing = report()
    refusing.refusal = "the model does not see the picture"
    refusing.refusedBy = "picture is seen"
    refusing.checks.append(
      .init(
        name: "picture is seen", asks: "?",
        result: .failed(
          "the model does not see the picture", consequence: "Nothing can be audited.",
          remedy: Remedy(vLLM: "serve a multimodal model", llamaCpp: "--mmproj FILE"))))
    let model = StubModel(report: refusing, examinations: counter)
    for _ in 0..<2 {
      let failure = await #expect(throws: CommandFailure.self) {
        _ = try await checks().relied(on: model, display: ProgressDisplay(isQuiet: true))
      }
      #expect(failure?.status == .server)
      #expect(
        failure?.message
          == "the server cannot be audited: the model does not see the picture; start it with: "
          + "vLLM: serve a multimodal model; llama.cpp: --mmproj FILE")
    }
    #expect(counter.value == 2)
    #expect(
      try log.serverReport(key: model.identity.serverReportKey(examination: Doctor.examination))
        == nil)
  }

  @Test func `Each failed check is one line with its consequence; what could not be told is none`()
  {
    #expect(
      ServerChecks.lines(report()) == [
        "server, log-probabilities: top_logprobs 5 at most. A token below is only bounded. "
          + "Start it with: vLLM: --max-logprobs 20."
      ])
    let stored = StoredServerReport(
      id: 1, report: report(), madeAt: Date(timeIntervalSince1970: 1_800_000_000))
    #expect(
      stored.line
        == "1 checks passed, 1 did not apply; failed: log-probabilities; could not tell: context length, "
        + "2027-01-15 08:00 UTC")
  }
}
