/// The number of a COCO image, read off any of the names under which it goes.
///
/// `COCO_val2014_000000391895.jpg` (2014), `000000391895.jpg` (2017) and a bare `391895` are the same
/// image: COCO's numbers are unique over all its sets and years.
public struct COCOImageName: Sendable, Hashable {
  /// The image's number.
  public let id: Int

  /// Reads a name without folders, with or without its extension.
  ///
  /// - Returns: nil for a name that is not of COCO's form.
  public init?(_ name: String) {
    var stem = name[...]
    if let dot = name.lastIndex(of: ".") {
      guard name[dot...].lowercased() == ".jpg" else { return nil }
      stem = name[..<dot]
    }
    let hadPrefix = stem.hasPrefix("COCO_")
    if hadPrefix {
      guard let set = Self.sets2014.first(where: { stem.hasPrefix("COCO_\($0)_") }) else {
        return nil
      }
      stem = stem.dropFirst("COCO_\(set)_".count)
    }
    // 1.jpg is any image's name, 000000000001.jpg is COCO's; a number alone names nothing else.
    let isPadded = stem.utf8.count == 12
    guard isPadded || (stem.count == name.count && stem.utf8.count < 12),
      stem.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let id = Int(stem)
    else { return nil }
    self.id = id
  }

  /// The names of the image's file in COCO's archives, folder and all, the 2014 ones first.
  public var fileNames: [String] {
    let digits = String(id)
    let padded = String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
    return Self.sets2014.flatMap { ["COCO_\($0)_\(padded).jpg", "\($0)/COCO_\($0)_\(padded).jpg"] }
      + ["\(padded).jpg"] + Self.sets2017.map { "\($0)/\(padded).jpg" }
  }

  private static let sets2014 = ["val2014", "train2014", "test2014", "test2015"]
  private static let sets2017 = ["val2017", "train2017", "test2017"]
}
