import Attribution
import Imaging
import Probing

/// What is on record about a finding: the probe, the numbers, the cost.
struct FindingRecordFacts {
  /// The finding.
  var finding: FindingReport

  /// The facts in groups.
  var groups: [FactGroup] {
    [
      FactGroup(title: "The probe", facts: probe),
      FactGroup(title: "The attribution", facts: attribution),
      FactGroup(title: "The searches", facts: searches),
      FactGroup(title: "What people say of the label", facts: finding.judgments),
    ]
  }

  private var probe: [Fact] {
    var facts = [
      Fact("finding", "\(finding.entry.id), of audit \(finding.entry.auditID)"),
      Fact("probe", finding.probe.id),
      Fact(
        "picture",
        finding.probe.imageName
          + (finding.entry.image.map { ", \($0.width)\u{00D7}\($0.height) pixels" } ?? "")
          + (burnt.map { ", \($0) burnt in" } ?? "")),
    ]
    if !finding.probe.splits.isEmpty {
      facts.append(Fact("splits", finding.probe.splits.joined(separator: ", ")))
    }
    if let planted = finding.probe.planted {
      facts.append(Fact("planted rule", planted.rule))
      facts.append(Fact("planted cause", planted.cause))
    }
    return facts
  }

  /// The boxes in the picture, in words; nil for none.
  private var burnt: String? {
    guard let count = finding.entry.image?.boxCount, count > 0 else { return nil }
    return NumberText.count(count, "box", "boxes")
  }

  private var attribution: [Fact] {
    guard let report = finding.explanation else { return [] }
    func atMost(_ value: Double, _ isBounded: Bool) -> String {
      NumberText.atMost(NumberText.fixed(value, decimals: 3), isBounded)
    }
    let bounds = report.bounds
    let grounds = bounds.areDifferencesBounded ? ", from bounds" : ""
    return [
      Fact("insertion AUC", atMost(report.insertionAUC, bounds.insertionIsBounded)),
      Fact("deletion AUC", atMost(report.deletionAUC, bounds.deletionIsBounded)),
      Fact("highest", atMost(report.highest, bounds.insertionIsBounded)),
      Fact("influence", atMost(report.influence, false) + grounds),
      Fact("influence, by area", atMost(report.influenceAUC, false) + grounds),
    ]
  }

  private var searches: [Fact] {
    var facts: [Fact] = []
    if let regions = finding.regions {
      facts.append(
        Fact("regions", "\(NumberText.count(regions.labels.regionCount)), \(regions.method)"))
      facts.append(Fact("fill", finding.fill.name))
    }
    if let explanation = finding.explanation?.explanation {
      facts.append(
        Fact(
          "order",
          "\(explanation.search), \(NumberText.count(explanation.evaluationCount, "evaluation"))"))
    }
    for trigger in [finding.necessary, finding.sufficient].compactMap({ $0?.trigger }) {
      facts.append(Fact("\(trigger.side.rawValue) set", outcome(trigger)))
    }
    if let noise = finding.necessary?.noiseFloor ?? finding.sufficient?.noiseFloor {
      facts.append(Fact("noise floor", NumberText.nats(noise)))
    }
    if finding.evaluationCount > 0 {
      facts.append(Fact("requests in all", NumberText.count(finding.evaluationCount)))
    }
    return facts
  }

  private func outcome(_ trigger: Trigger) -> String {
    var parts = [Words.status(trigger.status, side: trigger.side)]
    if !trigger.regions.isEmpty {
      parts.append(NumberText.count(trigger.regions.count, "region"))
      parts.append(Words.minimality(trigger.minimality))
      parts.append("from \(trigger.start)")
    }
    parts.append(NumberText.count(trigger.evaluationCount, "evaluation"))
    return parts.joined(separator: ", ")
  }
}
