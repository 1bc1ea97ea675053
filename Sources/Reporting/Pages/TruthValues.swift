import Imaging

/// What annotations say is in a picture, to be drawn over it when somebody asks for it.
struct TruthValues {
  private let truth: GroundTruth
  private let image: ReportImage
  private let scale: Double

  /// The truth of a picture; nil where there is none, or it is of another picture.
  init?(_ truth: GroundTruth?, over image: ReportImage) {
    guard let truth, !truth.objects.isEmpty || truth.cause != nil,
      let scale = truth.scale(to: image)
    else { return nil }
    (self.truth, self.image, self.scale) = (truth, image, scale)
  }

  /// The values of the drawing in `picture.html`.
  var values: [String: TemplateValue] {
    [
      "cause": .optional(truth.cause.map { ["path": .text(OutlinePath.data($0))] }),
      "scale": .text(Self.number(scale, decimals: 4)),
      "boxes": .list(truth.objects.map(box)),
      "fontSize": .text(NumberText.fixed(Double(max(image.width, image.height)) / 30, decimals: 1)),
    ]
  }

  /// The same in words, for those who cannot see it.
  var words: String {
    let objects = truth.objects.map(\.name)
    let names = objects.enumerated().filter { !objects[..<$0.offset].contains($0.element) }
      .map { name in
        let count = objects.count { $0 == name.element }
        return name.element + (count > 1 ? " (\(NumberText.count(count)))" : "")
      }
    let annotated =
      names.isEmpty ? "" : "Boxes: what is annotated, \(names.joined(separator: ", ")). "
    return (annotated + (truth.cause == nil ? "" : "Dashed: the planted cause."))
      .trimmingSuffix { $0 == " " }
  }

  private func box(_ object: GroundTruth.Object) -> [String: TemplateValue] {
    let (left, top) = (object.left * scale, object.top * scale)
    let size = Double(max(image.width, image.height)) / 30
    // A name stands over its box, or where there is no room for it inside.
    let baseline = top < size * 1.3 ? top + size * 1.1 : top - size * 0.35
    return [
      "x": .text(Self.number(left)), "y": .text(Self.number(top)),
      "width": .text(Self.number(object.width * scale)),
      "height": .text(Self.number(object.height * scale)),
      "name": .text(object.name), "nameX": .text(Self.number(max(left, 0) + size * 0.2)),
      "nameY": .text(Self.number(baseline)),
    ]
  }

  /// A coordinate; a box may begin outside of the picture, and SVG reads no true minus sign.
  private static func number(_ value: Double, decimals: Int = 1) -> String {
    (value < 0 ? "-" : "") + NumberText.fixed(abs(value), decimals: decimals)
  }
}

extension String {
  /// The text without its last characters of a kind.
  fileprivate func trimmingSuffix(_ isCut: (Character) -> Bool) -> String {
    String(self[..<(lastIndex { !isCut($0) }.map(index(after:)) ?? startIndex)])
  }
}
