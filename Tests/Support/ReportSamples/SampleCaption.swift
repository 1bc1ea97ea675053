import Attribution
import AuditStore
import Imaging
import Probing

@testable import Reporting

/// An audit of captions with one hallucinated mention: where it comes from, and the captions written anew.
struct SampleCaption: ReportSource {
  var caption: CaptionReport = Self.caption()

  func report() -> any ReportContents { audit() }

  func audit() -> AuditReport { pages.report }

  func finding(_ entry: FindingEntry) -> FindingReport { pages.finding }

  func png(_ image: ReportImage) -> [UInt8] { SampleReport().png(image) }

  static let text = " There is a bowl. A spoon can be seen. A knife lies there."

  static func caption(_ text: String = text) -> CaptionReport {
    func mention(_ id: Int64, _ words: String, _ standing: MentionStanding) -> MentionRecord {
      let start =
        text.utf8.count
        - (text.ranges(of: words).first.map { text[$0.lowerBound...].utf8.count } ?? 0)
      return MentionRecord(
        id: id, probeID: 41, position: Int(id) - 1, object: words, words: words,
        range: start..<start + words.utf8.count, standing: standing, quarter: 1)
    }
    let effect = CutEffect(whole: 0.9, cut: 0.05, text: 0.8, textCut: 0.04, isBounded: false)
    let shown = RegionSet(regionCount: 4, [0, 2, 3])
    return CaptionReport(
      text: text,
      mentions: [
        mention(1, "bowl", .present), mention(2, "spoon", .hallucinated),
        mention(3, "knife", .hallucinated),
      ], mentionID: 2, judge: .annotations,
      diagnosis: DiagnosisRecord(
        findingID: 1,
        diagnosis: Diagnosis(
          whole: 0.9, text: 0.8, isWholeBounded: false, isTextBounded: false, earlier: effect,
          hasTrigger: true, noiseFloor: 0),
        rootID: 1,
        cuts: [
          DiagnosisRecord.Cut(
            mentionID: 2, earlierID: 1, targetID: 1, cutTargetID: 2, effect: effect, isCause: true)
        ]),
      evidence: MentionEvidence(
        evidence: [0, 2, 0, 0], memory: [0, 1, 0, 0],
        center: MentionEvidence.Place(x: 0.75, y: 0.25),
        overlap: 0, distance: 0.5, isJump: true),
      path: [
        EvidenceStop(
          mentionID: 2, place: MentionEvidence.Place(x: 0.75, y: 0.25), distance: nil, isJump: false
        ),
        EvidenceStop(
          mentionID: 3, place: MentionEvidence.Place(x: 0.25, y: 0.5), distance: 0.5, isJump: true),
      ],
      rewritten: [
        CaptionReport.Rewritten(
          record: RecaptionRecord(
            findingID: 1, removed: .trigger, shown: shown, area: 0.25, replyKey: "a",
            fate: .replaced(by: "fork")),
          text: " There is a bowl. A fork can be seen. A knife lies there."),
        CaptionReport.Rewritten(
          record: RecaptionRecord(
            findingID: 1, removed: .randomArea, shown: shown, area: 0.25, replyKey: "b",
            fate: .stillThere), text: text),
      ])
  }

  func fullCaption(_ entry: CaptionEntry) -> FullCaption { SampleReport().fullCaption(entry) }

  var pages: (report: AuditReport, finding: FindingReport) {
    let source = SampleReport()
    var report = source.audit()
    var finding = source.finding(report.findings[0])
    finding.entry.said = .mention("spoon", isWrong: true)
    finding.entry.kind = .hallucinatedMention
    finding.entry.question = CaptionTask.prompt
    finding.entry.object = "spoon"
    finding.entry.confidence = 0.93
    finding.probe.question = finding.entry.question
    finding.probe.label = nil
    finding.probe.planted = nil
    finding.reply = caption.text
    finding.answerShares = nil
    finding.verdicts = []
    finding.caption = caption
    finding.tokens = [ExplainedToken(text: " spoon", probability: 0.9, priorProbability: 0.8)]
    finding.truth = nil
    finding.commands = ["hallux explain --recheck 1"]
    report.findings = [finding.entry]
    report.summary = ProbeSummary([], seed: 7)
    report.objects = SampleReport.objects.map { entry in
      var entry = entry
      entry.findings = entry.findings.filter { $0 == 0 }
      return entry
    }
    report.probeSet = "captions of bundled"
    var figures = CaptionFigures(count: 4, judged: 12, hallucinated: 2)
    figures.chair = CHAIR(
      [Caption(imageID: nil, imageName: "a.png", text: "A bowl. A spoon.")],
      truth: ImageObjects(instances: ["a.png": ["bowl"]], variant: .fixed), variant: .fixed,
      truncation: .none, seed: 7)
    figures.causes = [.visual: 1, .snowball: 1]
    figures.vanished = (1, 1)
    figures.vanishedAtRandom = (0, 1)
    report.captions = figures
    return (report, finding)
  }
}
