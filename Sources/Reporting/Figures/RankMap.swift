import Attribution
import Imaging

/// The ordered regions as a map: each colored by its gain, the first ones numbered by rank.
///
/// The color's strength is on a fixed scale, the same for every finding: an image in which nothing
/// matters looks like one. (Scaling each image to its own maximum would hide that.)
struct RankMap {
  /// The gain from which on the color is full; the objective goes from 0 to 2.
  private static let fullGain = 0.5
  /// How many of the first regions carry their rank.
  private static let numberedRanks = 6

  /// The order and the gains.
  var explanation: Explanation
  /// The regions.
  var labels: LabelMap

  /// One path a region, most important first.
  var regions: [[String: TemplateValue]] {
    let outlines = labels.regionOutlines()
    return explanation.order.enumerated().map { rank, region in
      let gain = explanation.gains[rank]
      let area = Double(labels.pixelCounts[region]) / Double(labels.width * labels.height)
      return [
        "number": .text(String(region)), "path": .text(OutlinePath.data(outlines[region])),
        "sign": .text(gain < 0 ? "against" : "for"),
        "opacity": .text(NumberText.fixed(Self.opacity(gain), decimals: 2)),
        "title": .text(
          "Rank \(rank + 1): region \(region), \(NumberText.percent(area)) of the "
            + "picture, gain \(NumberText.signed(gain, decimals: 3))"),
      ]
    }
  }

  /// The ranks of the first regions, each at its region's middle.
  var ranks: [[String: TemplateValue]] {
    labels.texts(
      explanation.order.prefix(Self.numberedRanks).enumerated().map { rank, region in
        (region: region, text: String(rank + 1))
      }, named: "rank")
  }

  /// A size for the ranks, in pixels of the image, that fits into a region.
  var fontSize: String {
    NumberText.fixed(Double(max(labels.width, labels.height)) / 24, decimals: 1)
  }

  /// Grows faster than the gain near zero, so that many small gains are still seen.
  static func opacity(_ gain: Double) -> Double {
    let strength = min(abs(gain) / fullGain, 1)
    return 0.88 * (strength * strength.squareRoot()).squareRoot()
  }
}
