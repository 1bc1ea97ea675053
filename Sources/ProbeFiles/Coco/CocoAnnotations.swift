/// The objects and masks of a set of images, in COCO's annotation form.
///
/// What the bundled probe set's `annotations.json` holds: `images`, `categories`, and `annotations`
/// with a box and an uncompressed run-length mask (cocodataset.org, "Data format").
public struct CocoAnnotations: Sendable, Hashable {
  /// An image of the set.
  public struct Image: Sendable, Hashable {
    /// The image's id in the file.
    public let id: Int
    /// The image's file name.
    public let fileName: String
    /// Its width in pixels.
    public let width: Int
    /// Its height in pixels.
    public let height: Int
  }

  /// One object in one image.
  public struct Annotation: Sendable, Hashable {
    /// The annotation's id in the file.
    public let id: Int
    /// The image's id.
    public let imageID: Int
    /// The category's id.
    public let categoryID: Int
    /// The category's name, for example `traffic light`.
    public let category: String
    /// Left, top, width and height in pixels.
    public let box: [Double]
    /// The mask, or nil when the file gives none or in another form (polygons, compressed runs).
    public let mask: RunLengthMask?
  }

  /// The images in the file's order.
  public let images: [Image]
  /// The annotations in the file's order.
  public let annotations: [Annotation]
  private let imageIndex: [String: Int]
  private let annotationIndex: [Int: Int]
  private let annotationsOfImage: [Int: [Int]]

  /// Makes a set of annotations; of a name or id that stands twice the first one counts.
  init(images: [Image], annotations: [Annotation]) {
    self.images = images
    self.annotations = annotations
    imageIndex = Dictionary(zip(images.map(\.fileName), images.indices)) { first, _ in first }
    annotationIndex = Dictionary(zip(annotations.map(\.id), annotations.indices)) { first, _ in
      first
    }
    annotationsOfImage = Dictionary(grouping: annotations.indices) { annotations[$0].imageID }
  }

  /// The image of that file name, or nil.
  public func image(named fileName: String) -> Image? {
    imageIndex[fileName].map { images[$0] }
  }

  /// The annotation of that id, or nil.
  public func annotation(id: Int) -> Annotation? {
    annotationIndex[id].map { annotations[$0] }
  }

  /// The annotations of the image of that file name, in the file's order; empty when there is none.
  public func annotations(ofImage fileName: String) -> [Annotation] {
    guard let image = image(named: fileName) else { return [] }
    return (annotationsOfImage[image.id] ?? []).map { annotations[$0] }
  }
}
