public import Probing

/// Two audits on the same probes, side by side: what changed, by how much, and whether chance alone would do it.
public struct AuditComparison: Sendable {
  /// The first audit.
  public let before: ComparedAudit
  /// The second audit.
  public let after: ComparedAudit
  /// The parse rule of the verdicts.
  public let rule: String
  /// Which probes are the same.
  public let pairing: ProbePairing
  /// Matched yes/no probes, and multiple-choice ones, that only one of the audits has a verdict on.
  public let unanswered: Int
  /// The numbers of yes/no probes that both have a verdict on, under the labels that came with them.
  public let summary: ComparisonSummary
  /// The same under what people said about the labels; nil where nobody said anything.
  public let adjudicated: Adjudicated?
  /// The numbers of multiple-choice questions; nil where there are none.
  public let choices: ChoiceComparison?
  /// The matched probes whose answer changed, in the order of the first audit.
  public let changes: [ChangedAnswer]
  /// The findings on matched probes that only the second audit has, in its probes' order.
  public let newFindings: [ComparedFinding]
  /// The findings on matched probes that only the first audit has.
  public let vanishedFindings: [ComparedFinding]
  /// How many matched probes are findings of the same kind in both.
  public let lastingFindings: Int
  /// The triggers that both audits found for the same answer to the same probe, the least overlap first.
  public let triggers: [TriggerMove]

  /// The numbers under people's judgments of the labels.
  public struct Adjudicated: Sendable {
    /// What was said about the matched probes, in either log.
    public let tally: AdjudicationTally
    /// The numbers of the probes that are left.
    public let summary: ComparisonSummary
  }

  /// Compares two audits, of one log or of two.
  ///
  /// What people said about a label in either log holds for both audits: the label is of the probe, not of the model.
  ///
  /// - Parameters:
  ///   - before: The first audit, and the log that holds it.
  ///   - after: The second audit, and the log that holds it.
  ///   - rule: The parse rule whose verdicts count.
  ///   - seed: The seed of the bootstrap.
  ///   - clusterKey: What goes together in the intervals.
  /// - Throws: ``LogError``.
  public init(
    _ before: (audit: AuditRecord, log: AuditLog), _ after: (audit: AuditRecord, log: AuditLog),
    rule: String, seed: UInt64, clusterKey: ClusterKey = .image
  ) throws(LogError) {
    let first = try ComparedAudit(before.audit, rule: rule, of: before.log)
    let second = try ComparedAudit(after.audit, rule: rule, of: after.log)
    let pairing = ProbePairing(first.candidates, second.candidates)
    let matches = pairing.pairs.map { pair in
      Match(
        before: first.probes[pair.before], after: second.probes[pair.after], first, second)
    }
    let pairs = matches.compactMap(\.verdicts)
    let standings = matches.map(\.standing)
    self.before = first
    self.after = second
    self.rule = rule
    self.pairing = pairing
    unanswered = matches.count { $0.isJudged && $0.verdicts == nil && $0.choices == nil }
    summary = ComparisonSummary(pairs, seed: seed, clusterKey: clusterKey)
    let tally = AdjudicationTally(standings.compactMap { $0 })
    adjudicated =
      tally.count == 0
      ? nil
      : Adjudicated(
        tally: tally,
        summary: ComparisonSummary(
          matches.compactMap(\.adjudicatedVerdicts), seed: seed, clusterKey: clusterKey))
    let choicePairs = matches.compactMap(\.choices)
    choices = choicePairs.isEmpty ? nil : ChoiceComparison(choicePairs, seed: seed)
    changes = matches.compactMap(\.change)
    let mentions = try MentionMatches(
      matches.map { ($0.before, $0.after) }, (before.audit, before.log), (after.audit, after.log))
    newFindings =
      matches.filter { !$0.isLasting }.compactMap { match in
        match.findingAfter.map { ComparedFinding($0, match.after.probe) }
      } + mentions.new
    vanishedFindings =
      matches.filter { !$0.isLasting }.compactMap { match in
        match.findingBefore.map { ComparedFinding($0, match.before.probe) }
      } + mentions.vanished
    lastingFindings = matches.count(where: \.isLasting) + mentions.lasting.count
    var triggers: [TriggerMove] = []
    for (one, two, probe) in mentions.lasting {
      if let move = try TriggerMove((one, before.log), (two, after.log), probe: probe) {
        triggers.append(move)
      }
    }
    for match in matches where match.isLasting {
      guard let one = match.findingBefore, let two = match.findingAfter else { continue }
      if let move = try TriggerMove(
        (one, before.log), (two, after.log), probe: match.before.probe)
      {
        triggers.append(move)
      }
    }
    self.triggers = triggers.sorted {
      ($0.overlap, $0.before.finding, $0.after.finding)
        < ($1.overlap, $1.before.finding, $1.after.finding)
    }
  }
}

