import FoundationEssentials

extension CocoAnnotations {
  /// Reads an annotation file of at most 512 MB.
  ///
  /// - Throws: ``ProbeFileError`` for a file that cannot be read, is no COCO annotation file, names an
  ///   image or category that it does not have, or has a mask whose runs do not fit its size.
  public init(readingFile path: String) throws(ProbeFileError) {
    try self.init(content: InputFile.bytes(of: path), file: path)
  }

  /// Reads an annotation file's content; `file` is the name for messages.
  ///
  /// - Throws: ``ProbeFileError`` as for a file.
  public init(content: [UInt8], file: String) throws(ProbeFileError) {
    let record: CocoRecord = try decodeJSON(content[...], file: file, line: nil)
    let images = record.images.map {
      Image(id: $0.id, fileName: $0.fileName, width: $0.width, height: $0.height)
    }
    let imageIDs = Set(images.map(\.id))
    let categories = Dictionary(record.categories.map { ($0.id, $0.name) }) { first, _ in first }
    var annotations: [Annotation] = []
    for annotation in record.annotations {
      func fault(_ text: String) -> ProbeFileError {
        ProbeFileError(
          code: .wrongType, file: file,
          message: "annotation \(annotation.id) \(text); correct the file")
      }
      guard imageIDs.contains(annotation.imageID) else {
        throw fault("is of image \(annotation.imageID), which the file does not have")
      }
      guard let category = categories[annotation.categoryID] else {
        throw fault("is of category \(annotation.categoryID), which the file does not have")
      }
      guard annotation.bbox.count == 4 else {
        throw fault("has a \"bbox\" of other than 4 numbers")
      }
      annotations.append(
        Annotation(
          id: annotation.id, imageID: annotation.imageID, categoryID: annotation.categoryID,
          category: category, box: annotation.bbox,
          mask: try annotation.segmentation?.mask(orThrow: fault)))
    }
    self.init(images: images, annotations: annotations)
  }
}

/// A COCO annotation file as it is written.
private struct CocoRecord: Decodable {
  var images: [Image]
  var annotations: [Annotation]
  var categories: [Category]

  struct Image: Decodable {
    var id: Int
    var fileName: String
    var width: Int
    var height: Int

    enum CodingKeys: String, CodingKey {
      case id, width, height
      case fileName = "file_name"
    }
  }

  struct Annotation: Decodable {
    var id: Int
    var imageID: Int
    var categoryID: Int
    var bbox: [Double]
    var segmentation: Segmentation?

    enum CodingKeys: String, CodingKey {
      case id, bbox, segmentation
      case imageID = "image_id"
      case categoryID = "category_id"
    }
  }

  struct Category: Decodable {
    var id: Int
    var name: String
  }

  /// A mask; of its forms only uncompressed runs are read, polygons and compressed runs are passed over.
  enum Segmentation: Decodable {
    case runs(size: [Int], counts: [Int])
    case otherForm

    enum CodingKeys: String, CodingKey {
      case size, counts
    }

    init(from decoder: any Decoder) throws {
      guard let container = try? decoder.container(keyedBy: CodingKeys.self),
        let counts = try? container.decode([Int].self, forKey: .counts)
      else {
        self = .otherForm
        return
      }
      self = .runs(size: try container.decode([Int].self, forKey: .size), counts: counts)
    }

    func mask(
      orThrow fault: (String) -> ProbeFileError
    ) throws(ProbeFileError) -> RunLengthMask? {
      guard case .runs(let size, let counts) = self else { return nil }
      guard size.count == 2,
        let mask = RunLengthMask(width: size[1], height: size[0], counts: counts)
      else { throw fault("has a mask whose runs do not add up to its size") }
      return mask
    }
  }
}
