import Attribution
import AuditStore
import Codecs
import Imaging
import ModelAPI
import Probing

/// Reads the evidence of one finding from the log.
struct FindingReader {
  /// Where it is read.
  let source: LogSource
  /// The finding.
  let finding: FindingRecord
  /// The probe that it is about.
  let probe: ProbeRecord

  private var log: AuditLog { source.log }

  /// What lists show, all but the outlines: those need the regions, which are read with the evidence.
  func entry() throws(ReportError) -> FindingEntry {
    let evidence = try words()
    let said = evidence.said
    var entries: [Trigger.Side: TriggerEntry] = [:]
    for record in evidence.triggers {
      entries[record.trigger.side] = TriggerEntry(
        status: record.trigger.status, minimality: record.trigger.minimality,
        size: record.trigger.regions.count, area: record.area,
        saying: try spoken(record.verification).map(said.saying))
    }
    let decisive = try decisive()
    let (log, finding) = (log, finding)
    return FindingEntry(
      id: finding.id, auditID: finding.auditID, kind: finding.kind,
      imageName: Redaction.fileName(probe.probe.imageName), splits: probe.probe.splits,
      question: try sentence() ?? probe.probe.question,
      object: try mention()?.object ?? probe.probe.object,
      said: said,
      confidence: finding.confidence
        ?? (finding.mentionID == nil ? evidence.wholeProbability : evidence.reachProbability),
      isConfidenceBounded: finding.confidence == nil
        ? evidence.isWholeBounded
        : decisive?.boundedShares.contains(finding.kind.said == .no ? .no : .yes) == true,
      image: try image(),
      cause: try reading { () throws(LogError) in
        try log.diagnosis(ofFinding: finding.id)?.diagnosis.cause
      },
      standing: source.adjudications(of: finding)?.standing,
      necessary: entries[.necessary], sufficient: entries[.sufficient],
      meanCount: finding.confidence == nil ? evidence.target?.tokens.count ?? 1 : 1)
  }

  /// The verdict that makes it a finding; nil where nothing was judged.
  private func decisive() throws(ReportError) -> VerdictRecord? {
    try source.deciding(ofProbe: probe.id)
  }

  /// What people said.
  private var judgments: [Fact] {
    guard let subject = source.adjudications(of: finding) else { return [] }
    let current = Set(subject.current.map(\.id))
    return subject.history.map { word in
      Fact(
        word.judgment.rawValue,
        "\(word.author), \(AuditFacts.time(word.decidedAt))"
          + (current.contains(word.id) ? "" : ", superseded since")
          + ": \(Redaction.message(word.reason))")
    }
  }

  /// Everything.
  func report(_ entry: FindingEntry) throws(ReportError) -> FindingReport {
    let evidence = try evidence()
    let verdicts = try source.verdicts(ofProbe: probe.id)
    let decisive = try decisive()
    var triggers: [Trigger.Side: TriggerReport] = [:]
    for record in evidence.triggers {
      triggers[record.trigger.side] = try trigger(record, evidence)
    }
    let (log, findingID) = (log, finding.id)
    let explanation = try reading { () throws(LogError) in
      try log.explanation(ofFinding: findingID)
    }
    let (pictures, look) = try maskedPictures(evidence, entry.image)
    var shown = probe.probe
    shown.imageName = Redaction.fileName(shown.imageName)
    shown.id = Redaction.fileName(shown.id)
    var entry = entry
    for record in evidence.triggers {
      guard let labels = evidence.regions?.labels else { continue }
      entry.setOutline(
        OutlinePath.data(of: record.trigger.regions, in: labels), of: record.trigger.side)
    }
    return FindingReport(
      entry: entry, model: source.record.manifest.model.name, probe: shown,
      reply: try text(ofReply: decisive?.replyKey ?? finding.replyKey),
      answerShares: decisive.flatMap(Self.shares), tokens: evidence.tokens,
      caption: try caption(),
      verdicts: verdicts.map { RuleVerdict(rule: $0.rule, answer: $0.answer) },
      regions: evidence.regions, fill: evidence.fill,
      maskedPictures: pictures, hiddenLook: look,
      explanation: explanation.map { Self.explanation($0, of: evidence) },
      necessary: triggers[.necessary], sufficient: triggers[.sufficient],
      truth: source.groundTruth(probe.probe),
      evaluationCount: evidence.evaluations.count,
      problem: finding.problem.map(Redaction.message), isFailed: finding.state == .failed,
      commands: commands(
        shown, hasCertificate: triggers.values.contains { !$0.trigger.certificate.isEmpty }),
      isImported: ReportCommands(settings: source.settings).isImported,
      reachProbability: finding.mentionID == nil ? nil : evidence.reachProbability,
      isReachBounded: evidence.isWholeBounded,
      judgments: judgments)
  }

