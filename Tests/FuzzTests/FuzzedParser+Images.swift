import Codecs
import Imaging

extension FuzzedParser {
  /// Pictures, label maps and attribution maps.
  static let images = [
    FuzzedParser(
      name: "png", corpus: [.files(in: "CodecsTests/Fixtures", endings: [".png"]), found],
      words: chunks, repair: repairSums, parse: decodePicture),
    FuzzedParser(
      name: "jpeg", corpus: [.files(in: "CodecsTests/Fixtures", endings: [".jpg"]), found],
      words: ["\u{0}Exif\u{0}\u{0}MM\u{0}*", "Adobe", "JFIF", "ICC_PROFILE"], parse: decodePicture),
    FuzzedParser(
      name: "bmp",
      corpus: [
        .bytes(BMPCodec.encode(picture(5, 3)), name: "5x3"),
        .bytes(BMPCodec.encode(picture(4, 4)), name: "4x4"), found,
      ], words: ["BM"], parse: decodePicture),
    FuzzedParser(
      name: "npy",
      corpus: [
        .bytes(
          NPYCodec.encode(LabelMap(width: 3, height: 2, labels: [0, 0, 1, 1, 2, 2])), name: "labels"
        ),
        .bytes(
          NPYCodec.encode(
            ValueGrid(width: 3, height: 2, values: [0, 1, -1, 0.5, .nan, 9]), as: .double),
          name: "values"), found,
      ],
      words: [
        "'descr': '<f4'", "'descr': '>i8'", "'fortran_order': True", "'shape': (3, 2)", "(", ")",
        "'",
        "{", "}", ",", "|b1", "<u2", "|O", "\u{93}NUMPY",
      ],
      parse: decodeMaps),
    FuzzedParser(
      name: "map-png", corpus: [.files(in: "CodecsTests/Fixtures", endings: [".png"])],
      words: chunks, repair: repairSums, parse: decodeMaps),
  ]

  private static let found = Corpus.files(in: "FuzzTests/Corpus/images", endings: [".bin"])
  private static let chunks = [
    "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "sRGB", "iCCP", "cHRM", "tEXt", "zTXt", "acTL",
    "eXIf",
  ]
  /// Small enough that a header alone cannot cost much.
  private static let limit = PixelLimit(pixelCount: 1 << 18)

  private static func picture(_ width: Int, _ height: Int) -> RGBImage {
    RGBImage(
      width: width, height: height,
      pixels: (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 * 37) })
  }

  @Sendable private static func decodePicture(_ bytes: [UInt8]) throws {
    do {
      let image = try ImageFile.decode(bytes, name: "a", limit: limit)
      try Complaint.unless(
        image.pixels.count == image.width * image.height * 3
          && image.width * image.height <= limit.pixelCount, "\(image.width)x\(image.height)")
    } catch let error as ImageError {
      try Complaint.unlessLine(error.description)
    }
  }

  @Sendable private static func decodeMaps(_ bytes: [UInt8]) throws {
    do {
      let grid = try ValueGridFile.decode(bytes, name: "a", limit: limit)
      try Complaint.unless(grid.values.count == grid.width * grid.height, "a grid's size")
    } catch let error as ImageError {
      try Complaint.unlessLine(error.description)
    }
    do {
      let labels = try LabelMapFile.decode(bytes, name: "a", width: 3, height: 2, limit: limit)
      try Complaint.unless(labels.labels.count == 6, "a map's size")
    } catch let error as ImageError {
      try Complaint.unlessLine(error.description)
    }
  }

  /// Sets the sums of a PNG's chunks right.
  @Sendable private static func repairSums(_ bytes: inout [UInt8]) {
    var start = 8
    while start + 12 <= bytes.count {
      let length = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - start - 12 else { return }
      let sum = checksum(bytes[(start + 4)..<(start + 8 + length)])
      for index in 0..<4 {
        bytes[start + 8 + length + index] = UInt8(
          truncatingIfNeeded: sum >> (24 - 8 * UInt32(index)))
      }
      start += 12 + length
    }
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
    }
  }

  private static let table = (0..<256 as Range<UInt32>).map { start in
    (0..<8).reduce(start) { sum, _ in sum & 1 == 0 ? sum >> 1 : 0xEDB8_8320 ^ sum >> 1 }
  }
}
