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
    let mentions = [
      SampleReport.mention(1, "bowl", .present, in: text),
      SampleReport.mention(2, "spoon", .hallucinated, in: text),
      SampleReport.mention(3, "knife", .hallucinated, in: text),
    ]
    let explained = SampleReport.explained(
      mentions[1], finding: 1, x: 0.75, isJump: true, in: text)
    return CaptionReport(
      text: text, mentions: mentions, mentionID: 2, judge: .annotations,
      diagnosis: explained.diagnosis, evidence: explained.evidence,
      path: [
        EvidenceStop(
          mentionID: 2, place: MentionEvidence.Place(x: 0.75, y: 0.25), distance: nil, isJump: false
        ),
        EvidenceStop(
          mentionID: 3, place: MentionEvidence.Place(x: 0.25, y: 0.5), distance: 0.5, isJump: true),
      ], rewritten: explained.rewritten)
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
    figures.chair = SampleReport.captionFigures.chair
    figures.causes = [.visual: 1, .snowball: 1]
    figures.vanished = (1, 1)
    figures.vanishedAtRandom = (0, 1)
    report.captions = figures
    return (report, finding)
  }
}
