public import Imaging

/// Values for each pixel in files, told apart by what is in them, never by their names.
public enum ValueGridFile {
  /// Reads an attribution map from an NPY or a gray PNG file.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - limit: The most pixels to accept.
  /// - Returns: The values as they are stored: any size, not scaled, possibly not finite.
  /// - Throws: ``ImageError`` when the file cannot be read, is in another format, too large, damaged or
  ///   colored.
  public static func read(
    _ path: String, limit: PixelLimit = .standard
  ) throws(ImageError) -> ValueGrid {
    try decode(try bytes(of: path, limit: limit), name: path, limit: limit)
  }

  /// Decodes an attribution map that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for the error.
  ///   - limit: The most pixels to accept.
  /// - Returns: The values as they are stored.
  /// - Throws: ``ImageError`` when the file is in another format, too large, damaged or colored.
  public static func decode(
    _ bytes: [UInt8], name: String, limit: PixelLimit = .standard
  ) throws(ImageError) -> ValueGrid {
    switch try format(of: bytes, name: name) {
    case .npy: try NPYCodec.decode(bytes, name: name, limit: limit)
    case .png: try PNGCodec.decodeValues(bytes, name: name, limit: limit)
    }
  }

  /// The formats that hold values.
  enum Format {
    case npy
    case png
  }

  /// Tells the format by the file's first bytes.
  static func format(of bytes: [UInt8], name: String) throws(ImageError) -> Format {
    if bytes.starts(with: NPYCodec.signature) { return .npy }
    if bytes.starts(with: PNGCodec.signature) { return .png }
    throw ImageError(
      code: .unknownFormat, name: name,
      reason: bytes.isEmpty
        ? "the file is empty" : "not an NPY or PNG: save one value for each pixel as either")
  }

  /// Reads a file, unless it is longer than any that the limit allows.
  static func bytes(of path: String, limit: PixelLimit) throws(ImageError) -> [UInt8] {
    // A small picture's PNG may hold more text than pixels: a megabyte is always read.
    let content = max(min(limit.pixelCount, 1 << 48) * 8, 1 << 20)
    return try ImageFile.bytes(of: path, byteLimit: content + NPYHeader.longest)
  }
}
