/// An image with what is known to be in it, from which probes are built.
public struct LabeledImage: Sendable, Hashable {
  /// The image's file name, as the probes will give it.
  public var name: String
  /// The objects that are in it, in the order of the source; what stands first is asked first.
  public var objects: [String]
  /// The objects that a person has looked for and not found; empty where nobody has looked.
  public var verifiedAbsent: [String]

  /// Makes an image.
  public init(name: String, objects: [String], verifiedAbsent: [String] = []) {
    self.name = name
    self.objects = objects
    self.verifiedAbsent = verifiedAbsent
  }
}
