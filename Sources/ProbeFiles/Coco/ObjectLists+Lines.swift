import Probing

extension ObjectLists {
  /// Reads POPE's lists: objects on lines of their own, or the elements of one array.
  init(lines source: any ByteSource, file: String) throws(ProbeFileError) {
    var parser = try JSONPullParser(source, file: file)
    var images: [LabeledImage] = []
    var lineOfImage: [String: Int] = [:]
    func add(_ image: LabeledImage, _ line: Int) throws(ProbeFileError) {
      if let first = lineOfImage.updateValue(line, forKey: image.name) {
        throw parser.error(
          .duplicateID,
          "the image \(quoted(image.name)) stands on line \(first) already; unite the two",
          line: line
        )
      }
      images.append(image)
    }
    if try parser.isNext("[") {
      try parser.enterArray()
      while try parser.nextElement() {
        let (image, line) = try Self.image(&parser)
        try add(image, line)
      }
      try parser.finish()
    } else {
      while try parser.hasMore() {
        let (image, line) = try Self.image(&parser)
        try add(image, line)
      }
    }
    guard !images.isEmpty else {
      throw ProbeFileError(
        code: .empty, file: file,
        message: #"has no image; a line is {"image": "a.jpg", "objects": ["cat", "cup"]}"#)
    }
    self.init(inPlainWords: images)
  }

  private static func image(
    _ parser: inout JSONPullParser
  ) throws(ProbeFileError) -> (LabeledImage, line: Int) {
    var name: String?
    var objects: [String]?
    try parser.enterObject()
    let line = parser.line
    while let key = try parser.nextKey() {
      switch key {
      case "image": name = try parser.name()
      case "objects":
        var names: [String] = []
        try parser.enterArray()
        while try parser.nextElement() { names.append(try parser.name()) }
        objects = names
      default: try parser.skip()
      }
    }
    guard let name else { throw parser.missing("image", line: line) }
    guard let objects else { throw parser.missing("objects", line: line) }
    return (LabeledImage(name: name, objects: objects), line)
  }

  private init(inPlainWords images: [LabeledImage]) {
    var distinct: [String] = []
    var known: Set<String> = []
    for object in images.lazy.flatMap(\.objects) where known.insert(object).inserted {
      distinct.append(object)
    }
    let plain = PlainNames(distinct)
    let words = Dictionary(zip(distinct, plain.names)) { first, _ in first }
    self.init(
      images.map { image in
        LabeledImage(
          name: image.name, objects: image.objects.compactMap { words[$0].flatMap { $0 } })
      }, collisions: plain.collisions)
  }
}
