public import Probing

/// What is in the images of captions by COCO's annotations, read once for every way to read captions.
public struct CaptionTruth: Sendable, Hashable {
  /// The objects by the image's number.
  private let instances: [String: Set<String>]
  /// The image's number by the name of its file.
  private let numbers: [String: String]
  private let references: [Caption]
  /// The objects that the annotators looked for; nil where these were all of COCO's.
  public let annotated: Set<String>?

  /// Reads annotations.
  ///
  /// Every image is known by its number and by its file's name.
  ///
  /// - Parameters:
  ///   - instances: A file in the form of `instances_val2014.json`; read as a stream, of any size.
  ///   - references: People's captions in the form of `captions_val2014.json`; what they mention is there too,
  ///     as the published CHAIR has it. Nil for the annotations alone.
  /// - Throws: ``ProbeFileError`` for a file that cannot be read or is broken anywhere.
  public init(instances: String, references: String?) throws(ProbeFileError) {
    let coco = try CocoFile(
      FileChunks(path: instances) { _ in }, file: instances, form: .coco, keepsShapes: false)
    var objects: [Int: Set<String>] = [:]
    for image in coco.images { objects[image.id] = [] }
    for annotation in coco.annotations {
      guard let index = coco.categoryIndex[annotation.categoryID] else { continue }
      objects[annotation.imageID]?.insert(coco.categories[index].name)
    }
    let byNumber = Dictionary(uniqueKeysWithValues: objects.map { (String($0), $1) })
    self.instances = byNumber
    // A name that is a number is an image's number first.
    numbers = Dictionary(
      coco.images.filter { byNumber[$0.name] == nil }.map { ($0.name, String($0.id)) }
    ) { $1 }
    let categories = Set(coco.categories.map(\.name))
    annotated =
      COCOCategories.all.allSatisfy { categories.contains($0.name) } ? nil : categories
    if let references {
      self.references = try ReferenceCaptions(readingFile: references).captions
    } else {
      self.references = []
    }
  }

  /// The objects of the images, those of people's captions read as `variant` reads.
  ///
  /// As the published CHAIR has it, an object that the annotations have no category for is not there; ``annotated`` tells
  /// which these are.
  public func objects(readBy variant: CHAIRVariant) -> ImageObjects {
    ImageObjects(
      instances: instances, references: references, otherKeys: numbers, variant: variant)
  }
}

/// People's captions in COCO's form.
private struct ReferenceCaptions {
  let captions: [Caption]

  init(readingFile path: String) throws(ProbeFileError) {
    let record: Record = try decodeJSON(
      InputFile.bytes(of: path)[...], file: path, line: nil)
    captions = record.annotations.map {
      Caption(imageID: $0.imageID, imageName: "", text: $0.caption)
    }
  }

  private struct Record: Decodable {
    var annotations: [Annotation]
  }

  private struct Annotation: Decodable {
    var imageID: Int
    var caption: String

    enum CodingKeys: String, CodingKey {
      case imageID = "image_id"
      case caption
    }
  }
}
