/// A picture with what is drawn over it, for `picture.html`.
struct PictureValues {
  /// The picture.
  var image: ReportImage
  /// What it shows, the verdict included, for those who cannot see it.
  var alt: String
  /// The trigger's outline; empty for none.
  var outline: String = ""
  /// The planted cause's outline; nil for none.
  var causeOutline: String?
  /// The part that is drawn black, as path data under the even-odd rule; empty for none.
  var hidden: String = ""

  /// The values.
  var values: [String: TemplateValue] {
    let hasOverlay = !outline.isEmpty || causeOutline != nil || !hidden.isEmpty
    return [
      "source": .link(image.source), "width": .text(String(image.width)),
      "height": .text(String(image.height)), "alt": .text(alt), "small": .flag(image.isSmall),
      "overlay": .flag(hasOverlay),
      "hidden": .optional(hidden.isEmpty ? nil : ["path": .text(hidden)]),
      "cause": .optional(causeOutline.map { ["path": .text($0)] }),
      "outline": .optional(outline.isEmpty ? nil : ["path": .text(outline)]),
    ]
  }
}
