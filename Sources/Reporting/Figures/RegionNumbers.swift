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
    let centroids = labels.centroids()
    return set.regions.map { region in
      [
        "number": .text(String(region)),
        "x": .text(NumberText.fixed(centroids[region].x + 0.5, decimals: 1)),
        "y": .text(NumberText.fixed(centroids[region].y + 0.5, decimals: 1)),
      ]
    }
  }
}