extension ComparedAudit {
  fileprivate var candidates: [ProbePairing.Candidate] {
    probes.map { ProbePairing.Candidate(probe: $0.probe, imageDigest: $0.imageDigest) }
  }
}

/// Two probes that are the same, with what each audit made of them.
private struct Match {
  let before: ProbeRecord
  let after: ProbeRecord
  let verdicts: VerdictPair?
  let choices: ChoiceComparison.Pair?
  let findingBefore: FindingRecord?
  let findingAfter: FindingRecord?
  let standing: LabelStanding?

  init(
    before: ProbeRecord, after: ProbeRecord, _ first: ComparedAudit, _ second: ComparedAudit
  ) {
    self.before = before
    self.after = after
    verdicts = first.verdict(on: before).flatMap { one in
      second.verdict(on: after).map { VerdictPair(before: one, after: $0) }
    }
    choices = first.choiceVerdict(on: before).flatMap { one in
      second.choiceVerdict(on: after).map { ChoiceComparison.Pair(before: one, after: $0) }
    }
    findingBefore = first.findings[before.id]
    findingAfter = second.findings[after.id]
    standing = Self.standing(
      first.adjudications[before.id] ?? [], second.adjudications[after.id] ?? [])
  }

  /// What people say in both logs; who spoke in both counts with the word that is later by the clock.
  private static func standing(
    _ first: [AdjudicationRecord], _ second: [AdjudicationRecord]
  ) -> LabelStanding? {
    let words = [first, second].flatMap { AdjudicatedSubject.all($0).flatMap(\.current) }
    let lastWords = Dictionary(grouping: words, by: \.author).compactMapValues { words in
      words.max { ($0.decidedAt, $0.id) < ($1.decidedAt, $1.id) }
    }
    return LabelStanding(lastWords.values.map(\.judgment))
  }

  /// Whether there is a right answer to judge by.
  var isJudged: Bool { before.probe.label != nil || before.probe.choices != nil }

  /// Whether both audits made the same kind of finding of it.
  var isLasting: Bool {
    findingBefore != nil && findingBefore?.kind == findingAfter?.kind
  }

  /// The verdicts under the label that people agree on; nil where the probe is left out.
  var adjudicatedVerdicts: VerdictPair? {
    guard var pair = verdicts else { return nil }
    guard let standing else { return pair }
    guard let label = standing.label(given: pair.before.label) else { return nil }
    pair.before.label = label
    pair.after.label = label
    return pair
  }

  var change: ChangedAnswer? {
    guard let verdicts, verdicts.before.answer != verdicts.after.answer else { return nil }
    return ChangedAnswer(
      imageName: before.probe.imageName, question: before.probe.question,
      object: before.probe.object, label: verdicts.before.label, before: verdicts.before.answer,
      after: verdicts.after.answer, findingBefore: findingBefore?.id,
      findingAfter: findingAfter?.id)
  }
}
