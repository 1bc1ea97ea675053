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
  /// The first regions of the order that cover at least a tenth of the image; nil without an order.
  let front: Front?
  /// The sides whose share rests on bounds.
  let boundedShareSides: Set<Trigger.Side>
  /// Which points of the curves are only bounds; nil without an explanation.
  let bounds: CurveBounds?
  /// The places of the explained tokens whose probability on the whole image is only a bound.
  let boundedTokens: [Int]
  /// Whether the probability of what the model said is only a bound.
  let isConfidenceBounded: Bool
  /// What was found out about the server; nil when it was not examined.
  let serverReport: StoredServerReport?

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
    if let id = audit.serverReportID {
      serverReport = try log.serverReport(id: id)
    } else {
      serverReport = nil
    }
    isConfidenceBounded =
      finding.map { finding in
        verdict?.boundedShares.contains(finding.kind.said == .no ? .no : .yes) == true
      } ?? false
    logHead = try log.head()
    let evaluations = try finding?.targetID.map { id throws(LogError) in
      try log.evaluations(ofTarget: id)
    }
    bounds = explanation.flatMap { record in
      evaluations.map { record.explanation.bounds(in: $0) }
    }
    boundedTokens =
      explanation.flatMap { record in
        evaluations?[RegionSet.all(regionCount: record.explanation.order.count)]?.boundedTokens
      } ?? []
    let isGainBounded = !boundedTokens.isEmpty || prior?.boundedTokens.isEmpty == false
    boundedShareSides = Set(
      triggers.filter { record in
        isGainBounded
          || record.trigger.certificate.first.flatMap { evaluations?[$0.shown] }?.isMeanBounded
            == true
      }.map(\.trigger.side))
    if let prior, let whole = explanation?.explanation.insertion.last {
      let gain = VisualGain(whole: whole.probabilities, withoutImage: prior.probabilities)
      visualGain = gain
      let bounds = bounds
      front = explanation?.explanation.front.map { front in
        Front(
          regionCount: front.regionCount, area: front.area,
          shares: gain.shares(of: front.probabilities),
          isBounded: isGainBounded || bounds?.isBounded(front) == true)
      }
      visualShares = Dictionary(
        uniqueKeysWithValues: triggers.compactMap { record in
          record.trigger.certificate.first.flatMap { evaluations?[$0.shown] }
            .flatMap { gain.meanShare(of: $0.probabilities) }.map { (record.trigger.side, $0) }
        })
    } else {
      visualGain = nil
      front = nil
      visualShares = [:]
    }
  }

  /// The regions in front of an order, and what they bring of each token's gain by themselves.
  struct Front {
    var regionCount: Int
    var area: Double
    /// `S_i` of each explained token; nil where its gain is too small, or nobody knows it.
    var shares: [Double?]
    /// Whether the shares rest on bounds.
    var isBounded: Bool
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
          + (finding.confidence.map {
            ", p(\(said)) \(isConfidenceBounded ? "" : "= ")\(Bound.atMost($0, isConfidenceBounded))"
          } ?? ""))
    }
    if let problem = finding.problem, finding.state == .failed {
      return lines + ["problem     \(problem.printable)", recordLine(finding, logPath)] + headLines
    }
    if let target { lines += explainedLines(target) }
    lines += triggers.map(Self.line)
    if let explanation {
      let (insertion, deletion) = (
        bounds?.insertionIsBounded ?? false, bounds?.deletionIsBounded ?? false
      )
      lines.append(
        "order       insertion AUC \(Bound.atMost(explanation.insertionAUC, insertion)), deletion AUC"
          + " \(Bound.atMost(explanation.deletionAUC, deletion)), highest"
          + " \(Bound.atMost(explanation.highest, insertion)), influence"
          + " \(fixed(explanation.influence))" + (insertion || deletion ? " (from bounds)" : ""))
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
      let isBounded = boundedTokens.contains(index)
      let isPriorBounded = prior?.boundedTokens.contains(index) ?? false
      let gain =
        gains.indices.contains(index)
        ? ", " + Bound.gain(gains[index], whole: isBounded, prior: isPriorBounded) : ""
      lines.append(
        "            \(token.text.printable.quoted) p \(isBounded ? "" : "= ")"
          + "\(Bound.atMost(whole.probabilities[index], isBounded))\(gain),"
          + " influence \(fixed(influences[index].influence))"
          + (bounds?.areDifferencesBounded == true ? " (from bounds)" : ""))
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