  /// The commands that ask again.
  private func commands(_ probe: Probe, hasCertificate: Bool) -> [String] {
    let recheck = hasCertificate ? ["hallux explain --recheck \(finding.id)"] : []
    // Of a choice the token with the letter is explained, which no flag names.
    if probe.choices != nil { return recheck }
    guard probe.caption != nil else {
      return [ReportCommands(settings: source.settings).explain(probe)]
    }
    return recheck + [
      "hallux captions \(finding.auditID) --json --image " + ReportCommands.quoted(probe.imageName)
    ]
  }

  /// What is explained, the triggers, and how likely the whole image makes it.
  private func words() throws(ReportError) -> FindingEvidence {
    let (log, finding) = (log, finding)
    var evidence = FindingEvidence(
      fill: FillLook(name: source.settings.fill ?? "black"),
      said: finding.kind.said.map(SaidWords.wrong) ?? .explained(""))
    evidence.triggers = try reading { () throws(LogError) in
      try log.triggers(ofFinding: finding.id)
    }
    if let mention = try mention() {
      evidence.said = .mention(mention.words, isWrong: finding.kind == .hallucinatedMention)
    }
    guard let targetID = finding.targetID,
      let target = try reading({ () throws(LogError) in try log.target(id: targetID) })
    else { return evidence }
    if finding.mentionID == nil, finding.kind.said == nil || target.level != .firstToken {
      evidence.said = .explained(target.said)
    }
    evidence.fill = FillLook(name: target.fill)
    evidence.target = target
    if finding.confidence == nil || finding.mentionID != nil {
      evidence.whole = try reading { () throws(LogError) in
        try log.wholeEvaluation(ofTarget: targetID)
      }
    }
    return evidence
  }

  /// The same with the regions, the evaluations and the tokens, as far as the log has them.
  private func evidence() throws(ReportError) -> FindingEvidence {
    let (log, finding) = (log, finding)
    var evidence = try words()
    guard let targetID = finding.targetID, let target = evidence.target else { return evidence }
    evidence.evaluations = try reading { () throws(LogError) in
      try log.evaluations(ofTarget: targetID)
    }
    evidence.regions = try reading({ () throws(LogError) in
      try log.labelMap(digest: target.labelMapDigest)
    }).map { ReportRegions(method: $0.method, labels: $0.labelMap) }
    evidence.whole = evidence.regions.flatMap {
      evidence.evaluations[RegionSet.all(regionCount: $0.labels.regionCount)]
    }
    let prior = try reading { () throws(LogError) in try log.prior(ofTarget: targetID) }
    evidence.readTokens(target.tokens.map(\.text), prior: prior)
    return evidence
  }

  /// The mention that it is about; nil where it is about the whole answer.
  private func mention() throws(ReportError) -> MentionRecord? {
    guard let id = finding.mentionID else { return nil }
    let log = log
    return try reading { () throws(LogError) in try log.mention(id: id) }
  }

  /// The sentence of the caption that the mention stands in: what tells one mention's page from another's.
  private func sentence() throws(ReportError) -> String? {
    guard let mention = try mention() else { return nil }
    let text = try text(ofReply: finding.replyKey)
    guard let range = text.range(utf8Offsets: mention.range) else { return nil }
    let ends: (Character) -> Bool = { ".!?\n".contains($0) }
    let start = text[..<range.lowerBound].lastIndex(where: ends).map(text.index(after:))
    let end = text[range.upperBound...].firstIndex(where: ends)
    let sentence = text[(start ?? text.startIndex)..<(end.map(text.index(after:)) ?? text.endIndex)]
    return Words.excerpt(String(sentence.drop(while: \.isWhitespace)), limit: 120)
  }

