import Attribution

/// An insertion or deletion curve laid out on the canvas of `curve.html`: 360×214 units, plotted between
/// 40 and 352 across and between 12 (probability 1) and 176 (probability 0) down.
struct CurveFigure {
  private static let left = 40.0
  private static let right = 352.0
  private static let top = 12.0
  private static let bottom = 176.0

  /// The points, by growing area.
  var points: [CurvePoint]

  /// Across: the place of a share of the area.
  static func x(_ areaFraction: Double) -> String {
    coordinate(left + (right - left) * min(max(areaFraction, 0), 1))
  }

  /// Down: the place of a probability.
  static func y(_ probability: Double) -> String {
    coordinate(bottom - (bottom - top) * min(max(probability, 0), 1))
  }

  /// The curve's path data.
  var graph: String {
    points.enumerated().map { index, point in
      (index == 0 ? "M" : "L") + Self.x(point.areaFraction) + " " + Self.y(point.value)
    }.joined()
  }

  /// The path data of the area under the curve: what the AUC measures.
  var area: String {
    guard let first = points.first else { return "" }
    return graph + "V" + Self.y(0) + "H" + Self.x(first.areaFraction) + "Z"
  }

  /// What the template draws; the step at which the answer turns is marked.
  func values(
    title: String, kind: String, auc: String, caption: String, axis: String, turn: Int? = nil
  ) -> [String: TemplateValue] {
    [
      "kind": .text(kind), "turn": .optional(mark(at: turn)), "title": .text(title),
      "auc": .text(auc),
      "caption": .text(caption), "axis": .text(axis),
      "alt": .text("\(title) curve. \(caption) \(description)"),
      "rows": .list(
        [1, 0.5, 0].map { level in
          [
            "y": .text(Self.y(level)),
            "text": .text(NumberText.fixed(level, decimals: level == 0.5 ? 1 : 0)),
          ]
        }),
      "columns": .list(
        [0, 0.25, 0.5, 0.75, 1].map { share in
          [
            "x": .text(Self.x(share)),
            "text": .text(NumberText.fixed(share * 100, decimals: 0) + "%"),
            "anchor": .text(share == 1 ? "end" : "middle"),
          ]
        }),
      "area": .text(area), "graph": .text(graph),
    ]
  }

  private var isRising: Bool { (points.first?.value ?? 0) < (points.last?.value ?? 0) }

  /// A mark at a step, its word on the side where there is room.
  private func mark(at step: Int?) -> [String: TemplateValue]? {
    step.flatMap { points.indices.contains($0) ? points[$0] : nil }.map { point in
      let isLeft = point.areaFraction > 0.8
      return [
        // Off the curve: it is high behind the turn of an insertion, and low behind that of a deletion.
        "y": isRising ? "168" : "22", "x": .text(Self.x(point.areaFraction)),
        "anchor": .text(isLeft ? "end" : "start"),
        "shift": .text(isLeft ? "-4" : "4"),
      ]
    }
  }

  /// The curve in words, for those who cannot see it.
  private var description: String {
    guard let first = points.first, let last = points.last else { return "" }
    return "It goes from \(NumberText.probability(first.value)) to "
      + "\(NumberText.probability(last.value)) over \(NumberText.count(points.count, "point"))."
  }

  /// A tenth of a unit is finer than any screen; a hyphen where numbers for people have a minus sign.
  private static func coordinate(_ value: Double) -> String {
    let text = NumberText.fixed(abs(value), decimals: 1)
    let short = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    return value < 0 && short != "0" ? "-" + short : short
  }
}
