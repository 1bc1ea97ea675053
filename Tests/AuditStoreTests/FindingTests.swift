import Attribution
import Probing
import Testing

@testable import AuditStore

@Suite("Findings, explanations and triggers")
struct FindingTests {
  @Test("a finding is recorded once and keeps its state", arguments: LogCase.allCases)
  func findings(place: LogCase) throws {
    try place.run { log in
      let sample = try SampleAudit(in: log)
      #expect(sample.finding.state == .open && sample.finding.targetID == nil)
      try log.setTarget(sample.target, forFinding: sample.finding.id)
      try log.setTarget(sample.target, forFinding: sample.finding.id)
      try log.setState(.failed, problem: "the server went away", forFinding: sample.finding.id)

      let again = try SampleAudit(in: log).finding
      #expect(again.id == sample.finding.id)
      #expect(again.state == .failed && again.problem == "the server went away")
      #expect(again.targetID == sample.target)
      #expect(try log.findings(ofAudit: sample.audit.id) == [again])
      #expect(try log.finding(id: again.id) == again)
      #expect(try log.finding(id: 99) == nil)

      try log.setState(.explained, forFinding: again.id)
      #expect(try log.finding(id: again.id)?.problem == nil)
    }
  }

  @Test("findings come in the order of the probe set")
  func order() throws {
    let log = try AuditLog.inMemory()
    let audit = try log.beginAudit(Sample.manifest(), probes: Sample.probes, at: Sample.time)
    let probes = try log.probes(ofAudit: audit.id)
    for probe in probes.reversed() {
      _ = try log.recordFinding(
        audit: audit.id, probe: probe.id, kind: .falseNegative, confidence: nil)
    }
    #expect(try log.findings(ofAudit: audit.id).map(\.probeID) == probes.map(\.id))
  }

  @Test("a finding must agree with the one before, and with its audit")
  func findingConflicts() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    let other = try log.beginAudit(Sample.manifest(key: "a2"), probes: [], at: Sample.time)
    #expect(
      message { () throws(LogError) in
        _ = try log.recordFinding(
          audit: sample.audit.id, probe: sample.probes[0].id, kind: .falseNegative, confidence: 0.5)
      } == "conflict: it already holds another finding for this probe; name another file")
    #expect(
      message { () throws(LogError) in
        _ = try log.recordFinding(
          audit: other.id, probe: sample.probes[1].id, kind: .falseNegative, confidence: 0.5)
      } == "invalid: it refuses what was to be recorded (FOREIGN KEY constraint failed)")
    try log.setTarget(sample.target, forFinding: sample.finding.id)
    let second = try log.targetID(of: Sample.target(key: "t2", modelID: sample.modelID))
    #expect(
      message { () throws(LogError) in try log.setTarget(second, forFinding: sample.finding.id) }
        == "conflict: it already holds another target for this finding; name another file")
    #expect(
      message { () throws(LogError) in try log.setState(.open, forFinding: 99) }
        == "invalid: it holds no such finding")
  }

  @Test("explanations come back, one for each search", arguments: LogCase.allCases)
  func explanations(place: LogCase) throws {
    try place.run { log in
      let id = try SampleAudit(in: log).finding.id
      #expect(try log.explanation(ofFinding: id) == nil)
      let greedy = Sample.explanation(finding: id)
      let single = Sample.explanation(finding: id, search: "single-round")
      for record in [single, greedy, single] { try log.record(explanation: record) }
      #expect(try log.explanations(ofFinding: id) == [single, greedy])
      #expect(try log.explanation(ofFinding: id) == single)

      var other = greedy
      other.insertionAUC = 0.1
      #expect(
        message { () throws(LogError) in try log.record(explanation: other) }
          == "conflict: it already holds another explanation of this finding; name another file")
    }
  }

  @Test("an explanation with a number that is none is refused")
  func notANumber() throws {
    let log = try AuditLog.inMemory()
    var record = Sample.explanation(finding: try SampleAudit(in: log).finding.id)
    record.explanation.gains[0] = .nan
    #expect(
      message { () throws(LogError) in try log.record(explanation: record) }
        == "invalid: a number to be recorded is not finite")
    record = Sample.explanation(finding: record.findingID)
    record.influence = .nan
    #expect(throws: LogError.self) { try log.record(explanation: record) }
    #expect(try log.explanations(ofFinding: record.findingID).isEmpty)
  }

  @Test("triggers come back with their certificates", arguments: LogCase.allCases)
  func triggers(place: LogCase) throws {
    try place.run { log in
      let id = try SampleAudit(in: log).finding.id
      let necessary = Sample.trigger(finding: id, replyKey: "r1")
      let sufficient = TriggerRecord(
        findingID: id,
        trigger: Trigger(
          side: .sufficient, status: .languagePrior, regions: Sample.set(), minimality: .unproven,
          certificate: [], start: "", evaluationCount: 2),
        area: 0, noiseFloor: nil, verification: nil)
      for record in [sufficient, necessary, sufficient, necessary] {
        try log.record(trigger: record)
      }
      #expect(try log.triggers(ofFinding: id) == [necessary, sufficient])

      var other = necessary
      other.trigger.certificate.removeLast()
      other.certificateVerifications.removeLast()
      #expect(
        message { () throws(LogError) in try log.record(trigger: other) }
          == "conflict: it already holds another trigger of this finding; name another file")
    }
  }

  @Test("a trigger verified by a reply that the log does not hold leaves nothing behind")
  func triggerWithoutReply() throws {
    let log = try AuditLog.inMemory()
    let id = try SampleAudit(in: log).finding.id
    #expect(throws: LogError.self) {
      try log.record(trigger: Sample.trigger(finding: id, replyKey: "nowhere"))
    }
    #expect(try log.triggers(ofFinding: id).isEmpty)
  }

  @Test("the outcome says which kind of finding it is")
  func kinds() {
    #expect(FindingKind(.falsePositive)?.said == .yes)
    #expect(FindingKind(.falseNegative)?.said == .no)
    for outcome in Outcome.allCases { #expect((FindingKind(outcome) != nil) == outcome.isFinding) }
  }
}