  /// The caption that the mention stands in.
  private func caption() throws(ReportError) -> CaptionReport? {
    guard let mentionID = finding.mentionID else { return nil }
    let (log, finding, probeID) = (log, finding, probe.id)
    let mentions = try reading { () throws(LogError) in try log.mentions(ofProbe: probeID) }
    let record = try reading { () throws(LogError) in
      try log.caption(ofProbe: probeID)
    }
    var rewritten: [CaptionReport.Rewritten] = []
    for recaption in try reading({ () throws(LogError) in
      try log.recaptions(ofFinding: finding.id)
    }) {
      rewritten.append(
        CaptionReport.Rewritten(record: recaption, text: try text(ofReply: recaption.replyKey)))
    }
    return CaptionReport(
      text: try text(ofReply: finding.replyKey), mentions: mentions, mentionID: mentionID,
      judge: record?.judge ?? .annotations,
      diagnosis: try reading { () throws(LogError) in try log.diagnosis(ofFinding: finding.id) },
      evidence: try reading { () throws(LogError) in try log.evidence(ofFinding: finding.id) },
      path: try evidencePath(mentions), rewritten: rewritten)
  }

  /// Where the explained mentions of the caption have their evidence, in the caption's order.
  private func evidencePath(_ mentions: [MentionRecord]) throws(ReportError) -> [EvidenceStop] {
    let (log, probeID) = (log, probe.id)
    let evidence = try reading { () throws(LogError) in try log.evidence(ofProbe: probeID) }
    return mentions.compactMap { mention in
      evidence[mention.id].flatMap { evidence in
        evidence.center.map { center in
          EvidenceStop(
            mentionID: mention.id, place: center, distance: evidence.distance,
            isJump: evidence.isJump)
        }
      }
    }
  }

  private func image() throws(ReportError) -> ReportImage? {
    guard let digest = probe.imageDigest else { return nil }
    // A small picture stands in the page at the size of the whole one.
    return try source.pictures.image(digest)
  }

  /// The pictures that prove the triggers, composed as the model saw them, and what hidden regions look like;
  /// no pictures for black, which pages draw over the picture.
  private func maskedPictures(
    _ evidence: FindingEvidence, _ image: ReportImage?
  ) throws(ReportError) -> ([Trigger.Side: MaskedPicture], HiddenLook?) {
    guard let fill = Fill(rawValue: evidence.fill.name), let image,
      let labels = evidence.regions?.labels
    else { return ([:], nil) }
    guard fill != .black else { return ([:], .color("#000000")) }
    guard try source.pictures.isWhole(image) else { return ([:], nil) }
    let picture: RGBImage
    do { picture = try PNGCodec.decode(try source.png(image), name: image.digest) } catch {
      throw ReportError(.log, "audit log \(log.path): image \(image.digest): \(error)")
    }
    let composer = MaskedImageComposer(image: picture, labels: labels, fill: fill)
    var pictures: [Trigger.Side: MaskedPicture] = [:]
    for trigger in evidence.triggers.map(\.trigger) where !trigger.regions.isEmpty {
      let isNecessary = trigger.side == .necessary
      let shown = isNecessary ? trigger.regions.complement : trigger.regions
      pictures[trigger.side] = MaskedPicture(composer.image(showing: shown))
    }
    return (pictures, HiddenLook(composer.filledImage, fill: fill))
  }

  private func trigger(
    _ record: TriggerRecord, _ evidence: FindingEvidence
  ) throws(ReportError) -> TriggerReport {
    let proof = record.trigger.certificate.first.flatMap { evidence.evaluations[$0.shown] }
    var lines: [SpokenReply?] = []
    for verification in record.certificateVerifications {
      lines.append(try spoken(verification))
    }
    return TriggerReport(
      trigger: record.trigger, area: record.area, noiseFloor: record.noiseFloor,
      verification: try spoken(record.verification), lineVerifications: lines,
      probability: proof?.meanProbability, isProbabilityBounded: proof?.isMeanBounded ?? false,
      tokenProbabilities: proof?.probabilities ?? [])
  }

