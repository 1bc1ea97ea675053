import Attribution
import AuditStore
import Imaging
import ModelAPI
import Probing
import Synchronization
import Testing

@testable import Auditing

/// What becomes of an audit of captions that is interrupted, or whose server refuses something.
extension CaptionAuditTests {
  @Test("concludes the same when it is interrupted and goes on, and asks nothing twice")
  func resumed() async throws {
    let undisturbed = try await audit()
    let total = undisturbed.requestsSent
    let expected = try CaptionConclusions(log, audit: undisturbed.auditID)
    for number in [1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 60, 100, 130, 150, total - 2] where number < total
    {
      let log = try AuditLog.inMemory()
      let stop = StopSignal()
      let first = try await audit(
        CaptioningModel().scripted(before: number) { stop.request() }, in: log, stop: stop)
      #expect(first.wasInterrupted, "\(number) of \(total)")
      let second = try await audit(in: log)
      #expect(try CaptionConclusions(log, audit: second.auditID) == expected, "\(number)")
      // What a check of the server's ways asked is asked again, and nothing else.
      #expect(first.requestsSent + second.requestsSent <= total + 4, "\(number)")
    }
  }

  /// The caption's model, which refuses requests that go on with a text, until it is told otherwise.
  private static func refusing(
    _ part: String, while refuses: RefusalSwitch
  ) -> ScriptedModel {
    let model = CaptioningModel().scripted()
    return ScriptedModel { request, _ throws(ModelError) in
      if refuses.isOn, request.answerPrefix.hasSuffix(part) {
        throw ModelError(code: .rejected, message: "not that one")
      }
      return try await model.reply(to: request)
    }
  }

  @Test(
    "fails the mention that a refused request is about, keeps the others, and makes up for it later",
    arguments: [" A stop sign. There", " A stop sign."])
  func refused(part: String) async throws {
    let undisturbed = try await audit(in: try AuditLog.inMemory())
    let expected = undisturbed.requestsSent
    let refuses = RefusalSwitch()
    let first = try await audit(Self.refusing(part, while: refuses))
    #expect(first.failures >= 1)
    let states = try log.findings(ofAudit: first.auditID).map(\.state)
    #expect(states.contains(.failed), "\(states)")
    refuses.isOn = false
    let second = try await audit(Self.refusing(part, while: refuses))
    #expect(second.failures == 0)
    #expect(try log.findings(ofAudit: first.auditID).allSatisfy { $0.state == .explained })
    #expect(first.requestsSent + second.requestsSent < 3 * expected)
    let ways = try log.findings(ofAudit: first.auditID).compactMap(\.targetID)
      .compactMap { try log.target(id: $0)?.leadIn.first?.ways.map(\.token.text) }
    #expect(ways == Array(repeating: [" A", " There", " End"], count: 2))
  }

  @Test(
    "keeps what was concluded of a mention beside which another failed, and makes up for that one",
    arguments: [20, 40, 60, 80, 100, 120])
  func failedBeside(number: Int) async throws {
    let undisturbed = try AuditLog.inMemory()
    let expected = try CaptionConclusions(
      undisturbed, audit: try await audit(in: undisturbed).auditID)
    let model = CaptioningModel().scripted()
    let masked = Mutex(0)
    let once = ScriptedModel { request, _ throws(ModelError) in
      let place = masked.withLock { count in
        count += 1
        return count
      }
      if place == number { throw ModelError(code: .rejected, message: "not that one") }
      return try await model.reply(to: request)
    }
    let first = try await audit(once)
    let kept = try log.findings(ofAudit: first.auditID).filter { $0.state == .explained }
      .map { ($0.id, try log.explanations(ofFinding: $0.id)) }
    let second = try await audit()
    #expect(second.failures == 0)
    #expect(try log.findings(ofAudit: first.auditID).allSatisfy { $0.state == .explained })
    for (id, explanations) in kept { #expect(try log.explanations(ofFinding: id) == explanations) }
    let found = try CaptionConclusions(log, audit: first.auditID)
    #expect(found.mentions == expected.mentions && found.diagnoses == expected.diagnoses)
    func sets(_ conclusions: CaptionConclusions) -> [RegionSet] {
      conclusions.triggers.map(\.regions)
    }
    #expect(sets(found) == sets(expected) && found.evidence == expected.evidence)
  }
}

/// Everything that an audit of captions concluded, without the numbers that the log gives to rows.
private struct CaptionConclusions: Equatable {
  var mentions: [MentionRecord] = []
  var triggers: [Trigger] = []
  var explanations: [Explanation] = []
  var diagnoses: [Diagnosis] = []
  var fates: [MentionFate] = []
  var evidence: [MentionEvidence] = []

  init(_ log: AuditLog, audit: Int64) throws {
    for probe in try log.probes(ofAudit: audit) { mentions += try log.mentions(ofProbe: probe.id) }
    for finding in try log.findings(ofAudit: audit) {
      triggers += try log.triggers(ofFinding: finding.id).map(\.trigger)
      explanations += try log.explanations(ofFinding: finding.id).map { record in
        var explanation = record.explanation
        explanation.roundCount = 0
        return explanation
      }
      diagnoses += try log.diagnosis(ofFinding: finding.id).map { [$0.diagnosis] } ?? []
      fates += try log.recaptions(ofFinding: finding.id).map(\.fate)
      evidence += try log.evidence(ofFinding: finding.id).map { [$0] } ?? []
    }
  }
}

/// Whether a model refuses.
private final class RefusalSwitch: Sendable {
  private let state = Mutex(true)
  var isOn: Bool {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
