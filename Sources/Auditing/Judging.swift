import AuditStore
import ModelAPI
import Probing

extension AnswerProbabilities {
  /// Which of the three are only the most that they can be.
  fileprivate var boundedShares: Set<VerdictRecord.Share> {
    Set(
      [(.yes, yes), (.no, no), (.other, other)].compactMap {
        (share: VerdictRecord.Share, mass: LogMass) in mass.isExact ? nil : share
      })
  }
}

extension VerdictRecord {
  /// Judges a reply to a probe under one rule.
  ///
  /// - Parameters:
  ///   - probe: The probe.
  ///   - label: Its label.
  ///   - rule: The rule.
  ///   - reply: The reply.
  ///   - isProcessed: Whether the server lists what was left after its own processing: no share is exact then.
  ///   - replyKey: The key under which the log holds the reply.
  init(
    probe: ProbeRecord, label: Answer, rule: any ParseRule, reply: ModelReply, isProcessed: Bool,
    replyKey: String
  ) {
    let seen = ProbeReply(reply)
    let answer = rule.answer(to: seen, label: label)
    let probabilities = seen.answerProbabilities
    self.init(
      probeID: probe.id, rule: rule.name, replyKey: replyKey, answer: answer,
      outcome: Outcome(answer: answer, label: label),
      pYes: probabilities?.yes.probability, pNo: probabilities?.no.probability,
      pOther: probabilities?.other.probability,
      boundedShares: probabilities.map { isProcessed ? Set(Share.allCases) : $0.boundedShares }
        ?? [])
  }
}

extension VerdictRecord {
  /// Judges a reply to a probe under every rule.
  static func all(
    on probe: ProbeRecord, label: Answer, reply: ModelReply, isProcessed: Bool, replyKey: String
  ) -> [VerdictRecord] {
    ParseRules.all.map { rule in
      VerdictRecord(
        probe: probe, label: label, rule: rule, reply: reply, isProcessed: isProcessed,
        replyKey: replyKey)
    }
  }
}

extension AuditLog {
  /// Writes down the verdicts of one rule and the choices that are findings, in the order of the probe set.
  func recordVerdictFindings(ofAudit id: Int64, rule: String) throws {
    try recordTogether(each: try verdictsWithoutFinding(ofAudit: id, rule: rule)) { verdict in
      guard let kind = FindingKind(verdict.outcome) else { return }
      _ = try recordFinding(
        audit: id, probe: verdict.probeID, kind: kind,
        confidence: kind.said == .yes ? verdict.pYes : verdict.pNo)
    }
    try recordTogether(each: try wrongChoicesWithoutFinding(ofAudit: id)) { verdict in
      _ = try recordFinding(
        audit: id, probe: verdict.probeID, kind: .wrongChoice, confidence: nil,
        replyKey: verdict.replyKey)
    }
  }
}

extension ChoiceVerdictRecord {
  /// Judges a reply to a multiple-choice probe.
  init(probeID: Int64, choices: Choices, reply: ModelReply, replyKey: String) {
    let chosen = ChoiceRule.option(in: reply.text, of: choices)
    self.init(
      probeID: probeID, replyKey: replyKey, chosen: chosen, isCorrect: chosen == choices.correct)
  }

  /// Whether another option was chosen than the right one; a reply that names none is no such choice.
  var isWrongChoice: Bool { chosen != nil && !isCorrect }
}

extension Probe {
  /// Whether the reply is judged: there is a right answer to judge by, or it is a caption whose mentions are.
  var isJudged: Bool { label != nil || choices != nil || caption != nil }
}
