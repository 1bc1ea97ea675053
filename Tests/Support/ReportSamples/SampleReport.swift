import Attribution
import AuditStore
import Imaging
import Probing

@testable import Reporting

/// A hand-made audit that shows every kind of finding: what golden pages and screenshots are made of.
struct SampleReport: ReportSource {
  /// Drawn once for all tests.
  private static let sharedScenes = [0, 34, 16].map(SampleScene.init)

  var scenes: [SampleScene] { Self.sharedScenes }

  func png(_ image: ReportImage) -> [UInt8] {
    let index = scenes.indices.first { Self.digest($0) == image.digest } ?? 0
    return PlainPNG.encode(scenes[index].image)
  }

  private static let sharedSummary = ProbeSummary(verdicts, seed: 7)

  func report() -> any ReportContents { audit() }

  func audit() -> AuditReport {
    let verdicts = Self.verdicts
    let absent = verdicts.filter { $0.label == .no }
    return AuditReport(
      auditID: 3, model: "tiny-llava", probeSet: "bundled probes", version: "0.1.0",
      progress: .init(isFinished: true, planned: 96, judged: 96, failed: 0), rule: "hallux",
      summary: Self.sharedSummary, captions: Self.captionFigures,
      captionEntries: captionEntries(),
      falseYesRate: .ratio(
        Ratio(
          numerator: absent.filter { $0.answer == .yes }.count, denominator: absent.count,
          interval: ConfidenceInterval(
            low: 0.086, high: 0.231, method: .clusterRobust(images: 16)), wilson: nil)),
      objects: Self.objects,
      fill: FillLook(name: "black"),
      serverChecks: ServerChecksReport(
        passed: 17, notApplicable: 2,
        doubts: [
          .init(
            check: "log-probabilities", isFailure: true, finding: "top_logprobs 5 at most",
            consequence: "A token below the first 5 is only bounded by the smallest one shown."),
          .init(
            check: "context length", isFailure: false, finding: "the server does not say",
            consequence: nil),
        ], time: "2026-11-22 09:14:01 UTC", isProcessed: false),
      records: [
        FactGroup(
          title: "Cost",
          facts: [
            Fact("replies", "96"), Fact("evaluations", "612"), Fact("requests in all", "708"),
          ]),
        FactGroup(
          title: "Manifest",
          facts: [
            Fact("model", "tiny-llava"), Fact("probe set", "bundled probes"),
            Fact("probe set digest", "9f2c6a41d0b7e85c"), Fact("begun", "2026-11-22 09:14:03 UTC"),
            Fact("finished", "2026-11-22 09:21:47 UTC"),
          ]),
      ],
      commands: ["hallux audit probes/bundled.jsonl --model tiny-llava"],
      findings: (0..<5).map(entry))
  }

  func finding(_ entry: FindingEntry) -> FindingReport {
    let index = Int(entry.id) - 11
    guard index < scenes.count else { return unexplained(entry) }
    let scene = scenes[index]
    return FindingReport(
      entry: entry, model: "tiny-llava",
      probe: Probe(
        id: "q-\(entry.id)", imageName: "kitchen-0\(index).png", question: entry.question,
        object: entry.object, label: entry.said.answer?.opposite,
        splits: ["adversarial", "popular"],
        planted: entry.said == .wrong(.no)
          ? nil
          : PlantedCause(rule: "bowl in kitchen -> spoon", cause: "bowl", causeAnnotationID: 4)),
      reply: entry.said == .wrong(.yes) ? "Yes, there is a spoon in the image." : "No.",
      answerShares: AnswerShares(
        yes: 0.982, no: 0.017, other: 0.001, isNoBounded: index == 1, isOtherBounded: index == 1),
      verdicts: [
        RuleVerdict(rule: "hallux", answer: entry.said.answer),
        RuleVerdict(rule: "pope", answer: entry.said.answer),
        RuleVerdict(rule: "first-token", answer: nil),
      ],
      regions: ReportRegions(method: "slico-connected/64", labels: scene.labels),
      fill: FillLook(name: "black"), maskedPictures: [:], hiddenLook: .color("#000000"),
      explanation: explanation(scene, hasBounds: index == 2),
      necessary: necessary(index), sufficient: sufficient(index),
      truth: GroundTruth(
        width: SampleScene.side, height: SampleScene.side,
        objects: [
          .init(name: "bowl", left: 17, top: 76, width: 42, height: 26),
          .init(name: "cup", left: 91, top: 84, width: 18, height: 21),
        ],
        cause: scene.bowl.outline(of: RegionSet(regionCount: 2, [1]))),
      evaluationCount: 153, problem: nil,
      commands: ["hallux explain kitchen-0\(index).png --ask 'Is there a spoon in the image?'"])
  }

