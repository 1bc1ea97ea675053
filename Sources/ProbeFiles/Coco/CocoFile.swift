/// What an annotation file in COCO's or LVIS's form says, as far as it is kept.
///
/// The arrays `images`, `annotations` and `categories` may come in any order, so that what refers to
/// another array is checked when all are read.
struct CocoFile {
  /// Whose keys the file must have.
  enum Form {
    /// COCO's: what LVIS says beyond it is passed over.
    case coco
    /// LVIS's: `neg_category_ids` in every image.
    case lvis
  }

  /// An image.
  struct Image {
    var id: Int
    /// `file_name`, or where that is missing, as in LVIS, the end of `coco_url`.
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

  /// How many masks of run lengths do not fit their size; counted only where shapes are not kept.
  var brokenMaskCount = 0
  /// The line of the first of them, and what is wrong with it.
  var firstBrokenMask: String?

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
    func taken(
      _ what: String, in array: String, _ second: (index: Int, line: Int),
      by first: (index: Int, line: Int)
    ) -> ProbeFileError {
      parser.error(
        .duplicateID,
        "\"\(array)[\(second.index)]\" has \(what) of \"\(array)[\(first.index)]\" on line \(first.line);"
          + " give each its own", line: second.line)
    }
    var indexOfName: [String: Int] = [:]
    for (index, image) in images.enumerated() {
      if let first = imageIndex.updateValue(index, forKey: image.id) {
        throw taken(
          "the id \(image.id)", in: "images", (index, image.line), by: (first, images[first].line))
      }
      if let first = indexOfName.updateValue(index, forKey: image.name) {
        throw taken(
          "the file name \(quoted(image.name))", in: "images", (index, image.line),
          by: (first, images[first].line))
      }
    }
    for (index, category) in categories.enumerated() {
      if let first = categoryIndex.updateValue(index, forKey: category.id) {
        throw taken(
          "the id \(category.id)", in: "categories", (index, category.line),
          by: (first, categories[first].line))
      }
    }
    // Sorted instead of looked up: a dictionary of millions of ids would outgrow the annotations.
    let order = annotations.indices.sorted {
      (annotations[$0].id, $0) < (annotations[$1].id, $1)
    }
    for (first, second) in zip(order, order.dropFirst())
    where annotations[first].id == annotations[second].id {
      throw taken(
        "the id \(annotations[second].id)", in: "annotations",
        (second, annotations[second].line), by: (first, annotations[first].line))
    }
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
