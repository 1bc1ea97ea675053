public import Attribution
public import AuditStore
import Imaging
import Probing

/// The numbers of one explanation of one finding, read from the log.
public struct ExplanationFigures: Sendable, Hashable {
  /// The finding.
  public var findingID: Int64
  /// The question, word for word.
  public var question: String
  /// The image's name: the findings of one image go together.
  public var imageName: String
  /// Which part of the answer is explained.
  public var level: TokenLevel
  /// The search that made the order.
  public var search: String
  /// The number of regions.
  public var regionCount: Int
  /// Over all explained tokens.
  public var metrics: CurveMetrics
  /// Over the tokens that lose more than 0.2 of probability with the image; nil when there is none.
  public var sensitiveMetrics: CurveMetrics?
  /// Of the mean over the explained tokens.
  public var influence: Influence
  /// The mean `N_i` of the explained tokens, in nats; nil where the prior was not asked for.
  public var visualGain: Double?
  /// The mean `S_i` of the sufficient set over the tokens where it is defined; nil when there is none.
  public var sufficientShare: Double?
  /// The mean `S_i` of what the necessary set leaves, over the tokens where it is defined.
  public var remainingShare: Double?
  /// Whether the finding can be corrected at all: it was judged, and found wrong.
  public var isCorrectable: Bool
  /// The area of the necessary set; nil when none was found.
  public var triggerArea: Double?
  /// The number of its regions.
  public var triggerSize: Int?
  /// Distinct sets that the search for both triggers asked for; nil when none was searched.
  public var triggerEvaluationCount: Int?
  /// The smallest area along the order at which the answer is correct; nil when it never is.
  public var orderArea: Double?
  /// The number of regions removed there.
  public var orderSize: Int?
  /// Distinct sets asked for.
  public var evaluationCount: Int
  /// Batches that waited for the one before; 0 where it was not counted.
  public var roundCount: Int
  /// Why the search ended.
  public var ending: SearchEnding
  /// The order with its gains and curves.
  public var explanation: Explanation
  /// Which points of the curves are only the most that they can be.
  public var bounds: CurveBounds
  /// Whether some explained token's probability without the picture is only the most that it can be.
  public var isPriorBounded: Bool
  /// The digest of the label map in the log.
  public var labelMapDigest: String

  /// Insertion AUC less deletion AUC: what searches are compared by.
  public var contrast: Double { metrics.insertionAUC - metrics.deletionAUC }
}

extension ExplanationFigures {
  /// Reads the figures of all explanations of an audit, finding by finding, each in the order in which they
  /// were made.
  ///
  /// - Throws: ``LogError``.
  public static func all(ofAudit id: Int64, in log: AuditLog) throws(LogError)
    -> [ExplanationFigures]
  {
    let probes = Dictionary(
      uniqueKeysWithValues: try log.probes(ofAudit: id).map { ($0.id, $0.probe) })
    var figures: [ExplanationFigures] = []
    for finding in try log.findings(ofAudit: id) where finding.state == .explained {
      guard let targetID = finding.targetID, let target = try log.target(id: targetID),
        let labels = try log.labelMap(digest: target.labelMapDigest)?.labelMap,
        let probe = probes[finding.probeID]
      else { continue }
      let known = FindingKnowledge(
        finding: finding, question: probe.question, imageName: probe.imageName, target: target,
        layout: RegionLayout(labels), evaluations: try log.evaluations(ofTarget: targetID),
        prior: try log.prior(ofTarget: targetID), triggers: try log.triggers(ofFinding: finding.id),
        repeats: try log.repeats(ofTarget: targetID))
      for record in try log.explanations(ofFinding: finding.id) {
        figures.append(known.figures(of: record.explanation))
      }
    }
    return figures
  }
}

/// Everything that the log knows of one finding, for its figures.
private struct FindingKnowledge {
  let finding: FindingRecord
  let question: String
  let imageName: String
  let target: TargetDescription
  let layout: RegionLayout
  let evaluations: [RegionSet: Evaluation]
  let prior: PriorRecord?
  let triggers: [TriggerRecord]
  let repeats: [Double]

  private var noiseFloor: Double { (repeats.max() ?? 0) - (repeats.min() ?? 0) }

  func figures(of explanation: Explanation) -> ExplanationFigures {
    let necessary = found(.necessary)
    let gain = visualGain(explanation)
    let isCounter = target.level == .counterToken
    let correction = explanation.correction(
      over: layout, isCounter: isCounter, noiseFloor: noiseFloor
    ) { evaluations[$0]?.margin }
    return ExplanationFigures(
      findingID: finding.id, question: question, imageName: imageName, level: target.level,
      search: explanation.search,
      regionCount: layout.regionCount, metrics: explanation.metrics,
      sensitiveMetrics: explanation.sensitiveMetrics, influence: explanation.meanInfluence,
      visualGain: gain?.mean,
      sufficientShare: share(gain, shown: found(.sufficient)?.trigger.regions),
      remainingShare: share(gain, shown: necessary?.trigger.regions.complement),
      isCorrectable: finding.kind != .answer && (isCounter || target.level == .firstToken),
      triggerArea: necessary?.area, triggerSize: necessary?.trigger.regions.count,
      triggerEvaluationCount: triggerEvaluationCount,
      orderArea: correction?.area, orderSize: correction?.regionCount,
      evaluationCount: explanation.evaluationCount, roundCount: explanation.roundCount,
      ending: explanation.ending, explanation: explanation,
      bounds: explanation.bounds(in: evaluations),
      isPriorBounded: prior?.boundedTokens.isEmpty == false,
      labelMapDigest: target.labelMapDigest)
  }

  /// Both sides begin with the same round of 2n + 2.
  private var triggerEvaluationCount: Int? {
    guard !triggers.isEmpty else { return nil }
    let round = 2 * layout.regionCount + 2
    return triggers.reduce(0) { $0 + max($1.trigger.evaluationCount - round, 0) } + round
  }

  private func found(_ side: Trigger.Side) -> TriggerRecord? {
    triggers.first { $0.trigger.side == side && $0.trigger.status == .found }
  }

  private func visualGain(_ explanation: Explanation) -> VisualGain? {
    guard let prior, let whole = explanation.insertion.last,
      prior.probabilities.count == whole.probabilities.count
    else { return nil }
    return VisualGain(whole: whole.probabilities, withoutImage: prior.probabilities)
  }

  /// The mean share of the gain with some regions shown, over the tokens that have one.
  private func share(_ gain: VisualGain?, shown: RegionSet?) -> Double? {
    guard let gain, let shown, let evaluation = evaluations[shown] else { return nil }
    return gain.meanShare(of: evaluation.probabilities)
  }
}
