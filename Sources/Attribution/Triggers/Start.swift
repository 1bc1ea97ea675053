import Imaging

/// An order of all regions, of which a short prefix may do it.
struct Start: Sendable {
  /// The name in ``Trigger/start``.
  let name: String
  /// All regions, the most promising first.
  let order: [Int]

  /// The orders that the first round gives: by leave-one-out, by leave-one-in, and by their sum.
  ///
  /// All three are worth a try on both sides: where any piece of the evidence suffices, every leave-one-out
  /// is flat and leave-one-in tells the pieces; where every piece is needed, it is the other way around.
  static func ranked(by round: FirstRound) -> [Start] {
    let alone = round.alone.map(\.margin)
    let without = round.without.map { -$0.margin }
    func ranking(_ score: [Double]) -> [Int] {
      score.indices.sorted { (score[$1], $0) < (score[$0], $1) }
    }
    return [
      Start(name: "leave-one-out", order: ranking(without)),
      Start(name: "leave-one-in", order: ranking(alone)),
      Start(name: "contrast", order: ranking(zip(alone, without).map { $0 + $1 })),
    ]
  }

  /// The regions by their distance from one of them: the prefixes are discs around it.
  static func disc(_ name: String, around center: Int, in layout: RegionLayout) -> Start {
    Start(name: name, order: layout.regionsByDistance(from: layout.centroids[center]))
  }

  /// Discs around 4×4 places spread evenly over the image: those of a quarter of the regions overlap, so
  /// that a small cause anywhere lies inside one.
  static func cover(of layout: RegionLayout) -> [Start] {
    let perSide = 4
    return (0..<perSide * perSide).map { cell in
      let place = RegionLayout.Point(
        x: (Double(cell % perSide) + 0.5) / Double(perSide) * Double(layout.width),
        y: (Double(cell / perSide) + 0.5) / Double(perSide) * Double(layout.height))
      return Start(name: "cover", order: layout.regionsByDistance(from: place))
    }
  }
}

extension RegionLayout {
  /// All regions, those whose centroid is nearest to a place first, the lowest number first among equals.
  fileprivate func regionsByDistance(from place: Point) -> [Int] {
    let distances = centroids.map { centroid in
      let (x, y) = (centroid.x - place.x, centroid.y - place.y)
      return x * x + y * y
    }
    return distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
  }
}
