import AuditStore
import ModelAPI
import Probing

extension ProbeReply {
  /// What a parse rule sees of a model's reply.
  init(_ reply: ModelReply) {
    self.init(
      text: reply.text, answerProbabilities: reply.tokens.first.map(AnswerProbabilities.init))
  }
}

extension AnswerProbabilities {
  /// Merges what a server listed for the first token.
  init(_ distribution: TokenDistribution) {
    self.init(
      candidates: distribution.entries.map {
        FirstTokenCandidate(text: $0.token.text, logProbability: $0.logProbability)
      },
      unlistedUpperBound: distribution.unlistedUpperBound)
  }
}

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

extension AnswerShares {
  /// The shares that a verdict was recorded with; nil where the server gave none.
  init?(_ verdict: VerdictRecord) {
    guard let yes = verdict.pYes, let no = verdict.pNo else { return nil }
    self.init(yes: yes, no: no, isBounded: verdict.isBounded)
  }
}
