import Attribution
import Codecs
import Foundation
import GRDB
import Imaging
import ModelAPI
import Probing
import Testing

@testable import AuditStore

@Suite("Logs that do not go together")
struct MergeConflictTests {
  /// Something that two logs can hold differently under one key.
  enum Difference: String, CaseIterable {
    case image, audit, probe, probeImage, reply, verdict, choiceVerdict, labelMap, target,
      evaluation,
      repeated, prior, finding, explanation, trigger, certificate

    /// The table and the columns that are told.
    var place: String {
      switch self {
      case .image: "image (height)"
      case .audit: "audit (settings)"
      case .probe: "probe (question)"
      case .probeImage: "probe (image_digest)"
      case .reply: "reply (text)"
      case .verdict: "verdict (answer, outcome)"
      case .choiceVerdict: "choice_verdict (is_correct)"
      case .labelMap: "label_map (labels)"
      case .target: "target (prompt)"
      case .evaluation: "evaluation (margin)"
      case .repeated: "repeat (margin)"
      case .prior: "prior (probabilities)"
      case .finding: "finding (confidence)"
      case .explanation: "explanation (highest)"
      case .trigger: "trigger_set (area)"
      case .certificate: "certificate (margin)"
      }
    }

    var isAnswer: Bool { [.reply, .evaluation, .repeated, .prior].contains(self) }
  }

  private static let otherImage = {
    let pixels = RGBImage(width: 2, height: 1, pixels: [1, 2, 3, 4, 5, 6])
    return StoredImage(
      digest: SHA256Digest.hex(of: pixels), width: 2, height: 1, png: PNGCodec.encode(pixels))
  }()

  /// A log that holds one thing otherwise.
  private static func log(_ difference: Difference?) throws -> AuditLog {
    let log = try AuditLog.inMemory()
    func value<Value>(_ at: Difference, _ usual: Value, _ other: Value) -> Value {
      difference == at ? other : usual
    }
    var manifest = Sample.manifest()
    manifest.settings = value(.audit, manifest.settings, "{}")
    var asked = Sample.planted
    asked.question += value(.probe, "", "?")
    let audit = try log.beginAudit(manifest, probes: [asked, Sample.plain], at: Sample.time)
    let model = try log.modelID(of: Sample.model)
    try log.record(
      image: StoredImage(
        digest: Sample.image.digest, width: 4, height: value(.image, 2, 3), png: Sample.image.png))
    try log.record(image: otherImage)
    let labels = LabelMap(
      width: 4, height: 2,
      labels: value(.labelMap, [0, 0, 1, 1, 2, 2, 1, 1], [0, 0, 1, 1, 2, 2, 2, 1]))
    try log.record(labelMap: labels, digest: "2222", method: "grid/2")
    try log.record(reply: Sample.reply(modelID: model, text: value(.reply, "Yes", "No")))
    let probes = try log.probes(ofAudit: audit.id).map(\.id)
    try log.setImage(
      value(.probeImage, Sample.image.digest, otherImage.digest), forProbe: probes[0])
    var verdict = SampleAudit.verdict(probe: probes[0])
    verdict.answer = value(.verdict, .yes, nil)
    verdict.outcome = value(.verdict, .falsePositive, .unparsable)
    try log.record(verdict: verdict)
    try log.record(
      choiceVerdict: ChoiceVerdictRecord(
        probeID: probes[1], replyKey: "r1", chosen: 1, isCorrect: value(.choiceVerdict, true, false)
      ))
    let finding = try log.recordFinding(
      audit: audit.id, probe: probes[0], kind: .falsePositive,
      confidence: value(.finding, 0.5, 0.25)
    ).id
    var description = Sample.target(modelID: model)
    description.prompt += value(.target, "", "?")
    let target = try log.targetID(of: description)
    try log.record(
      evaluations: [
        (Sample.set(1), .init(probabilities: [0.5, 0.5], margin: value(.evaluation, 1, -1)))
      ], target: target, at: Sample.time)
    try log.record(repeated: value(.repeated, 1, 2), number: 0, target: target, at: Sample.time)
    try log.record(
      prior: PriorRecord(probabilities: [value(.prior, 0.25, 0.5), 0.5], source: .text),
      target: target, at: Sample.time)
    var explanation = Sample.explanation(finding: finding)
    explanation.highest = value(.explanation, 0.9, 0.8)
    try log.record(explanation: explanation)
    var trigger = Sample.trigger(finding: finding)
    trigger.area = value(.trigger, 0.5, 0.25)
    trigger.trigger.certificate[1].margin = value(.certificate, 0.5, 0.25)
    try log.record(trigger: trigger)
    try log.finishAudit(audit.id, state: .finished, at: Sample.time)
    return log
  }

