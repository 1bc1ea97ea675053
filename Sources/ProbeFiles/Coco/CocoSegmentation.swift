/// A mask as COCO's files write it (cocodataset.org, "Data format").
enum CocoSegmentation: Sendable, Hashable {
  /// Outlines, each as x and y by turns; the mask is their union.
  case polygons([[Double]])
  /// Run lengths; `size` is height and width.
  case runs(size: [Int], counts: [Int])
  /// Run lengths packed into a string.
  case packedRuns(size: [Int], counts: String)
}

extension CocoSegmentation {
  /// Reads a mask; nil for `null` and for an empty list.
  init?(_ parser: inout JSONPullParser) throws(ProbeFileError) {
    if try parser.skipNull() { return nil }
    if try parser.isNext("[") {
      var polygons: [[Double]] = []
      try parser.enterArray()
      while try parser.nextElement() { polygons.append(try parser.numbers()) }
      if polygons.isEmpty { return nil }
      self = .polygons(polygons)
      return
    }
    guard try parser.isNext("{") else {
      throw try parser.wrongType("a list of polygons or an object in braces")
    }
    var size: [Int]?
    var counts: [Int]?
    var packedCounts: String?
    try parser.enterObject()
    let line = parser.line
    while let key = try parser.nextKey() {
      switch key {
      case "size": size = try parser.integers()
      case "counts" where try parser.isNext("\""): packedCounts = try parser.string()
      case "counts": counts = try parser.integers()
      default: try parser.skip()
      }
    }
    guard let size else { throw parser.missing("size", line: line) }
    if let counts {
      self = .runs(size: size, counts: counts)
    } else if let packedCounts {
      self = .packedRuns(size: size, counts: packedCounts)
    } else {
      throw parser.missing("counts", line: line)
    }
  }

  /// Why a mask cannot be made, in words that follow "annotation 17 ".
  struct Fault: Error {
    var words: String
  }

  /// Makes the mask.
  ///
  /// - Parameters:
  ///   - width: the image's width in pixels, which polygons do not say themselves.
  ///   - height: the image's height in pixels.
  /// - Returns: the mask, of the image's size, or where that is 0 of the one that runs name.
  /// - Throws: ``Fault`` when runs do not fit their size or that of the image, or polygons cannot be drawn.
  func mask(width: Int, height: Int) throws(Fault) -> RunLengthMask {
    switch self {
    case .polygons(let polygons):
      guard let mask = RunLengthMask(width: width, height: height, polygons: polygons) else {
        throw Fault(
          words: "has a polygon that cannot be drawn: an odd number of coordinates, one beyond"
            + " 1000000, or an image without size")
      }
      return mask
    case .runs(let size, let counts):
      return try Self.mask(size: size, counts: counts, image: (width, height))
    case .packedRuns(let size, let text):
      guard let counts = RunLengthMask.counts(unpacking: text) else {
        throw Fault(words: "has packed run lengths that are cut off or garbled")
      }
      return try Self.mask(size: size, counts: counts, image: (width, height))
    }
  }

  private static func mask(
    size: [Int], counts: [Int], image: (width: Int, height: Int)
  ) throws(Fault) -> RunLengthMask {
    guard size.count == 2 else {
      throw Fault(words: "has a mask whose \"size\" is not height and width")
    }
    // Without a size the image is as large as the mask says.
    guard image == (0, 0) || size == [image.height, image.width] else {
      throw Fault(
        words:
          "has a mask of \(size[1]) x \(size[0]) pixels on an image of \(image.width) x \(image.height)"
      )
    }
    guard let mask = RunLengthMask(width: size[1], height: size[0], counts: counts) else {
      let sum = counts.reduce(0) { $0.addingReportingOverflow($1).partialValue }
      throw Fault(
        words:
          "has a mask whose runs add up to \(sum) pixels, not to its size, \(size[1]) x \(size[0])")
    }
    return mask
  }
}
