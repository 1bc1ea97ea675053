import Imaging

/// A picture with what is drawn over it, for `picture.html`.
struct PictureValues {
  /// The picture.
  var image: ReportImage
  /// What it shows, the verdict included, for those who cannot see it.
  var alt: String
  /// The trigger's outline; empty for none.
  var outline: String = ""
  /// What is drawn when somebody asks for the truth; nil for nothing.
  var truth: TruthValues?
  /// The part that is drawn black, as path data under the even-odd rule; empty for none.
  var hidden: String = ""
  /// The regions that carry their numbers; nil for none.
  var numbers: RegionNumbers?

  /// The values.
  var values: [String: TemplateValue] {
    let hasOverlay = !outline.isEmpty || truth != nil || !hidden.isEmpty || numbers != nil
    return [
      "source": .link(image.source), "width": .text(String(image.width)),
      "height": .text(String(image.height)), "alt": .text(alt), "small": .flag(image.isSmall),
      "overlay": .flag(hasOverlay),
      "hidden": .optional(hidden.isEmpty ? nil : ["path": .text(hidden)]),
      "truth": .optional(truth?.values),
      "outline": .optional(outline.isEmpty ? nil : ["path": .text(outline)]),
      "hasNumbers": .flag(numbers != nil), "numbers": .list(numbers?.values ?? []),
      "numberSize": .text(
        NumberText.fixed(Double(max(image.width, image.height)) / 20, decimals: 1)),
    ]
  }
}
