public import Imaging

/// Whether a map's maximum points at the object: at its box, or at its mask.
///
/// A map with a NaN is a miss by either rule.
public enum PointingGame {
  /// What counts as a hit.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// The share of the maximum's pixels that lie inside; a constant map points nowhere and is a miss.
    case strict
    /// As EAGLE's evaluation scores: the maximum is reached inside, wherever else; a constant map is a hit.
    case reference
  }

  /// Scores a map against a mask.
  ///
  /// - Parameters:
  ///   - map: H×W values.
  ///   - mask: H×W pixels, row-major: whether each belongs to the object.
  ///   - rule: What counts as a hit.
  /// - Returns: 0 … 1; by the rule ``Rule/reference``, 0 or 1.
  /// - Precondition: `mask` has the map's pixels.
  public static func score(map: ValueGrid, inside mask: [Bool], rule: Rule) -> Double {
    precondition(
      mask.count == map.values.count,
      "a mask of \(mask.count) pixels does not cover \(map.width)x\(map.height)")
    return score(map, rule: rule) { mask[$0] }
  }

  /// Scores a map against a box; what lies beyond the map counts as outside.
  ///
  /// - Parameters:
  ///   - map: H×W values.
  ///   - box: The object's columns and rows.
  ///   - rule: What counts as a hit.
  /// - Returns: 0 … 1; by the rule ``Rule/reference``, 0 or 1.
  public static func score(map: ValueGrid, inside box: PixelBox, rule: Rule) -> Double {
    score(map, rule: rule) {
      box.columns.contains($0 % map.width) && box.rows.contains($0 / map.width)
    }
  }

  private static func score(
    _ map: ValueGrid, rule: Rule, isInside: (Int) -> Bool
  ) -> Double {
    // The maximum of a map with a NaN is no pixel's value.
    guard !map.values.contains(where: \.isNaN) else { return 0 }
    let highest = map.values.reduce(-.infinity, max)
    let peak = map.values.indices.filter { map.values[$0] == highest }
    let isConstant = peak.count == map.values.count
    let inside = peak.count(where: isInside)
    switch rule {
    case .strict:
      return isConstant ? 0 : Double(inside) / Double(peak.count)
    case .reference:
      // There, the map is first shifted so that its least value is 0, and then multiplied by the mask: a
      // constant map is all zero, and equal to its product with any mask, an empty one included.
      return isConstant || inside > 0 ? 1 : 0
    }
  }
}
