import Attribution
import Imaging

/// Which answer the model preferred while an order's regions were shown, or taken away, one after another.
struct WalkedSteps {
  /// Which way the order was walked.
  enum Way: String, CaseIterable {
    /// The first regions are shown, all else is hidden.
    case shown
    /// The first regions are hidden.
    case removed
  }

  /// The margins with the first 0 … n regions shown, in nats; nil where the model was not asked.
  var shown: [Double?]
  /// The margins with the first 0 … n regions removed.
  var removed: [Double?]
  /// The difference that means nothing, in nats.
  var noiseFloor: Double

  /// The margins of one way.
  subscript(way: Way) -> [Double?] { way == .shown ? shown : removed }

  /// The answer that the model prefers after so many regions; nil where that is not known beyond the noise.
  func saying(_ way: Way, _ step: Int) -> Saying? {
    guard let whole = removed.first ?? nil, self[way].indices.contains(step),
      let margin = self[way][step], abs(margin) > noiseFloor
    else { return nil }
    return (margin > 0) == (whole > 0) ? .same : .flipped
  }

  /// The first step at which the whole picture's answer is there (shown), or is gone (removed).
  func turn(_ way: Way) -> Int? {
    self[way].indices.first { saying(way, $0) == (way == .shown ? .same : .flipped) }
  }
}

extension WalkedSteps {
  /// Reads the margins of an order off the evaluations.
  init(order: [Int], evaluations: [RegionSet: Evaluation], noiseFloor: Double) {
    var front = RegionSet(regionCount: order.count)
    var fronts = [front]
    for region in order {
      front.insert(region)
      fronts.append(front)
    }
    shown = fronts.map { evaluations[$0]?.margin }
    removed = fronts.map { evaluations[$0.complement]?.margin }
    self.noiseFloor = noiseFloor
  }
}
