import Attribution
import AuditStore
import Foundation
import Imaging
import ModelAPI
import Probing

/// What came of explaining one answer, as the terminal and programs are told.
struct ExplainedAnswer {
  /// The audit of one probe that holds it.
  let audit: AuditRecord
  let question: String
  /// The model's answer, word for word; empty when there is none.
  let reply: ModelReply?
  /// What the rule reads in it, where it was judged; the outer nil: it was not judged.
  let verdict: Answer??
  let rule: String
  /// Nil when the answer is as labeled, or cannot be read.
  let finding: FindingRecord?
  let target: TargetDescription?
  let prior: PriorRecord?
  let triggers: [TriggerRecord]
  let explanation: ExplanationRecord?
  /// What the image adds to the explained tokens, `N_i` of each, in nats; nil before the prior is known.
  let visualGain: VisualGain?
  let requests: RequestCount
  /// The log's head when this was read: its hash commits to all of it.
  let logHead: LogHead?
  /// Which share of the gain over the prior is there on the picture that proves a trigger, by side: the mean
  /// `S_i` over the tokens where it is defined.
  let visualShares: [Trigger.Side: Double]

  /// Reads it from the log.
  ///
  /// - Throws: `LogError`.
  init(audit: AuditRecord, question: String, rule: String, log: AuditLog) throws(LogError) {
    let verdict = try log.verdicts(ofAudit: audit.id, rule: rule).first
    let finding = try log.findings(ofAudit: audit.id).first
    self.audit = audit
    self.question = question
    self.rule = rule
    self.verdict = verdict.map { .some($0.answer) } ?? .none
    self.finding = finding
    if let key = verdict?.replyKey ?? finding?.replyKey {
      reply = try log.reply(key: key)?.reply
    } else {
      reply = nil
    }
    if let targetID = finding?.targetID {
      target = try log.target(id: targetID)
      prior = try log.prior(ofTarget: targetID)
    } else {
      target = nil
      prior = nil
    }
    if let finding {
      triggers = try log.triggers(ofFinding: finding.id)
      explanation = try log.explanation(ofFinding: finding.id)
    } else {
      triggers = []
      explanation = nil
    }
    requests = try log.requestCount(ofAudit: audit.id)
    logHead = try log.head()
    let evaluations = try finding?.targetID.map { id throws(LogError) in
      try log.evaluations(ofTarget: id)
    }
    if let prior, let whole = explanation?.explanation.insertion.last {
      let gain = VisualGain(whole: whole.probabilities, withoutImage: prior.probabilities)
      visualGain = gain
      visualShares = Dictionary(
        uniqueKeysWithValues: triggers.compactMap { record in
          record.trigger.certificate.first.flatMap { evaluations?[$0.shown] }
            .flatMap { gain.meanShare(of: $0.probabilities) }.map { (record.trigger.side, $0) }
        })
    } else {
      visualGain = nil
      visualShares = [:]
    }
  }

  /// For a person, a line each.
  func lines(logPath: String) -> [String] {
    var lines = [
      "question    \(question.printable)",
      "answer      \(String((reply?.text ?? "").drop { $0 == " " }).printable)",
    ]
    guard let finding else {
      let reason =
        switch verdict {
        case .some(.none): "neither a yes nor a no under the rule \(rule)"
        case .some(.some): "as labeled"
        case .none: "not given"
        }
      return lines + ["verdict     \(reason): there is nothing to explain"] + headLines
    }
    if let said = finding.kind.said {
      lines.append(
        "verdict     \(finding.kind.rawValue)"
          + (finding.confidence.map { ", p(\(said)) = \(fixed($0))" } ?? ""))
    }
    if let problem = finding.problem, finding.state == .failed {
      return lines + ["problem     \(problem.printable)", recordLine(finding, logPath)] + headLines
    }
    if let target { lines += explainedLines(target) }
    lines += triggers.map(Self.line)
    if let explanation {
      lines.append(
        "order       insertion AUC \(fixed(explanation.insertionAUC)), deletion AUC"
          + " \(fixed(explanation.deletionAUC)), highest \(fixed(explanation.highest)), influence"
          + " \(fixed(explanation.influence))")
    }
    return lines + ["requests    \(requests.total)", recordLine(finding, logPath)] + headLines
  }

  private var headLines: [String] { logHead.map { ["head        \($0.hash)"] } ?? [] }

  private func recordLine(_ finding: FindingRecord, _ logPath: String) -> String {
    "log         \(logPath), audit \(audit.id), finding \(finding.id)"
  }

  /// What is explained, with what the image adds to it, a line a token where there are several.
  private func explainedLines(_ target: TargetDescription) -> [String] {
    let count = target.tokens.count
    // The whole answer stands above already.
    let said = target.level == .sentence ? "the whole answer" : target.said.printable
    var lines = [
      "explained   \(target.level.rawValue): \(said)" + (count > 1 ? ", \(count) tokens" : "")
    ]
    guard let explanation, let whole = explanation.explanation.insertion.last else { return lines }
    let influences = explanation.explanation.influences
    let gains = visualGain?.perToken ?? []
    let listed = target.tokens.indices.sorted {
      (-influences[$0].influence, $0) < (-influences[$1].influence, $1)
    }.prefix(Self.listedTokens).sorted()
    for index in listed {
      let token = target.tokens[index]
      let gain = gains.indices.contains(index) ? ", image adds \(signed(gains[index])) nats" : ""
      lines.append(
        "            \(token.text.printable.quoted) p = \(fixed(whole.probabilities[index]))\(gain),"
          + " influence \(fixed(influences[index].influence))")
    }
    if listed.count < target.tokens.count {
      lines.append("            (those of the largest influence; --json has all)")
    }
    return lines
  }

  /// How many tokens are listed for a person.
  private static let listedTokens = 10

  private static func line(_ record: TriggerRecord) -> String {
    let trigger = record.trigger
    let title = "\(trigger.side)" + (trigger.side == .necessary ? "   " : "  ")
    guard trigger.status == .found else { return title + trigger.status.rawValue }
    let regions = trigger.regions.regions.map(String.init).joined(separator: ", ")
    let said = record.verification?.answer.map { ", verified: the model says \($0)" } ?? ""
    return "\(title)regions \(regions): \(percent(record.area)) of the image,"
      + " \(trigger.minimality.rawValue)\(said)"
  }
}

extension String {
  /// The text in quotation marks.
  var quoted: String { "\"\(self)\"" }
}

/// A number with its sign and two decimals.
func signed(_ value: Double) -> String {
  let text = fixed(value, 2)
  return text == "-0.00" ? "+0.00" : (text.hasPrefix("-") ? "" : "+") + text
}
