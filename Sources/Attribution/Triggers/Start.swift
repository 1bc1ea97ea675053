import Imaging

/// A set that may do it, where a search begins.
struct Start: Sendable {
  /// The name in ``Trigger/start``.
  let name: String
  /// The regions, each once, the most important first: those behind are left out first.
  let members: [Int]
}

/// An order of all regions, the most promising first, whose prefixes are starts.
struct StartOrder: Sendable {
  /// The name of its starts.
  let name: String
  /// All regions, or all that a set may hold.
  let regions: [Int]

  /// The start of the first `count` regions.
  func prefix(_ count: Int) -> Start { Start(name: name, members: Array(regions.prefix(count))) }

  /// The same order with some regions before all others.
  func led(by first: [Int]) -> StartOrder {
    StartOrder(name: name, regions: first + regions.filter { !first.contains($0) })
  }

  /// The same order of the regions that a set may hold.
  func allowed(by test: FlipTest) -> StartOrder {
    StartOrder(name: name, regions: regions.filter(test.allows))
  }

  /// All regions by their distance from one of them: the prefixes are discs around it.
  static func disc(_ name: String, around center: Int, in layout: RegionLayout) -> StartOrder {
    StartOrder(name: name, regions: layout.regionsByDistance(from: layout.centroids[center]))
  }

  /// Discs around 4x4 places spread evenly over the image: those of a quarter of the regions overlap, so
  /// that a small cause anywhere lies inside one.
  static func cover(of layout: RegionLayout) -> [StartOrder] {
    let perSide = 4
    return (0..<perSide * perSide).map { cell in
      let place = RegionLayout.Point(
        x: (Double(cell % perSide) + 0.5) / Double(perSide) * Double(layout.width),
        y: (Double(cell / perSide) + 0.5) / Double(perSide) * Double(layout.height))
      return StartOrder(name: "cover", regions: layout.regionsByDistance(from: place))
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
