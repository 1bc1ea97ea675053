import Attribution
import Imaging
import ModelAPI
import Probing

@testable import AuditStore

/// Findings with every kind of value and every kind of gap.
enum QueryRows {
  static let objects = [
    nil, "spoon", "Spoon", "fork", "dining table", "it's; \"x\"", "\u{E9}clair", "e\u{301}clair",
    "50%", "", "_", "\u{C4}PFEL", "\u{E4}pfel", "\u{1B}[31mred\nline", "7", "null", "a\\b",
    "\u{1F333}",
  ]
  static let models = ["tiny-llava", "Other-Model", "mod\u{E8}le"]
  static let rules = [nil, nil, "bowl -> spoon", "Cup -> 100 %"]

  /// Records audits of 300 probes, each with a finding.
  static func record(in log: AuditLog, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    try log.record(image: Sample.image)
    try log.record(labelMap: Sample.labelMap, digest: "2222", method: "grid/2")
    for (number, name) in models.enumerated() {
      var manifest = Sample.manifest(key: "audit \(number)")
      manifest.model.name = name
      let probes = (0..<100).map { probe($0, &random) }
      let audit = try log.beginAudit(manifest, probes: probes, at: Sample.time)
      let modelID = try log.modelID(of: manifest.model)
      try log.record(reply: Sample.reply(key: name, modelID: modelID))
      let targets = try self.targets(in: log, modelID: modelID)
      for probe in try log.probes(ofAudit: audit.id) {
        if random.index(below: 3) > 0 {
          try log.setImage(Sample.image.digest, forProbe: probe.id)
        }
        let kind = probe.probe.choices == nil ? random.element(FindingKind.allCases) : .wrongChoice
        if probe.probe.choices != nil {
          try log.record(
            choiceVerdict: ChoiceVerdictRecord(
              probeID: probe.id, replyKey: name, chosen: random.element([nil, 0, 1]),
              isCorrect: false))
        }
        let finding = try log.recordFinding(
          audit: audit.id, probe: probe.id, kind: kind, confidence: random.share)
        for author in ["A", "B \u{1B}"] where random.index(below: 4) == 0 {
          try log.record(
            adjudications: [
              Adjudication(
                probeID: probe.id, findingID: random.element([nil, finding.id]),
                judgment: random.element(LabelJudgment.allCases), reason: "r", author: author)
            ], at: Sample.time)
        }
        guard random.index(below: 4) > 0 else { continue }
        try log.setTarget(random.element(targets), forFinding: finding.id)
        try explain(finding.id, in: log, &random)
      }
    }
  }

  private static func probe(_ index: Int, _ random: inout SplitMix64) -> Probe {
    let object = random.element(objects)
    let hasChoices = random.index(below: 8) == 0
    return Probe(
      id: "\(index)",
      imageName: "COCO_val2014_000\(300 + index / 2).\(random.element(["jpg", "PNG"]))",
      question: "Is there a \(object ?? "thing")?", object: object,
      label: hasChoices ? nil : random.element([.yes, .no, nil]),
      planted: random.element(rules).map {
        PlantedCause(rule: $0, cause: "bowl", causeAnnotationID: nil)
      },
      choices: hasChoices ? Choices(options: ["left", "Right"], correct: 0) : nil)
  }

  private static func targets(in log: AuditLog, modelID: Int64) throws -> [Int64] {
    try TokenLevel.allCases.enumerated().map { index, level in
      var target = Sample.target(key: "\(modelID) \(level)", modelID: modelID)
      target.level = level
      target.said = index.isMultiple(of: 2) ? "yes" : "a \(level.rawValue)"
      let id = try log.targetID(of: target)
      try log.record(
        evaluations: Array(EvaluationTests.answers.prefix(index)), target: id, at: Sample.time)
      return id
    }
  }

  private static func explain(_ id: Int64, in log: AuditLog, _ random: inout SplitMix64) throws {
    if random.index(below: 3) > 0 {
      var explanation = Sample.explanation(finding: id)
      explanation.insertionAUC = random.share ?? 1
      explanation.deletionAUC = random.share ?? 0
      explanation.influence = Double(random.index(below: 9)) / 4 - 0.5
      try log.record(explanation: explanation)
    }
    if random.index(below: 3) > 0 {
      let sample = Sample.trigger(finding: id)
      let size = random.index(below: 4)
      var trigger = sample
      trigger.trigger = Trigger(
        side: .necessary, status: random.element(Trigger.Status.allCases),
        regions: RegionSet(regionCount: 3, 0..<size),
        minimality: random.element(Trigger.Minimality.allCases), certificate: [],
        start: "leave-one-out", evaluationCount: 9)
      trigger.area = Double(size) / 10
      trigger.certificateVerifications = []
      try log.record(trigger: trigger)
    }
    try log.setState(random.element(FindingRecord.State.allCases), forFinding: id)
  }
}

extension SplitMix64 {
  /// One of the elements.
  mutating func element<Element>(_ elements: [Element]) -> Element {
    elements[index(below: elements.count)]
  }

  /// A share in tenths, so that some are equal; now and then none.
  fileprivate var share: Double? {
    mutating get {
      let tenths = index(below: 12)
      return tenths > 10 ? nil : Double(tenths) / 10
    }
  }
}
