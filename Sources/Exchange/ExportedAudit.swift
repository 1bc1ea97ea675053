public import AuditStore
public import Foundation
public import ModelAPI
public import Probing

/// An audit as it is handed out: its probes, and what came of each.
public struct ExportedAudit: Sendable, Hashable {
  /// The audit.
  public var audit: AuditRecord
  /// The parse rule of the verdicts, by its name.
  public var rule: String
  /// The probes in order, with what came of them.
  public var answers: [ExportedAnswer]

  /// Makes an audit to hand out.
  public init(audit: AuditRecord, rule: String, answers: [ExportedAnswer]) {
    self.audit = audit
    self.rule = rule
    self.answers = answers
  }

  /// Reads an audit from a log.
  ///
  /// - Parameters:
  ///   - audit: The audit.
  ///   - rule: The parse rule of the verdicts, by its name.
  ///   - log: The log that holds it.
  /// - Throws: `LogError`.
  public init(_ audit: AuditRecord, rule: String, log: AuditLog) throws(LogError) {
    let replies = try log.storedReplies(toProbesOfAudit: audit.id)
    var readings: [Int64: [String: Answer?]] = [:]
    var verdicts: [Int64: VerdictRecord] = [:]
    for rule_ in ParseRules.all {
      for verdict in try log.verdicts(ofAudit: audit.id, rule: rule_.name) {
        readings[verdict.probeID, default: [:]].updateValue(verdict.answer, forKey: rule_.name)
        if rule_.name == rule { verdicts[verdict.probeID] = verdict }
      }
    }
    let choices = Dictionary(
      uniqueKeysWithValues: try log.choiceVerdicts(ofAudit: audit.id).map { ($0.probeID, $0) })
    let ids = Dictionary(
      uniqueKeysWithValues: try log.findings(ofAudit: audit.id).map { ($0.id, $0.probeID) })
    var query = FindingQuery()
    query.require(.compares(.audit, .equal, .number(Double(audit.id))))
    var findings: [Int64: [FindingRow]] = [:]
    for row in try log.findings(matching: query) {
      if let probe = ids[row.id] { findings[probe, default: []].append(row) }
    }
    var captions: [Int64: ExportedCaption] = [:]
    for caption in try log.captions(ofAudit: audit.id) {
      captions[caption.probeID] = ExportedCaption(
        caption: caption, mentions: try log.mentions(ofProbe: caption.probeID))
    }
    self.init(
      audit: audit, rule: rule,
      answers: try log.probes(ofAudit: audit.id).map { record in
        let stored = replies[record.id]
        return ExportedAnswer(
          record: record, prompt: stored?.prompt, reply: stored?.reply,
          receivedAt: stored?.receivedAt, verdict: verdicts[record.id], choice: choices[record.id],
          readings: readings[record.id] ?? [:], findings: findings[record.id] ?? [],
          caption: captions[record.id])
      })
  }

  /// The verdicts of the rule, for the numbers.
  var verdicts: [Verdict] {
    answers.compactMap { answer in
      answer.verdict.flatMap { Verdict(probe: answer.probe, answer: $0.answer) }
    }
  }
}

/// A caption, and the places in it that name an object.
public struct ExportedCaption: Sendable, Hashable {
  /// The caption.
  public var caption: CaptionRecord
  /// Its mentions, in the order of the text.
  public var mentions: [MentionRecord]

  /// Makes a caption to hand out.
  public init(caption: CaptionRecord, mentions: [MentionRecord]) {
    self.caption = caption
    self.mentions = mentions
  }
}

/// A probe of an audit, and what came of it.
public struct ExportedAnswer: Sendable, Hashable {
  /// The probe as the log has it.
  public var record: ProbeRecord
  /// What the model was asked, word for word; nil where there is no reply.
  public var prompt: String?
  /// The reply; nil where there is none.
  public var reply: ModelReply?
  /// When it came, or was imported.
  public var receivedAt: Date?
  /// The verdict under the rule; nil where there is none.
  public var verdict: VerdictRecord?
  /// The verdict on a multiple-choice question.
  public var choice: ChoiceVerdictRecord?
  /// What each parse rule reads in the reply; nil for neither.
  public var readings: [String: Answer?]
  /// The findings in it: one at most, but of a caption one for each hallucinated mention.
  public var findings: [FindingRow]
  /// The caption and its mentions; nil of an answer to a question.
  public var caption: ExportedCaption?

  /// Makes an answer.
  public init(
    record: ProbeRecord, prompt: String?, reply: ModelReply?, receivedAt: Date?,
    verdict: VerdictRecord?, choice: ChoiceVerdictRecord? = nil, readings: [String: Answer?],
    findings: [FindingRow] = [], caption: ExportedCaption? = nil
  ) {
    self.record = record
    self.prompt = prompt
    self.reply = reply
    self.receivedAt = receivedAt
    self.verdict = verdict
    self.choice = choice
    self.readings = readings
    self.findings = findings
    self.caption = caption
  }

  /// The finding of an answer to a question; nil where it is none.
  var finding: FindingRow? { caption == nil ? findings.first : nil }

  /// The probe as its file gave it.
  public var probe: Probe { record.probe }

  /// What the reply comes to, in one word: an outcome, or `correct` and `wrong` of a choice; nil where it is not judged.
  var outcomeWord: String? {
    if let choice {
      return choice.chosen == nil ? "unparsable" : choice.isCorrect ? "correct" : "wrong-choice"
    }
    return verdict?.outcome.rawValue
  }

  /// The right answer as a word: yes or no, or an option's letter; nil where none is known.
  var target: String? {
    probe.choices.map { String(Choices.letter($0.correct)) } ?? probe.label?.rawValue
  }

  /// What is read in the reply, as a word; nil where nothing is.
  var said: String? {
    if let choice { return choice.chosen.map { String(Choices.letter($0)) } }
    return verdict?.answer?.rawValue
  }

  /// Whether it is judged and right; nil where nothing can be read or there is no verdict.
  var isCorrect: Bool? {
    if let choice { return choice.chosen == nil ? nil : choice.isCorrect }
    return verdict.flatMap { verdict in verdict.answer.map { $0 == probe.label } }
  }
}
