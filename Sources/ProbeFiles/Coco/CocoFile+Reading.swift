extension CocoFile {
  /// Reads the file's object.
  mutating func read(
    _ parser: inout JSONPullParser, form: Form, keepsShapes: Bool
  ) throws(ProbeFileError) {
    var found: Set<String> = []
    try parser.enterObject()
    while let key = try parser.nextKey() {
      guard ["images", "annotations", "categories"].contains(key) else {
        try parser.skip()
        continue
      }
      guard found.insert(key).inserted else {
        throw parser.error(.wrongType, "has \"\(key)\" twice; unite the lists")
      }
      try parser.enterArray()
      while try parser.nextElement() {
        switch key {
        case "images": images.append(try Self.image(&parser, form: form))
        case "categories": categories.append(try Self.category(&parser))
        default: try readAnnotation(&parser, keepsShapes: keepsShapes)
        }
      }
    }
    try parser.finish()
    for key in ["images", "annotations", "categories"] where !found.contains(key) {
      throw ProbeFileError(
        code: .missingKey, file: parser.file, message: "has no \"\(key)\"; correct it")
    }
  }

  private static func image(
    _ parser: inout JSONPullParser, form: Form
  ) throws(ProbeFileError) -> Image {
    var id: Int?
    var fileName: String?
    var address: String?
    var width: Int?
    var height: Int?
    var absent: [Int]?
    var notExhaustive: [Int] = []
    try parser.enterObject()
    let line = parser.line
    while let key = try parser.nextKey() {
      switch key {
      case "id": id = try parser.integer()
      case "file_name": fileName = try parser.name()
      case "coco_url": address = try parser.name()
      case "width": width = try parser.integer()
      case "height": height = try parser.integer()
      case "neg_category_ids" where form == .lvis: absent = try parser.integers()
      case "not_exhaustive_category_ids" where form == .lvis:
        notExhaustive = try parser.integers()
      default: try parser.skip()
      }
    }
    guard let id else { throw parser.missing("id", line: line) }
    guard let name = fileName ?? address.map(Self.name(ofAddress:)) else {
      throw parser.missing("file_name", line: line)
    }
    if form == .lvis, absent == nil {
      var error = parser.missing("neg_category_ids", line: line)
      error.message += "; is it a file of LVIS?"
      throw error
    }
    var size: (Int, Int)?
    if let width, let height {
      guard (0...1_000_000).contains(width), (0...1_000_000).contains(height) else {
        throw parser.error(
          .wrongType, "image \(id) is said to have \(width) x \(height) pixels; correct it",
          line: line)
      }
      size = (width, height)
    }
    return Image(
      id: id, name: name, size: size, absentCategories: absent ?? [],
      notExhaustiveCategories: notExhaustive, line: line)
  }

  /// The file name in an address of COCO's, with the folder before it, as in `val2017/000000000139.jpg`:
  /// LVIS's sets mix the images of several of COCO's folders.
  private static func name(ofAddress address: String) -> String {
    address.split(separator: "/").suffix(2).joined(separator: "/")
  }

  private static func category(
    _ parser: inout JSONPullParser
  ) throws(ProbeFileError) -> Category {
    var id: Int?
    var name: String?
    try parser.enterObject()
    let line = parser.line
    while let key = try parser.nextKey() {
      switch key {
      case "id": id = try parser.integer()
      case "name": name = try parser.name()
      default: try parser.skip()
      }
    }
    guard let id else { throw parser.missing("id", line: line) }
    guard let name else { throw parser.missing("name", line: line) }
    return Category(id: id, name: name, line: line)
  }

  private mutating func readAnnotation(
    _ parser: inout JSONPullParser, keepsShapes: Bool
  ) throws(ProbeFileError) {
    var id: Int?
    var imageID: Int?
    var categoryID: Int?
    var box: [Double]?
    var segmentation: CocoSegmentation?
    try parser.enterObject()
    let line = parser.line
    while let key = try parser.nextKey() {
      switch key {
      case "id": id = try parser.integer()
      case "image_id": imageID = try parser.integer()
      case "category_id": categoryID = try parser.integer()
      case "bbox":
        let numbers = try parser.numbers()
        guard numbers.count == 4 else {
          throw parser.error(
            .wrongType,
            "\(parser.pathWords) has \(numbers.count) numbers, not the 4 of a box; correct it")
        }
        box = numbers
      case "segmentation" where keepsShapes: segmentation = try CocoSegmentation(&parser)
      case "segmentation" where try parser.isNext("{"): try checkRuns(&parser)
      default: try parser.skip()
      }
    }
    guard let id else { throw parser.missing("id", line: line) }
    guard let imageID else { throw parser.missing("image_id", line: line) }
    guard let categoryID else { throw parser.missing("category_id", line: line) }
    annotations.append(
      Annotation(id: id, imageID: imageID, categoryID: categoryID, line: line))
    if keepsShapes {
      guard let box else { throw parser.missing("bbox", line: line) }
      shapes.append(Shape(box: box, segmentation: segmentation))
    }
  }
}

extension CocoFile {
  /// Reads a mask of run lengths and lets it go, with a word where it does not fit its size: nothing rests on it
  /// here, but it is a sign of a broken file.
  private mutating func checkRuns(_ parser: inout JSONPullParser) throws(ProbeFileError) {
    let (path, line) = (parser.pathWords, parser.line)
    let segmentation = try CocoSegmentation(&parser)
    do throws(CocoSegmentation.Fault) {
      _ = try segmentation?.mask(width: 0, height: 0)
    } catch {
      brokenMaskCount += 1
      firstBrokenMask = firstBrokenMask ?? "line \(line): \(path) \(error.words)"
    }
  }
}

extension JSONPullParser {
  /// Takes a string that is more than white space.
  mutating func name() throws(ProbeFileError) -> String {
    let name = try string()
    guard !name.allSatisfy(\.isWhitespace) else {
      throw error(.wrongType, "\(pathWords) is empty; fill it in")
    }
    return name
  }
}
