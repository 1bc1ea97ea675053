import Attribution
import Imaging
import Probing

@testable import Reporting

extension SampleReport {
  /// Regions by how much bowl is in them, with curves that follow the bowl that is seen.
  func explanation(_ scene: SampleScene, hasBounds: Bool = false) -> ExplanationReport {
    let shares = scene.bowlShares
    let jitter = shares.indices.map { Double(($0 * 29) % 13 - 6) / 400 }
    let gains = shares.indices.map { shares[$0] * 0.42 + jitter[$0] }
    let order = shares.indices.sorted { (gains[$1], $0) < (gains[$0], $1) }
    let total = zip(shares, scene.labels.pixelCounts).map { $0 * Double($1) }.reduce(0, +)
    var (area, seen) = (0.0, 0.0)
    var insertion = [CurvePoint(areaFraction: 0, probabilities: [0.03])]
    var deletion = [CurvePoint(areaFraction: 0, probabilities: [0.982])]
    for region in order {
      area += Double(scene.labels.pixelCounts[region])
      seen += shares[region] * Double(scene.labels.pixelCounts[region])
      let (x, y) = (area / Double(SampleScene.side * SampleScene.side), seen / total)
      insertion.append(
        CurvePoint(areaFraction: x, probabilities: [0.03 + 0.952 * (y * y * (3 - 2 * y))]))
      deletion.append(
        CurvePoint(areaFraction: x, probabilities: [0.02 + 0.962 * (1 - y) * (1 - y) * (1 - y)]))
    }
    return ExplanationReport(
      explanation: Explanation(
        search: "single-round", order: order, gains: order.map { gains[$0] }, insertion: insertion,
        deletion: deletion, evaluationCount: 130, roundCount: 0,
        ending: .complete),
      said: "yes", insertionAUC: 0.931,
      // The last picture's server lists so few tokens that the answer is sometimes not among them.
      bounds: CurveBounds(
        insertion: (0...order.count).map { hasBounds && $0 < 2 },
        deletion: (0...order.count).map { _ in false }), deletionAUC: 0.064, highest: 0.985,
      influence: 55.21,
      influenceAUC: 0.902,
      steps: WalkedSteps(
        shown: insertion.map { ($0.value - 0.5) * 7 },
        removed: deletion.map { ($0.value - 0.5) * 7 },
        noiseFloor: 0.05))
  }

  /// A proven set in the first scene, an unproven one in the second, none in the third.
  func necessary(_ index: Int) -> TriggerReport? {
    let scene = scenes[index]
    let count = scene.labels.regionCount
    let ranked = scene.bowlShares.indices.sorted { scene.bowlShares[$0] > scene.bowlShares[$1] }
    let set = RegionSet(regionCount: count, index == 2 ? [] : ranked.prefix(index == 0 ? 2 : 5))
    let regions = set.regions
    let proof =
      [CertificateEntry(claim: .setSuffices, shown: set.complement, margin: -3.42)]
      + regions.enumerated().map { line, region in
        CertificateEntry(
          claim: .regionNeeded(region), shown: set.complement.inserting(region),
          margin: line == 0 ? 2.13 : 0.031)
      }
    return TriggerReport(
      trigger: Trigger(
        side: .necessary, status: index == 2 ? .neverFlips : .found, regions: set,
        minimality: index == 0 ? .minimum : .unproven, certificate: index == 0 ? proof : [],
        start: "leave-one-out", evaluationCount: 139),
      area: scene.labels.areaFraction(of: set), noiseFloor: 0.05,
      verification: index == 2
        ? nil : SpokenReply(text: "No, there is no spoon in the image.", answer: .no),
      lineVerifications: index == 0
        ? [
          SpokenReply(text: "No, there is no spoon in the image.", answer: .no),
          SpokenReply(text: "Yes, there is a spoon in the image.", answer: .yes), nil,
        ] : [],
      probability: 0.031)
  }

  /// A sufficient set in the first scene; the second needs none.
  func sufficient(_ index: Int) -> TriggerReport? {
    guard index < 2 else { return nil }
    let scene = scenes[index]
    let count = scene.labels.regionCount
    let ranked = scene.bowlShares.indices.sorted { scene.bowlShares[$0] > scene.bowlShares[$1] }
    let set = RegionSet(regionCount: count, index == 0 ? ranked.prefix(4) : [])
    return TriggerReport(
      trigger: Trigger(
        side: .sufficient, status: index == 0 ? .found : .languagePrior, regions: set,
        minimality: .oneMinimal,
        certificate: index == 1
          ? []
          : [CertificateEntry(claim: .setSuffices, shown: set, margin: 1.87)]
            + set.regions.map {
              CertificateEntry(claim: .regionNeeded($0), shown: set.removing($0), margin: -0.66)
            },
        start: "leave-one-in", evaluationCount: 88),
      area: scene.labels.areaFraction(of: set), noiseFloor: 0.05,
      verification: index == 0
        ? SpokenReply(text: "Yes, there is a spoon in the image.", answer: .yes) : nil,
      lineVerifications: [], probability: 0.911)
  }
}
