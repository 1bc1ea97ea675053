import Synchronization

/// Makes the pictures that an evaluation asks about: some regions shown, a fill in place of the rest.
///
/// Made once for an image; each picture then costs one copy of its pixels.
public struct MaskedImageComposer: Sendable {
  /// The picture that is masked.
  public let image: RGBImage
  /// The picture with every region hidden.
  public let filledImage: RGBImage
  /// The regions.
  public let labels: LabelMap
  /// The number of regions.
  public var regionCount: Int { labels.regionCount }
  private let kept = Kept()
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
    self.labels = labels
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

  /// What a sender makes once of the picture and its fill, so that each masked picture is cheap for it.
  ///
  /// - Parameter make: Makes it.
  /// - Returns: What was made at the first call. It is kept as long as this composer and its copies, for one type: a call for
  ///   another type makes another, which takes its place.
  public func kept<Form: Sendable>(_ make: () -> Form) -> Form {
    kept.form.withLock { kept in
      if let form = kept as? Form { return form }
      let form = make()
      kept = form
      return form
    }
  }

  private final class Kept: Sendable {
    let form = Mutex<(any Sendable)?>(nil)
  }
}
