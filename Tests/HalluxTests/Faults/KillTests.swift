import Foundation
import Glibc
import Probing
import Synchronization
import Testing

@testable import TestHost
@testable import TestKit

/// The program, killed and interrupted.
@Suite("hallux audit, ended from outside,", .serialized, .timeLimit(.minutes(30)))
struct KillTests {
  let server: AnsweringServer
  let audit: ProgramAudit

  init() throws {
    server = AnsweringServer()
    audit = try ProgramAudit(server: server)
  }

  /// The process that gets a signal, once it has started.
  private final class Victim: Sendable {
    private let identifier = Atomic<pid_t>(0)
    func be(_ process: pid_t) { identifier.store(process, ordering: .sequentiallyConsistent) }
    /// Sends it a signal; a run may have sent its first request before its number is known here.
    func hear(_ signal: Int32) {
      while identifier.load(ordering: .sequentiallyConsistent) == 0 { sched_yield() }
      kill(identifier.load(ordering: .sequentiallyConsistent), signal)
    }
  }

  /// As many times as `HALLUX_KILLS` says, else twelve.
  ///
  /// The moments are some random requests into a run, a random while later, whatever the program does by then;
  /// one in six is before any request.
  @Test(
    "killed at random moments, comes to the same end, and nothing that the log held is asked again")
  func killed() async throws {
    defer { server.stop() }
    let kills = ProcessInfo.processInfo.environment["HALLUX_KILLS"].flatMap(Int.init) ?? 12
    let total = try await ProgramAudit.undisturbed.value.requestCount
    var generator = SplitMix64(seed: 7)
    var lost = 0
    var killedInTheMiddle = 0
    for round in 0..<kills {
      let victim = Victim()
      let moment = generator.index(below: max(2, 2 * total / kills))
      let yields = generator.index(below: 300)
      server.play { question in
        if question.number == moment {
          for _ in 0..<yields { sched_yield() }
          victim.hear(SIGKILL)
        }
        return .reply
      }
      let (answeredBefore, recordedBefore) = (server.answeredCount, try audit.recordedCount())
      let program = try audit.start()
      if generator.index(below: 6) == 0 {
        for _ in 0..<generator.index(below: 20_000) { sched_yield() }
        program.kill()
      }
      victim.be(program.process.processIdentifier)
      _ = try await program.ending()
      try await waitUntil { server.connectionCount == 0 }

      let recorded = try audit.recordedCount()
      let answered = server.answeredCount - answeredBefore
      // Two findings with four evaluations each: on their way, or just come and being written down.
      #expect((0...8).contains(answered - (recorded - recordedBefore)), "round \(round)")
      lost += answered - (recorded - recordedBefore)
      killedInTheMiddle += (1..<total).contains(recorded) ? 1 : 0
      if recorded > 0 { #expect(try audit.contents().isSound, "round \(round)") }
    }
    let ending = try await audit.run()
    #expect(ending.status == 0, "\(ending.errors)")
    try await audit.expectUndisturbed(lost: lost)
    #expect(killedInTheMiddle > kills / 4, "\(killedInTheMiddle) of \(kills) were in the middle")
  }

  @Test(
    "interrupted once, records what is in flight and loses nothing", arguments: [SIGINT, SIGTERM],
    [1, 30, 90])
  func interrupted(signal: Int32, moment: Int) async throws {
    defer { server.stop() }
    let victim = Victim()
    let messages = audit.folder.path + "/.err"
    server.play { question in
      guard question.number >= moment else { return .reply }
      // No request is answered before the program has heard it: it could be done by then.
      if question.number == moment { victim.hear(signal) }
      while (try? String(contentsOfFile: messages, encoding: .utf8))?.contains("stopping") != true {
        sched_yield()
      }
      return .reply
    }
    let program = try audit.start()
    victim.be(program.process.processIdentifier)
    let ending = try await program.ending()
    server.play { _ in .reply }
    #expect(ending.status == 130, "\(ending.errors)")
    #expect(
      ending.messages == [
        "hallux: stopping: waiting for what is in flight (again to stop at once)",
        "hallux: stopped; everything answered is in log.sqlite: the same command goes on",
      ])
    #expect(try audit.recordedCount() == server.answeredCount)
    #expect(try await audit.run().status == 0)
    try await audit.expectUndisturbed()
  }

  @Test("interrupted twice, ends at once although a request hangs", arguments: [0, 30])
  func interruptedTwice(moment: Int) async throws {
    defer { server.stop() }
    server.play { $0.number >= moment ? .hang : .reply }
    let program = try audit.start()
    try await waitUntil { server.askedCount > moment }
    program.signal(SIGINT)
    try await waitUntil { program.errorsSoFar.contains("stopping") }
    program.signal(SIGINT)
    let ending = try await program.ending()
    #expect(ending.status == 130, "\(ending.errors)")
    #expect(ending.messages.count == 2, "\(ending.errors)")
    server.play { _ in .reply }
    #expect(try await audit.run().status == 0)
    try await audit.expectUndisturbed()
  }

  @Test("interrupted twice before the server has said anything, ends at once")
  func interruptedWhileConnecting() async throws {
    server.stop()
    // It listens, so that connections are made, and never takes one.
    let silent = AnsweringServer.silentSocket()
    defer { close(silent.descriptor) }
    let program = try Program(
      audit.arguments(server: "http://127.0.0.1:\(silent.port)"), in: audit.folder)
    try await waitUntil { program.heeds(SIGINT) || !program.process.isRunning }
    // The mask is set just before the source listens; a signal in between is lost, so it is sent again.
    try await waitUntil {
      program.signal(SIGINT)
      return program.errorsSoFar.contains("stopping") || !program.process.isRunning
    }
    program.signal(SIGINT)
    let ending = try await program.ending()
    #expect(ending.status == 130, "\(ending.errors)")
    #expect(ending.messages.count == 2, "\(ending.errors)")
  }
}
