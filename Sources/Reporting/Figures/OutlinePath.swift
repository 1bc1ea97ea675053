import Imaging

/// Writes outlines of regions as SVG path data.
enum OutlinePath {
  /// The border of a region set; empty for the empty set.
  static func data(of set: RegionSet, in labels: LabelMap) -> String {
    data(labels.outline(of: set))
  }

  /// The path of an outline, to be filled by the even-odd rule.
  ///
  /// Steps are relative, `h` and `v`: half the bytes of absolute corners.
  static func data(_ outline: RegionOutline) -> String {
    var path = ""
    for polygon in outline.polygons {
      guard let start = polygon.first else { continue }
      path += "M\(start.x) \(start.y)"
      var current = start
      for corner in polygon.dropFirst() {
        if corner.x != current.x { path += "h\(corner.x - current.x)" }
        if corner.y != current.y { path += "v\(corner.y - current.y)" }
        current = corner
      }
      path += "z"
    }
    return path
  }

  /// The path of the whole image; an outline after it cuts a hole under the even-odd rule.
  static func frame(width: Int, height: Int) -> String { "M0 0h\(width)v\(height)h\(-width)z" }
}
