import AuditStore
import Auditing
import Foundation
import ModelAPI
import Probing

@testable import TestKit

/// Two small logs of the same probes, with texts that nobody should obey.
struct ComparedLogs {
  static let hostile = "<script>alert(1)</script>\u{1B}[31m\u{202E}"
  static let time = Date(timeIntervalSince1970: 1_800_000_000)

  let folder: TemporaryFolder

  /// Records `a.sqlite` and `b.sqlite`, each with one audit of twelve probes about four images.
  init() throws {
    folder = try TemporaryFolder()
    try record("a.sqlite", model: "first", answers: "YNYNYNYYNNYN", probes: 12)
    try record("b.sqlite", model: "second \(Self.hostile)", answers: "YNYYNNY?NYYN", probes: 12)
  }

  /// Records an audit with these answers, one after the other: Y, N, or ? for one that cannot be read.
  func record(
    _ file: String, model name: String, answers: String, probes count: Int, rule: String = "hallux",
    probeSet: String = "set"
  ) throws {
    let log = try AuditLog.open(at: folder.path + "/" + file, access: .readWrite)
    var settings = AuditSettings()
    settings.rule = rule
    settings.promptSuffix = name == "first" ? nil : "dash-b"
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let probes = (0..<count).map { index in
      Probe(
        id: "\(index)", imageName: index == 11 ? Self.hostile : "\(index / 3).png",
        question: "Is there a \(index == 10 ? Self.hostile : "thing \(index)")?",
        object: "thing \(index)", label: index % 2 == 0 ? .yes : .no,
        splits: [index < 6 ? "random" : "adversarial"])
    }
    let model = ModelIdentity(name: name, fingerprint: "")
    let audit = try log.beginAudit(
      AuditManifest(
        key: file + name + rule, model: model, probeSet: probeSet, probeSetDigest: "beef",
        sources: [ProbeSource(role: .probes, name: "\(probeSet).jsonl", sha256: "beef")],
        settings: String(decoding: try encoder.encode(settings), as: UTF8.self),
        halluxVersion: "0.1.0"), probes: probes, at: Self.time)
    let modelID = try log.modelID(of: model)
    try log.record(
      reply: StoredReply(
        key: "r \(name)", modelID: modelID, imageDigest: nil, prompt: "p", answerPrefix: "",
        reply: ModelReply(
          text: "Yes", tokens: [], finishReason: nil, promptTokenCount: nil, systemFingerprint: nil),
        receivedAt: Self.time))
    for (probe, letter) in zip(try log.probes(ofAudit: audit.id), answers) {
      guard let label = probe.probe.label else { continue }
      let answer: Answer? = letter == "Y" ? .yes : letter == "N" ? .no : nil
      let outcome = Outcome(answer: answer, label: label)
      try log.record(
        verdict: VerdictRecord(
          probeID: probe.id, rule: rule, replyKey: "r \(name)", answer: answer, outcome: outcome,
          pYes: nil,
          pNo: nil, pOther: nil))
      guard let kind = FindingKind(outcome) else { continue }
      _ = try log.recordFinding(audit: audit.id, probe: probe.id, kind: kind, confidence: nil)
    }
    try log.finishAudit(audit.id, state: .finished, at: Self.time)
  }

  /// Runs the program on the logs.
  func run(_ arguments: String...) async throws -> Program.Ending {
    try await Program.run(arguments, in: folder)
  }
}

extension String {
  /// Whether nothing in it but line breaks speaks to a terminal.
  var isInert: Bool {
    !replacing("\r\n", with: "\n").unicodeScalars.contains {
      $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
    }
  }
}
