/// Makes the pictures that an evaluation asks about: some regions shown, a fill in place of the rest.
///
/// Made once for an image; each picture then costs one copy of its pixels.
public struct MaskedImageComposer: Sendable {
  /// The picture that is masked.
  public let image: RGBImage
  /// The picture with every region hidden.
  public let filledImage: RGBImage
  /// The number of regions.
  public let regionCount: Int
  /// Neighboring pixels of one region, row-major and across the ends of rows.
  private let runs: [Run]

  private struct Run {
    let region: Int
    let channels: Range<Int>
  }

  /// Prepares the fill and the runs of the regions.
  ///
  /// - Precondition: `labels` has the size of `image`.
  public init(image: RGBImage, labels: LabelMap, fill: Fill) {
    precondition(
      image.width == labels.width && image.height == labels.height,
      "\(labels.width)x\(labels.height) labels do not fit a picture of "
        + "\(image.width)x\(image.height) pixels")
    self.image = image
    self.filledImage = fill.applied(to: image)
    self.regionCount = labels.regionCount
    var runs: [Run] = []
    var start = 0
    for pixel in 1...labels.labels.count {
      if pixel < labels.labels.count && labels.labels[pixel] == labels.labels[start] { continue }
      runs.append(Run(region: Int(labels.labels[start]), channels: start * 3..<pixel * 3))
      start = pixel
    }
    self.runs = runs
  }

  /// The picture with the regions of `set` as they are and the fill everywhere else.
  ///
  /// - Precondition: `set` is over as many regions as the labels have.
  public func image(showing set: RegionSet) -> RGBImage {
    precondition(
      set.regionCount == regionCount,
      "a set over \(set.regionCount) regions cannot mask a picture with \(regionCount)")
    let isShown = (0..<regionCount).map(set.contains)
    var pixels = filledImage.pixels
    for run in runs where isShown[run.region] {
      pixels.replaceSubrange(run.channels, with: image.pixels[run.channels])
    }
    return RGBImage(width: image.width, height: image.height, pixels: pixels)
  }
}
