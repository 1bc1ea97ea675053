import Glibc
public import Imaging

/// Pictures in files, told apart by what is in them, never by their names.
public enum ImageFile {
  /// Reads and decodes a PNG, JPEG or BMP file.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - limit: The most pixels to accept.
  /// - Returns: The picture, upright.
  /// - Throws: ``ImageError`` when the file cannot be read, is in another format, too large or
  ///   damaged.
  public static func read(
    _ path: String, limit: PixelLimit = .standard
  ) throws(ImageError) -> RGBImage {
    try decode(try bytes(of: path), name: path, limit: limit)
  }

  /// Decodes a PNG, JPEG or BMP file that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for the error.
  ///   - limit: The most pixels to accept.
  /// - Returns: The picture, upright.
  /// - Throws: ``ImageError`` when the file is in another format, too large or damaged.
  public static func decode(
    _ bytes: [UInt8], name: String, limit: PixelLimit = .standard
  ) throws(ImageError) -> RGBImage {
    if bytes.starts(with: PNGCodec.signature) {
      return try PNGCodec.decode(bytes, name: name, limit: limit)
    }
    if bytes.starts(with: JPEGCodec.signature) {
      return try JPEGCodec.decode(bytes, name: name, limit: limit)
    }
    if bytes.starts(with: BMPCodec.signature) {
      return try BMPCodec.decode(bytes, name: name, limit: limit)
    }
    throw ImageError(
      code: .unknownFormat, name: name,
      reason: bytes.isEmpty ? "the file is empty" : "not a PNG, JPEG or BMP")
  }

  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - byteLimit: The most bytes to accept; a larger file is not read at all.
  /// - Returns: The file's bytes.
  /// - Throws: ``ImageError`` when the file is larger, or with the system's reason when it cannot be read.
  public static func bytes(
    of path: String, byteLimit: Int = .max
  ) throws(ImageError) -> [UInt8] {
    func unreadable(_ reason: String) -> ImageError {
      ImageError(code: .unreadable, name: path, reason: reason)
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(systemReason()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(systemReason()) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw unreadable("not a regular file") }

    let size = Int(status.st_size)
    guard size <= byteLimit else {
      throw ImageError(
        code: .tooLarge, name: path, reason: "\(size) bytes are more than the limit of \(byteLimit)"
      )
    }
    var failure: String?
    let content = [UInt8](unsafeUninitializedCapacity: size) { content, count in
      while count < size {
        let received = Glibc.read(descriptor, content.baseAddress.map { $0 + count }, size - count)
        if received < 0 && errno == EINTR { continue }
        if received < 0 { failure = systemReason() }
        if received <= 0 { break }
        count += received
      }
    }
    if let failure { throw unreadable(failure) }
    return content
  }

  private static func systemReason() -> String {
    switch errno {
    case ENOENT: "no such file"
    case EACCES, EPERM: "permission denied"
    default: String(cString: strerror(errno))
    }
  }
}
