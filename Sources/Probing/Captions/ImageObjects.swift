/// Which of COCO's objects are in which image: the ground truth of CHAIR.
public struct ImageObjects: Sendable, Hashable {
  /// The names of the objects by the key of the image.
  ///
  /// The key is ``Caption/imageKey``. An image with an empty set holds none of the 80.
  public private(set) var objects: [String: Set<String>]
  /// The objects that the annotators looked for; nil where these were all of COCO's.
  ///
  /// Whether any other is there is not known: mentions of it are in no number.
  public let annotated: Set<String>?

  /// Makes the ground truth from annotations, and from reference captions where there are some.
  ///
  /// - Parameters:
  ///   - instances: the names of the annotated objects by ``Caption/imageKey``, one entry for every
  ///     annotated image.
  ///   - references: captions that people wrote; each object that they name is there too. The published
  ///     code adds the five reference captions of COCO. Captions of other images are left out.
  ///   - otherKeys: other keys under which images are known, each with the key that they have above.
  ///   - annotated: the objects that the annotators looked for; nil for all of COCO's.
  ///   - variant: how the references are read. An ambiguous word counts as there, to doubt no model for it.
  public init(
    instances: [String: Set<String>], references: [Caption] = [],
    otherKeys: [String: String] = [:], annotated: Set<String>? = nil, variant: CHAIRVariant
  ) {
    objects = instances
    self.annotated = annotated
    for caption in references where objects[caption.imageKey] != nil {
      let named = variant.read(caption.text).mentions.filter { !$0.isNegated }.map(\.object)
      objects[caption.imageKey]?.formUnion(named)
    }
    for (other, key) in otherKeys { objects[other] = objects[key] }
  }
}
