/// What the words right beside a name make of it.
enum CaptionForms {
  /// Words for persons that describe what follows, and the group of objects that they describe.
  static let groupDescribed: [String: String] = [
    "baby": "animal", "adult": "animal", "mother": "animal", "father": "animal", "male": "animal",
    "female": "animal", "parent": "animal", "infant": "animal", "passenger": "vehicle",
  ]

  /// Nouns after an object's name that make it the name of something else: "pizza box", "bus shelter".
  static let compoundTails: Set = [
    "shop", "store", "station", "stop", "rack", "helmet", "lane", "shelter", "dealership",
    "enclosure",
    "stable", "kennel", "food", "feeder", "race", "parlor", "box", "juice", "sauce", "soup", "pie",
    "tree", "trees", "peel", "peels", "print", "prints", "pattern", "holder",
  ]

  /// Whether the words speak of a likeness: a toy, a statue, a drawing.
  ///
  /// COCO draws boxes around some.
  static func isDepiction(_ places: Range<Int>, next: String, in words: [CaptionWord]) -> Bool {
    if likenesses.contains(next) { return true }
    var before = places.lowerBound - 1
    guard words.gap(before + 1) == CaptionWord.Gap.none else { return false }
    if likeAdjectives.contains(words.text(before)) { return true }
    if ["a", "an", "the"].contains(words.text(before)) { before -= 1 }
    return words.text(before) == "of" && likenesses.contains(words.text(before - 1))
  }

  private static let likeAdjectives: Set = [
    "toy", "plush", "stuffed", "model", "rubber", "fake", "cartoon", "ceramic", "inflatable",
    "carved",
    "rocking", "carousel", "animated", "origami",
  ]
  /// A "picture" or "photo" is not among them: captions so name the image itself.
  private static let likenesses: Set = [
    "statue", "statues", "sculpture", "sculptures", "figurine", "figurines", "painting",
    "paintings",
    "drawing", "drawings", "sticker", "stickers", "toy", "toys", "cartoon", "logo", "poster",
    "costume",
    "shaped", "ornament", "ornaments", "mural", "carving", "emoji", "silhouette",
  ]
}
