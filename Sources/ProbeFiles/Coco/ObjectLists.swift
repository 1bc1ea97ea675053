public import Probing

/// The objects of a set of images, read as a stream from annotations or from POPE's own lists.
public struct ObjectLists: Sendable, Hashable {
  /// The form of a source.
  public enum Form: String, Sendable, Hashable, CaseIterable {
    /// COCO's instances; the objects of an image stand in the order of their first annotations, and a
    /// crowd is as present as a single object.
    case coco
    /// LVIS's instances, which also say what is surely absent.
    case lvis
    /// POPE's lists: a line `{"image": …, "objects": […]}` for each image, taken as they stand.
    case objects
  }

  /// The images in the source's order, with their objects in plain words.
  public let images: [LabeledImage]
  /// The categories that cannot be told apart in a question and are left out.
  public let collisions: [PlainNames.Collision]
  /// What was left out, in one line each.
  public let notes: [String]

  /// Reads a file of any size; memory grows with the number of annotations, not with their masks.
  ///
  /// - Parameters:
  ///   - path: a file or a pipe.
  ///   - form: the form of its content.
  ///   - observe: is given every piece of the file, for example to digest it.
  /// - Throws: ``ProbeFileError`` for a file that cannot be read or is broken anywhere.
  public init(
    readingFile path: String, form: Form, observe: @escaping ([UInt8]) -> Void
  ) throws(ProbeFileError) {
    try self.init(FileChunks(path: path, observe: observe), file: path, form: form)
  }

  init(_ source: any ByteSource, file: String, form: Form) throws(ProbeFileError) {
    switch form {
    case .coco:
      self.init(try CocoFile(source, file: file, form: .coco, keepsShapes: false))
    case .lvis:
      self.init(try CocoFile(source, file: file, form: .lvis, keepsShapes: false))
    case .objects:
      try self.init(lines: source, file: file)
    }
  }

  /// Takes what was read; the collisions and contradictions become notes.
  init(
    _ images: [LabeledImage], collisions: [PlainNames.Collision], contradictions: Int = 0,
    maskNote: String? = nil
  ) {
    self.images = images
    self.collisions = collisions
    var notes = collisions.map { collision in
      let categories = collision.categories.map { quoted($0) }.joined(separator: " and ")
      return "\(categories) would both be asked as \(quoted(collision.words)); they are left out"
    }
    if contradictions > 0 {
      notes.append(
        "\(contradictions) categories are annotated in an image that is said to lack them; they count as present"
      )
    }
    if let maskNote { notes.append(maskNote) }
    self.notes = notes
  }
}
