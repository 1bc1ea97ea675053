import Imaging

/// The numbers of some regions, each at its region's middle: what a table names is found on the picture.
struct RegionNumbers {
  /// Beyond so many, numbers hide more than they tell.
  private static let limit = 12

  /// The regions.
  var set: RegionSet
  /// What they are parts of.
  var labels: LabelMap

  /// One number a region; none where there are too many.
  var values: [[String: TemplateValue]] {
    guard set.count <= Self.limit else { return [] }
    return labels.texts(set.regions.map { (region: $0, text: String($0)) }, named: "number")
  }
}

extension LabelMap {
  /// Texts at the middles of regions, under a name of the template's with their places in pixels.
  func texts(
    _ texts: [(region: Int, text: String)], named name: String
  ) -> [[String: TemplateValue]] {
    let centroids = centroids()
    return texts.map { region, text in
      [
        name: .text(text),
        "x": .text(NumberText.fixed(centroids[region].x + 0.5, decimals: 1)),
        "y": .text(NumberText.fixed(centroids[region].y + 0.5, decimals: 1)),
      ]
    }
  }
}
