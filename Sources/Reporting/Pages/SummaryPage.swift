import Probing

/// The first page: the verdict in words, the pictures that carry it, the numbers, the record.
struct SummaryPage {
  /// What it tells.
  var report: AuditReport

  private var table: ConfusionTable { report.summary.pooled.table }
  private var necessary: TriggerStatistics {
    TriggerStatistics(report.findings.compactMap(\.necessary))
  }
  private var verdict: SummaryVerdict { SummaryVerdict(report: report) }

  /// The values of `index.html`.
  var values: [String: TemplateValue] {
    PageFrame(report: report, place: .summary).values(
      title: "\(report.model) on \(report.probeSet)", description: verdict.headline,
      [
        "headline": .text(verdict.headline),
        "lede": .text(verdict.lede),
        "notices": .list(verdict.notices.map { ["text": .text($0)] }),
        "keys": .list(keys), "hasKeys": .flag(!keys.isEmpty), "isJudged": .flag(isJudged),
        "gallery": Gallery(findings: report.findings).values(
          participle: report.fill.participle, count: report.findings.count,
          judges: Set(report.captionEntries.map(\.judge))),
        "triggers": triggers,
        "server": ServerSection(checks: report.serverChecks, isImported: report.isImported).values,
        "records": FactValues.groups(report.records),
        "reproduceNote": .text(reproduceNote),
        "commands": .list(report.commands.map { ["text": .text($0)] }),
      ].merging(SummaryTables(report: report).values) { own, _ in own }
        .merging(SummaryExtras(report: report).values) { own, _ in own })
  }

  private var reproduceNote: String {
    if report.isImported { return "The replies come from their file again; no model is asked." }
    guard report.commands.first?.contains("--repeat") == true else {
      return
        "The settings in the record and the same probes give the same audit; what the log already "
        + "holds is not asked again."
    }
    return
      "The first command asks all of it anew, from this log alone, and tells what comes out otherwise. The second "
      + "has every setting: with the same probes it goes on with this audit, and what the log already holds is not asked again."
  }

  /// Whether there is a judgment to show, or nothing at all.
  private var isJudged: Bool {
    table.count > 0 || report.findings.isEmpty && report.captions == nil
  }

  private var keys: [[String: TemplateValue]] {
    guard !isJudged else { return judgedKeys + captionKeys + triggerKeys }
    return captionKeys + (necessary.searched > 0 ? triggerKeys : [])
  }

  private var captionKeys: [[String: TemplateValue]] {
    guard let chair = report.captions?.chair else { return [] }
    return [
      ("Mentions of what is not there (CHAIR_i)", "CHAIR_i", chair.instanceRate),
      ("Captions with one (CHAIR_s)", "CHAIR_s", chair.sentenceRate),
    ].map { name, term, estimate in
      [
        "name": .text(name), "term": Glossary.term(term),
        "hot": .flag((estimate.ratio?.numerator ?? 0) > 0), "cool": false,
        "value": .text(estimate.ratio.map { NumberText.percent($0.value) } ?? NumberText.none),
        "note": .optional(text: estimate.ratio.map(EstimateValues.interval)),
      ]
    }
  }

  private var judgedKeys: [[String: TemplateValue]] {
    let rate = report.falseYesRate.ratio
    let f1 = report.summary.pooled.f1.ratio
    return [
      [
        "name": "Absent objects said to be there", "term": Glossary.term("false positives"),
        "hot": .flag((rate?.numerator ?? 0) > 0),
        "cool": false,
        "value": .text(rate.map { NumberText.percent($0.value) } ?? NumberText.none),
        "note": .optional(
          text: rate.map { rate in
            "\(NumberText.count(rate.numerator)) of \(NumberText.count(rate.denominator)), "
              + EstimateValues.interval(rate)
          }),
      ],
      [
        "name": "F1", "term": Glossary.term("F1"), "hot": false, "cool": false,
        "value": .text(f1.map { NumberText.percent($0.value) } ?? NumberText.none),
        "note": .optional(text: f1.map(EstimateValues.interval)),
      ],
    ]
  }

  private var triggerKeys: [[String: TemplateValue]] { TriggerTally.keys(necessary) }

  private var triggers: TemplateValue {
    TriggerTally.section(
      intro:
        "The necessary set is the part of the picture without which the answer flips; the sufficient "
        + "set gives the answer all by itself. A set counts as minimal only when its certificate, "
        + "every region put back in turn, is in the log.",
      caption: "Findings by how the search for their trigger ended", of: report.findings)
  }
}
