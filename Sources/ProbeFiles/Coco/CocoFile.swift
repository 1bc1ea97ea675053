/// What an annotation file in COCO's or LVIS's form says, as far as it is kept.
///
/// The arrays `images`, `annotations` and `categories` may come in any order, so that what refers to
/// another array is checked when all are read.
struct CocoFile {
  /// Whose keys the file must have.
  enum Form {
    /// COCO's: `file_name` in every image.
    case coco
    /// LVIS's: `neg_category_ids` in every image, and `coco_url` where `file_name` is missing.
    case lvis
  }

  /// An image.
  struct Image {
    var id: Int
    var name: String
    var size: (width: Int, height: Int)?
    /// LVIS: categories that are surely not in the image.
    var absentCategories: [Int]
    /// LVIS: categories that are in the image, but not every one of them is annotated.
    var notExhaustiveCategories: [Int]
    var line: Int
  }

  /// An object in an image.
  struct Annotation {
    var id: Int
    var imageID: Int
    var categoryID: Int
    var line: Int
  }

  /// Where an object is.
  struct Shape {
    var box: [Double]
    var segmentation: CocoSegmentation?
  }

  /// A kind of object.
  struct Category {
    var id: Int
    var name: String
    var line: Int
  }

  /// The images in the file's order.
  var images: [Image] = []
  /// The annotations in the file's order.
  var annotations: [Annotation] = []
  /// The annotations' shapes in the same order; empty unless they are kept.
  var shapes: [Shape] = []
  /// The categories in the file's order.
  var categories: [Category] = []

  /// Where each image's id stands among the images.
  private(set) var imageIndex: [Int: Int] = [:]
  /// Where each category's id stands among the categories.
  private(set) var categoryIndex: [Int: Int] = [:]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - source: the file's bytes.
  ///   - file: the name for messages.
  ///   - form: whose keys it must have.
  ///   - keepsShapes: whether boxes and masks are kept; the others are only checked to be JSON.
  /// - Throws: ``ProbeFileError`` for a file that breaks anywhere, lacks or repeats an array, has an id or a
  ///   file name twice, or names an image or category that it does not have.
  init(
    _ source: any ByteSource, file: String, form: Form, keepsShapes: Bool
  ) throws(ProbeFileError) {
    var parser = try JSONPullParser(source, file: file)
    try read(&parser, form: form, keepsShapes: keepsShapes)
    try checkIDs(parser)
    try checkReferences(parser)
  }

  private mutating func checkIDs(_ parser: JSONPullParser) throws(ProbeFileError) {
    let file = parser.file
    var indexOfName: [String: Int] = [:]
    for (index, image) in images.enumerated() {
      if let first = imageIndex.updateValue(index, forKey: image.id) {
        throw taken(
          "images", index, image.line, "the id \(image.id)", first, images[first].line, file)
      }
      if let first = indexOfName.updateValue(index, forKey: image.name) {
        throw taken(
          "images", index, image.line, "the file name \(quoted(image.name))", first,
          images[first].line, file)
      }
    }
    for (index, category) in categories.enumerated() {
      if let first = categoryIndex.updateValue(index, forKey: category.id) {
        throw taken(
          "categories", index, category.line, "the id \(category.id)", first,
          categories[first].line, file)
      }
    }
    // Sorted instead of looked up: half a million ids take a tenth of a dictionary's memory.
    let order = annotations.indices.sorted {
      (annotations[$0].id, $0) < (annotations[$1].id, $1)
    }
    for (first, second) in zip(order, order.dropFirst())
    where annotations[first].id == annotations[second].id {
      throw taken(
        "annotations", second, annotations[second].line, "the id \(annotations[second].id)", first,
        annotations[first].line, file)
    }
  }

  private func taken(
    _ array: String, _ index: Int, _ line: Int, _ what: String, _ first: Int, _ firstLine: Int,
    _ file: String
  ) -> ProbeFileError {
    ProbeFileError(
      code: .duplicateID, file: file, line: line,
      message:
        "\"\(array)[\(index)]\" has \(what) of \"\(array)[\(first)]\" on line \(firstLine); give each its own"
    )
  }

  private func checkReferences(_ parser: JSONPullParser) throws(ProbeFileError) {
    func missing(_ what: String, _ line: Int) -> ProbeFileError {
      parser.error(
        .wrongType, "\(what), which the file does not have; correct the file", line: line)
    }
    for annotation in annotations {
      if imageIndex[annotation.imageID] == nil {
        throw missing(
          "annotation \(annotation.id) is of image \(annotation.imageID)", annotation.line)
      }
      if categoryIndex[annotation.categoryID] == nil {
        throw missing(
          "annotation \(annotation.id) is of category \(annotation.categoryID)", annotation.line)
      }
    }
    for image in images {
      for id in image.absentCategories + image.notExhaustiveCategories
      where categoryIndex[id] == nil {
        throw missing("image \(image.id) names category \(id)", image.line)
      }
    }
  }
}