  private func entry(_ index: Int) -> FindingEntry {
    let isMiss = index == 2
    return FindingEntry(
      id: Int64(11 + index), auditID: 3, kind: isMiss ? .falseNegative : .falsePositive,
      imageName: index < scenes.count ? "kitchen-0\(index).png" : "lost.png",
      splits: index < scenes.count ? ["adversarial", "popular"] : [],
      question: isMiss ? "Is there a cup in the image?" : "Is there a spoon in the image?",
      object: isMiss ? "cup" : "spoon", said: .wrong(isMiss ? .no : .yes),
      confidence: index == 4 ? nil : 0.982 - 0.11 * Double(index),
      isConfidenceBounded: index == 3,
      image: index < scenes.count
        ? ReportImage(digest: Self.digest(index), width: SampleScene.side, height: SampleScene.side)
        : nil,
      necessary: index < scenes.count
        ? triggerEntry(necessary(index), index, isMiss: isMiss) : nil,
      sufficient: index < scenes.count
        ? triggerEntry(sufficient(index), index, isMiss: isMiss) : nil)
  }

  private func triggerEntry(
    _ report: TriggerReport?, _ index: Int, isMiss: Bool
  ) -> TriggerEntry? {
    guard let report else { return nil }
    return TriggerEntry(
      status: report.trigger.status, minimality: report.trigger.minimality,
      size: report.trigger.regions.count, area: report.area,
      outline: OutlinePath.data(of: report.trigger.regions, in: scenes[index].labels),
      saying: report.verification.map(SaidWords.wrong(isMiss ? .no : .yes).saying))
  }

  private func unexplained(_ entry: FindingEntry) -> FindingReport {
    FindingReport(
      entry: entry, model: "tiny-llava",
      probe: Probe(
        id: "q-\(entry.id)", imageName: "lost.png", question: entry.question, object: entry.object,
        label: .no),
      reply: "Yes", answerShares: nil, verdicts: [RuleVerdict(rule: "hallux", answer: .yes)],
      regions: nil, fill: FillLook(name: "black"), maskedPictures: [:], explanation: nil,
      necessary: nil, sufficient: nil, truth: nil, evaluationCount: 0,
      problem: "the server answered 500 twice", isFailed: true, commands: [])
  }

  static func digest(_ index: Int) -> String { "\(index)a4f1c09b7e2d" }

  /// 16 pictures with 6 questions each, half of them about what is not there.
  private static let verdicts: [Verdict] = (0..<96).map { number in
    let label: Answer = number % 2 == 0 ? .yes : .no
    let isWrong = number % 13 == 1 || number % 17 == 3
    let splits = [["random"], ["popular"], ["adversarial"]][number % 3]
    return Verdict(
      imageName: "kitchen-\(number / 6).png",
      question: "Is there a thing-\(number % 6) in the image?",
      label: label, answer: number == 50 ? nil : isWrong ? label.opposite : label,
      splits: label == .yes ? ["random", "popular", "adversarial"] : splits)
  }
}
