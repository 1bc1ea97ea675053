/// The border of a set of pixels: closed polygons along the pixels' edges.
///
/// Filled by the even-odd rule, the polygons cover just those pixels. Neighboring edges of one
/// direction are one side, so every point is a corner.
public struct RegionOutline: Sendable, Hashable {
  /// A corner of pixels: (0, 0) is the top left corner of the image, (width, height) the opposite.
  public struct Point: Sendable, Hashable {
    /// The distance from the left edge of the image, in pixels.
    public let x: Int
    /// The distance from the top edge of the image, in pixels.
    public let y: Int

    /// Makes a corner from its coordinates.
    public init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }
  }

  /// The polygons' corners: clockwise on the screen around pixels, counterclockwise around holes.
  ///
  /// The last corner is followed by the first. Pixels that meet only at a corner are in different
  /// polygons, or in different parts of one that touch there.
  public let polygons: [[Point]]

  /// Makes an outline from its polygons.
  public init(polygons: [[Point]]) {
    self.polygons = polygons
  }

  /// The enclosed area in pixels, by the shoelace formula; holes do not count.
  public var area: Int {
    polygons.reduce(0) { sum, polygon in
      guard var previous = polygon.last else { return sum }
      var doubled = 0
      for point in polygon {
        doubled += previous.x * point.y - point.x * previous.y
        previous = point
      }
      return sum + doubled / 2
    }
  }
}
