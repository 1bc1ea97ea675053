import AuditStore
import Auditing
import ModelAPI
import Synchronization
import Testing

/// Whole audits on a server that fails: nothing is lost, nothing is there twice, and there is one clear line.
///
/// No wait between two attempts is real.
@Suite("An audit whose server", .serialized, .timeLimit(.minutes(30)))
struct ServerFaultTests {
  let server = AnsweringServer()
  let log: AuditLog
  let expect: FaultExpectations

  init() throws {
    log = try AuditLog.inMemory()
    expect = FaultExpectations(server: server, log: log)
  }

  /// Raised once.
  private final class Flag: Sendable {
    private let isRaised = Atomic<Bool>(false)
    /// Whether it was not raised before.
    func raise() -> Bool {
      isRaised.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged
    }
  }

  /// Requests at which faults are played: a probe, one of the first evaluations, one in the middle.
  static let moments = [1, 9, 60]

  /// Each fault at each moment; large bodies, which take their time, at the last one only.
  static let cases = ServerFault.all.flatMap { fault in
    moments.filter { !fault.isLarge || $0 == 60 }.map { (fault: fault, moment: $0) }
  }

  @Test(
    "fails once ends right, or says what failed and ends right the next time",
    arguments: cases)
  func once(fault: ServerFault, moment: Int) async throws {
    defer { server.stop() }
    // Without a picture a refusal has another meaning: the server may know no such questions.
    let isOver = Flag()
    server.play { question in
      guard question.number >= moment, question.picture != nil,
        isOver.raise()
      else { return .reply }
      return fault.action
    }
    try await runTwice(endingFirst: fault.once, "\(fault.name) at \(moment)")
  }

  @Test(
    "fails from some request on says so, and ends right when it is well again",
    arguments: cases)
  func always(fault: ServerFault, moment: Int) async throws {
    defer { server.stop() }
    server.play { $0.number >= moment ? fault.action : .reply }
    try await runTwice(endingFirst: fault.always, "\(fault.name) from \(moment) on")
  }

  /// Runs an audit by the server's script, and once more on a server that is well.
  private func runTwice(endingFirst ending: ServerFault.Ending, _ comment: Comment) async throws {
    let audit = FaultyAudit(server: server, log: log)
    expect.ending(await audit.run(), ending)
    #expect(try AuditContents(log).isSound, comment)
    server.play { _ in .reply }
    expect.ending(await audit.run(), .right)
    try await expect.undisturbed(comment)
  }
}
