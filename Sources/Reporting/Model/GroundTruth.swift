public import Imaging

/// What somebody annotated in the picture of a probe.
public struct GroundTruth: Sendable, Hashable {
  /// An object with its box, in pixels of the annotated picture.
  public struct Object: Sendable, Hashable {
    /// What it is called.
    public var name: String
    /// The distance of the box from the left.
    public var left: Double
    /// Its distance from the top.
    public var top: Double
    /// The width of the box.
    public var width: Double
    /// Its height.
    public var height: Double

    /// Makes an object.
    public init(name: String, left: Double, top: Double, width: Double, height: Double) {
      self.name = name
      self.left = left
      self.top = top
      self.width = width
      self.height = height
    }
  }

  /// The number of columns of the annotated picture.
  public var width: Int
  /// The number of rows.
  public var height: Int
  /// The objects in the order of the annotations.
  public var objects: [Object]
  /// Where the planted cause lies, in pixels of the annotated picture; nil where nothing was planted.
  public var cause: RegionOutline?

  /// Makes a truth.
  public init(width: Int, height: Int, objects: [Object], cause: RegionOutline?) {
    self.width = width
    self.height = height
    self.objects = objects
    self.cause = cause
  }

  /// How many pixels of a picture one of the annotated picture is; nil where it is no picture of the same.
  ///
  /// Pictures are scaled to a longest side, and filled up to a square below or at the right, so that the top
  /// left corner stays where it is.
  func scale(to image: ReportImage) -> Double? {
    guard width > 0, height > 0 else { return nil }
    let scale = Double(max(image.width, image.height)) / Double(max(width, height))
    func isScaled(_ side: Int, _ scaled: Int) -> Bool {
      abs(Double(side) * scale - Double(scaled)) < 1
    }
    let fits = isScaled(width, image.width) && isScaled(height, image.height)
    return fits || image.width == image.height ? scale : nil
  }
}
