import Attribution
import Exchange
import Foundation
import ModelAPI
import Probing

@testable import AuditStore

/// Audits made by hand.
enum Samples {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
  static let time = Date(timeIntervalSince1970: 1_785_000_000)

  /// An audit of one model with those answers.
  static func audit(_ answers: [ExportedAnswer]) -> ExportedAudit {
    let manifest = AuditManifest(
      key: String(repeating: "ab", count: 32),
      model: ModelIdentity(name: "tiny/llava", fingerprint: ""),
      probeSet: "probes <1> & \"more\"", probeSetDigest: String(repeating: "cd", count: 32),
      sources: [
        ProbeSource(role: .replies, name: "x.jsonl", sha256: "00", note: "imported from replies")
      ],
      settings: #"{"rule":"hallux"}"#, halluxVersion: "0.1.0-test")
    let record = AuditRecord(
      id: 3, manifest: manifest, startedAt: time, finishedAt: time + 60, state: .finished)
    return ExportedAudit(audit: record, rule: "hallux", answers: answers)
  }

  /// An answer to a yes/no question, judged under every rule.
  static func answer(
    _ number: Int, _ object: String, label: Answer?, splits: [String] = [], reply: String?,
    image: String = "a.png", tokens: [TokenDistribution] = [], choices: Choices? = nil,
    planted: PlantedCause? = nil, pYes: Double? = nil, caption: ExportedCaption? = nil,
    task: CaptionTask? = nil,
    suffix: String = "", problem: String? = nil
  ) -> ExportedAnswer {
    let probe = Probe(
      id: String(number), imageName: image, question: "Is there a \(object) in the image?",
      object: object, label: label, splits: splits, planted: planted, choices: choices,
      caption: task)
    let id = Int64(number)
    var readings: [String: Answer?] = [:]
    var verdict: VerdictRecord?
    var choice: ChoiceVerdictRecord?
    if let reply, let choices {
      let chosen = ChoiceRule.option(in: reply, of: choices)
      choice = ChoiceVerdictRecord(
        probeID: id, replyKey: "k", chosen: chosen, isCorrect: chosen == choices.correct)
    } else if let reply, let label {
      for rule in ParseRules.all {
        let answer = rule.answer(to: ProbeReply(text: reply), label: label)
        readings.updateValue(answer, forKey: rule.name)
        guard rule.name == "hallux" else { continue }
        verdict = VerdictRecord(
          probeID: id, rule: rule.name, replyKey: "k", answer: answer,
          outcome: Outcome(answer: answer, label: label), pYes: pYes, pNo: pYes.map { 0.9 - $0 },
          pOther: pYes.map { _ in 0.1 }, boundedShares: pYes == nil ? [] : [.other])
      }
    }
    let kind = verdict.flatMap { FindingKind($0.outcome) }
    let finding = kind.map { kind in
      FindingRow(
        id: 100 + id, auditID: 3, model: "tiny/llava", image: image, imageDigest: nil,
        question: probe.question, object: object, label: label, said: kind.said?.rawValue,
        kind: kind,
        level: .firstToken, confidence: pYes, plantedRule: planted?.rule, triggerStatus: nil,
        triggerArea: nil, triggerSize: nil, minimality: nil, evaluationCount: 0, insertionAUC: nil,
        deletionAUC: nil, influence: nil, cause: nil, visualShare: nil, priorShare: nil,
        snowballShare: nil,
        gain: nil, root: nil, fate: nil, quarter: nil, bounds: nil, state: .open)
    }
    return ExportedAnswer(
      record: ProbeRecord(
        id: id, position: number, probe: probe, imageDigest: nil, problem: problem),
      prompt: reply == nil ? nil : probe.question + suffix,
      reply: reply.map {
        ModelReply(text: $0, tokens: tokens, finishReason: "stop", promptTokenCount: 9)
      },
      receivedAt: reply == nil ? nil : time, verdict: verdict, choice: choice, readings: readings,
      findings: finding.map { [$0] } ?? [], caption: caption)
  }

  /// What hostile models, files and people come up with.
  static let hostile = [
    "", " ", "Yes", "=1+1", "-2", "@x", "\"quoted\"", "a,b;c\td", "two\nlines", "cr\r\nlf",
    "nul\0end",
    "\u{1B}[31mred\u{7}", "\u{202E}evil", "]]><script>alert(1)</script>&amp;", "é\u{301}😀",
    "\u{FFFE}\u{FFFF}\u{2028}",
    "' OR 1=1 --", "{\"answer\": \"yes\"}", "\\u0041\\", "NaN", "null", "No\u{FEFF}",
  ]

  private static func mention(
    _ position: Int, _ object: String, _ words: String, _ range: Range<Int>,
    _ standing: MentionStanding
  ) -> MentionRecord {
    MentionRecord(
      id: Int64(position), probeID: 9, position: position, object: object, words: words,
      range: range,
      standing: standing, quarter: position)
  }

  /// One of each kind.
  static var mixed: ExportedAudit {
    func token(_ text: String, _ value: Double) -> TokenDistribution.Entry {
      TokenDistribution.Entry(token: Token(text: text, id: 7), logProbability: value)
    }
    let tokens = [
      TokenDistribution(
        said: token("Yes", -0.25), alternatives: [token("Yes", -0.25), token("\"", -.infinity)])
    ]
    return audit([
      answer(
        1, "dog", label: .yes, splits: ["random", "popular"], reply: "Yes", tokens: tokens,
        pYes: 0.75),
      answer(
        2, "cat", label: .no, splits: ["random"], reply: "Yes, a \"cat\"\t<b>&\n=1", pYes: 0.5,
        suffix: "\nAnswer shortly."),
      answer(3, "cow", label: .yes, splits: ["popular"], reply: "No", image: "dir/b, c.png"),
      answer(4, "car", label: .no, splits: ["popular"], reply: "\u{1B}[31m\u{202E}maybe\0"),
      answer(5, "cup", label: .no, splits: ["own"], reply: nil, problem: "a.png is <missing>"),
      answer(
        6, "bowl", label: .no, reply: "=HYPERLINK(\"x\")",
        planted: PlantedCause(rule: "bowl -> spoon", cause: "bowl", causeAnnotationID: 4)),
      answer(
        7, "door", label: nil, reply: "(b) Closed",
        choices: Choices(options: ["Open", "Closed"], correct: 0, pair: "1")),
      answer(8, "sky", label: nil, reply: "It is blue."),
      answer(
        9, "caption", label: nil, reply: "A dog on a couch, no cat, and \"cups\".",
        image: "COCO_val2014_000000000139.jpg",
        caption: ExportedCaption(
          caption: CaptionRecord(
            probeID: 9, replyKey: "k", variant: .fixed, judge: .annotations, isCut: false),
          mentions: [
            mention(0, "dog", "dog", 2..<5, .present),
            mention(1, "couch", "couch", 11..<16, .hallucinated),
            mention(2, "cat", "cat", 21..<24, .noClaim),
            mention(3, "cup", "cups", 31..<35, .unknown),
          ]), task: CaptionTask(present: ["dog", "person"])),
    ])
  }
}
