import Attribution
import Auditing
import Foundation
import ModelAPI
import Probing
import Synchronization

@testable import AuditStore
@testable import ChatCompletions

/// A whole audit of four probes, explanations included, on the answering server.
struct FaultyAudit {
  let server: AnsweringServer
  let log: AuditLog
  var key: String?
  var replyTimeout = Duration.seconds(120)
  var policy = RetryPolicy.standard
  var now: @Sendable () -> Date = { time }
  /// Called instead of every wait between two attempts.
  var wait: @Sendable () -> Void = {}

  /// The most requests under way.
  let mostInFlight = 4

  static let time = Date(timeIntervalSince1970: 1_700_000_000)

  /// Two pictures with two absent objects each; the spoons are hallucinated.
  static let probes = ["a.png", "b.png"].enumerated().flatMap { index, name in
    (["spoon", "dog"] as [String]).enumerated().map { place, object in
      Probe(
        id: String(index * 2 + place), imageName: name,
        question: "Is there a \(object) in the image?", object: object, label: .no,
        splits: ["random"])
    }
  }

  /// What a run came to.
  struct Ending {
    var result: Result<AuditResult, any Error>
    /// The lines that were told on the way.
    var problems: [String]

    /// The error that ended the run.
    var error: ModelError? {
      if case .failure(let error) = result { error as? ModelError } else { nil }
    }
    /// How many probes and findings could not be completed; nil when the run ended with an error.
    var failures: Int? { (try? result.get())?.failures }
  }

  private final class Lines: Sendable {
    let list = Mutex<[String]>([])
  }

  /// Connects and runs the audit once.
  func run(stop: StopSignal = StopSignal()) async -> Ending {
    let lines = Lines()
    do {
      let model = try await ChatCompletionsModel(
        connectingTo: ChatServer(
          address: ServerAddress(server.address), key: key.flatMap(APIKey.init),
          maxConnections: mostInFlight,
          retryPolicy: policy, timeLimits: TimeLimits(answering: replyTimeout)),
        logger: nil, clock: RequestClock(now: { .zero }, sleep: { _ in wait() }))
      var settings = AuditSettings()
      settings.regionCount = 16
      let run = try AuditRun(
        model: model, log: log,
        manifest: AuditManifest(
          model: model.identity, probeSet: "planted", probes: Self.probes, settings: settings,
          version: "test"),
        settings: settings, rule: ParseRules.hallux, search: SingleRoundSearch(),
        maxInFlight: mostInFlight,
        stop: stop, now: now,
        observe: { event in
          if case .problem(let line) = event { lines.list.withLock { $0.append(line) } }
        })
      let result = try await run.run(Self.probes) { name in
        PlantedPicture.image(seed: UInt64(name.utf8.first ?? 0))
      }
      return Ending(result: .success(result), problems: lines.list.withLock { $0 })
    } catch {
      return Ending(result: .failure(error), problems: lines.list.withLock { $0 })
    }
  }

  /// Runs once, however many tests compare with it.
  static let undisturbed = Task {
    let server = AnsweringServer()
    defer { server.stop() }
    let log = try AuditLog.inMemory()
    _ = try await FaultyAudit(server: server, log: log).run().result.get()
    return Undisturbed(contents: try AuditContents(log), requests: server.answered)
  }
}
