public import Imaging

/// Partitions of a picture that other programs made, in NPY or PNG files told apart by their content.
public enum LabelMapFile {
  /// Reads labels from an NPY or PNG file, and numbers them in order of appearance.
  ///
  /// A PNG's labels are its gray levels or its palette's indices.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - width: The picture's number of columns.
  ///   - height: The picture's number of rows.
  ///   - limit: The most pixels to accept.
  /// - Returns: A partition of the picture.
  /// - Throws: ``ImageError`` when the file cannot be read, is in another format, too large or damaged, and
  ///   when its values are no labels of such a picture.
  public static func read(
    _ path: String, width: Int, height: Int, limit: PixelLimit = .standard
  ) throws(ImageError) -> LabelMap {
    let bytes = try ValueGridFile.bytes(of: path, limit: limit)
    return try decode(bytes, name: path, width: width, height: height, limit: limit)
  }

  /// Decodes labels that are in memory, and numbers them in order of appearance.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for the error.
  ///   - width: The picture's number of columns.
  ///   - height: The picture's number of rows.
  ///   - limit: The most pixels to accept.
  /// - Returns: A partition of the picture.
  /// - Throws: ``ImageError`` as reading a file does.
  public static func decode(
    _ bytes: [UInt8], name: String, width: Int, height: Int, limit: PixelLimit = .standard
  ) throws(ImageError) -> LabelMap {
    let labels =
      switch try ValueGridFile.format(of: bytes, name: name) {
      case .npy: try NPYCodec.decode(bytes, name: name, limit: limit)
      case .png: try PNGCodec.decodeLabels(bytes, name: name, limit: limit)
      }
    do {
      return try LabelMap(numbering: labels, width: width, height: height)
    } catch {
      throw ImageError(error, name: name)
    }
  }
}

extension ImageError {
  /// The error of a file whose values are sound and yet cannot be what they are given for.
  public init(_ error: ValueGridError, name: String) {
    self.init(code: .unsuitable, name: name, reason: error.reason)
  }
}