  private func spoken(_ verification: Verification?) throws(ReportError) -> SpokenReply? {
    guard let verification else { return nil }
    return SpokenReply(
      text: try text(ofReply: verification.replyKey), answer: verification.answer)
  }

  /// What the model said in the reply of that key; empty for no key.
  private func text(ofReply key: String?) throws(ReportError) -> String {
    guard let key else { return "" }
    let log = log
    guard let text = try reading({ () throws(LogError) in try log.replyText(key: key) }) else {
      throw ReportError(.log, "audit log \(log.path): a reply of finding \(finding.id) is missing")
    }
    return text
  }

  private static func shares(_ verdict: VerdictRecord) -> AnswerShares? {
    guard verdict.pYes != nil || verdict.pNo != nil else { return nil }
    return AnswerShares(
      yes: verdict.pYes, no: verdict.pNo, other: verdict.pOther,
      isYesBounded: verdict.boundedShares.contains(.yes),
      isNoBounded: verdict.boundedShares.contains(.no),
      isOtherBounded: verdict.boundedShares.contains(.other))
  }

  private static func explanation(
    _ record: ExplanationRecord, of evidence: FindingEvidence
  ) -> ExplanationReport {
    ExplanationReport(
      explanation: record.explanation, said: evidence.said.text,
      insertionAUC: record.insertionAUC,
      bounds: record.explanation.bounds(in: evidence.evaluations),
      deletionAUC: record.deletionAUC, highest: record.highest, influence: record.influence,
      influenceAUC: record.influenceAUC,
      // Only where a trigger was searched can the answer flip.
      steps: evidence.triggers.isEmpty
        ? nil
        : WalkedSteps(
          order: record.explanation.order, evaluations: evidence.evaluations,
          noiseFloor: evidence.triggers.compactMap(\.noiseFloor).max() ?? 0))
  }
}

/// What the log holds of a finding's explanation.
struct FindingEvidence {
  /// What hidden regions are filled with.
  var fill: FillLook
  /// The answer that is explained.
  var said: SaidWords
  /// What is asked about every masked image; nil when the explanation never began.
  var target: TargetDescription?
  /// The evaluation of the whole image; nil where there is none, or none was needed.
  var whole: Evaluation?
  /// The regions; nil when the explanation never began.
  var regions: ReportRegions?
  /// Every evaluation of the answer, by the regions shown.
  var evaluations: [RegionSet: Evaluation] = [:]
  /// The triggers, the necessary side first.
  var triggers: [TriggerRecord] = []
  /// The explained tokens; empty when the whole image was not evaluated.
  var tokens: [ExplainedToken] = []

  /// How likely an answer without a label was, the mean of its explained tokens; nil for a judged one.
  var wholeProbability: Double? { said.isWrong ? nil : whole?.meanProbability }

  /// How likely the caption comes to a mention on the whole image: the mean of the tokens that lead to it and are it.
  var reachProbability: Double? { whole?.meanProbability }

  /// Whether that is only the most that it can be.
  var isWholeBounded: Bool { whole?.isMeanBounded ?? false }

  /// Reads the explained tokens' probabilities off the whole image's evaluation and the prior.
  mutating func readTokens(_ texts: [String], prior: PriorRecord?) {
    guard let whole, whole.probabilities.count == texts.count else { return }
    tokens = texts.enumerated().map { index, text in
      ExplainedToken(
        text: text, probability: whole.probabilities[index],
        isBounded: whole.boundedTokens.contains(index),
        priorProbability: prior.flatMap {
          $0.probabilities.indices.contains(index) ? $0.probabilities[index] : nil
        }, isPriorBounded: prior?.boundedTokens.contains(index) ?? false,
        withoutPicture: prior?.source == .fill ? "filled picture" : "no picture")
    }
  }
}