  @Test(
    "are told by table, key, column and file, and nothing is taken", arguments: Difference.allCases)
  func told(_ difference: Difference) throws {
    let (target, source) = (try Self.log(nil), try Self.log(difference))
    let (before, head) = (try MergeTests.contents(target), try target.head())
    let error = try #require(throws: LogError.self) {
      try target.merge(source, named: "b\u{1B}.sqlite")
    }
    #expect(error.code == .conflict)
    let table = difference.place.prefix { $0 != " " }
    let columns = difference.place.dropFirst(table.count + 1)
    #expect(
      error.message.hasPrefix("b\u{1B}.sqlite holds another \(table) under the key of \(table) ["),
      "\(error.message)")
    #expect(
      error.message.contains(" here \(columns), and nothing of it was merged"), "\(error.message)")
    #expect(error.message.contains("--keep-answers") == difference.isAnswer)
    #expect(try MergeTests.contents(target) == before && target.head() == head)
    #expect(try target.verify { _ in }.isIntact)
  }

  @Test(
    "go together where the answer that is there may count",
    arguments: Difference.allCases.filter(\.isAnswer))
  func keptAnswers(_ difference: Difference) throws {
    let (target, source) = (try Self.log(nil), try Self.log(difference))
    let before = try MergeTests.contents(target)
    let result = try target.merge(source, named: "b", keepingAnswers: true)
    #expect(result.otherAnswerCount == 1)
    #expect(try MergeTests.contents(target) == before)
    #expect(try target.verify { _ in }.isIntact)
  }

  @Test(
    "finish an audit at one time, whole or in shares, whichever comes first",
    arguments: [[0, 1, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func finished(order: [Int]) throws {
    func log(_ finish: (AuditLog, Int64) throws -> Void) throws -> AuditLog {
      let log = try AuditLog.inMemory()
      let audit = try log.beginAudit(Sample.manifest(), probes: [Sample.plain], at: Sample.time)
      try finish(log, audit.id)
      return log
    }
    func share(_ number: Int, after delay: Double) throws -> AuditLog {
      try log { log, audit in
        let time = Sample.time.addingTimeInterval(delay)
        try log.beginShare(number, of: 2, ofAudit: audit)
        try log.finishShare(number, of: 2, ofAudit: audit, at: time)
        try log.finishAudit(audit, state: .interrupted, at: time)
      }
    }
    let logs = [
      try log { try $0.finishAudit($1, state: .finished, at: Sample.time.addingTimeInterval(60)) },
      try share(1, after: 120), try share(2, after: 180),
    ]
    let target = try AuditLog.inMemory()
    for index in order { _ = try target.merge(logs[index], named: "\(index)") }
    let audit = try #require(try target.audits().first)
    #expect(audit.state == .finished)
    #expect(audit.finishedAt == Sample.time.addingTimeInterval(180))
    #expect(try target.verify { _ in }.isIntact)
  }

  @Test(
    "are of different progress: the further one counts, in either order", arguments: [false, true])
  func progress(isReversed: Bool) throws {
    func log(_ act: (AuditLog, SampleAudit) throws -> Void) throws -> AuditLog {
      let log = try AuditLog.inMemory()
      try act(log, try SampleAudit(in: log))
      return log
    }
    var logs = [
      try log { log, sample in
        try log.setState(.failed, problem: "no time", forFinding: sample.finding.id)
        try log.setProblem("no such file", forProbe: sample.probes[1].id)
        // Why it failed once, before it was answered.
        try log.setProblem("cut off", forProbe: sample.probes[0].id)
        try log.finishAudit(
          sample.audit.id, state: .interrupted, at: Sample.time.addingTimeInterval(9))
      },
      try log { log, sample in
        try log.setTarget(sample.target, forFinding: sample.finding.id)
        try log.setState(.explained, forFinding: sample.finding.id)
        try log.setProblem("damaged", forProbe: sample.probes[1].id)
        try log.finishAudit(sample.audit.id, state: .finished, at: Sample.time)
      },
      try log { _, _ in },
    ]
    if isReversed { logs.reverse() }
    let target = try AuditLog.inMemory()
    for (index, log) in logs.enumerated() { _ = try target.merge(log, named: "\(index)") }
    let audit = try #require(try target.audits().first)
    #expect(audit.state == .finished && audit.finishedAt == Sample.time)
    let finding = try #require(try target.findings(ofAudit: audit.id).first)
    #expect(finding.state == .explained && finding.problem == nil && finding.targetID != nil)
    #expect(try target.probes(ofAudit: audit.id).map(\.problem) == [nil, "damaged"])
    #expect(try target.verify { _ in }.isIntact)
  }
}
