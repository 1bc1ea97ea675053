/// A picture that a model is asked about: as it is, or with a fill in place of some regions.
///
/// A masked one is a recipe, so that whoever sends it may do so without making its pixels.
public enum AskedPicture: Sendable {
  /// A picture as it is.
  case whole(RGBImage)
  /// The picture of a composer with the regions of a set shown, over as many regions as it has.
  case masked(MaskedImageComposer, showing: RegionSet)

  /// The picture in pixels; a masked one is made anew at each call.
  public var image: RGBImage {
    switch self {
    case .whole(let image): image
    case .masked(let composer, let set): composer.image(showing: set)
    }
  }
}

extension AskedPicture: Hashable {
  /// Whether both have the same pixels, however they came by them.
  public static func == (one: AskedPicture, other: AskedPicture) -> Bool {
    one.image == other.image
  }

  /// Feeds the pixels to a hasher.
  public func hash(into hasher: inout Hasher) { image.hash(into: &hasher) }
}
