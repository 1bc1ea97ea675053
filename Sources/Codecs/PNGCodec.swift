import CPNG
import Glibc
public import Imaging

/// Portable Network Graphics, by libpng.
///
/// Every color type and bit depth becomes 8-bit RGB: 16 bits are rounded to 8, gray and palettes
/// are expanded, transparency is composited on white (as vLLM does), gamma and color profiles are
/// ignored.
public enum PNGCodec {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The bytes of the signature and the IHDR chunk, which always comes first.
  private static let headerLength = 33
  /// The most that deflate can shrink: 258 bytes to 2 bits.
  private static let largestCompression = 1032

  /// Decodes a whole file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for the error.
  ///   - limit: The most pixels to accept; the header is read before any memory is taken.
  /// - Returns: The picture.
  /// - Throws: ``ImageError`` when the file is no PNG, too large, cut short or damaged.
  public static func decode(
    _ bytes: [UInt8], name: String, limit: PixelLimit = .standard
  ) throws(ImageError) -> RGBImage {
    let (width, height) = try size(of: bytes, name: name, limit: limit)
    var error = [CChar](repeating: 0, count: Int(HALLUX_PNG_ERROR_SIZE))
    var isDecoded = false
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { pixels, count in
      let result = hallux_png_decode(
        bytes, bytes.count, pixels.baseAddress, UInt32(width), UInt32(height), &error)
      isDecoded = result == 1
      count = isDecoded ? width * height * 3 : 0
    }
    guard isDecoded else {
      throw ImageError(
        code: .damaged, name: name, reason: "damaged PNG: \(String(terminated: error))")
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }

  /// Encodes a picture without loss, quickly rather than small.
  public static func encode(_ image: RGBImage) -> [UInt8] {
    var error = [CChar](repeating: 0, count: Int(HALLUX_PNG_ERROR_SIZE))
    var length = 0
    let file = hallux_png_encode(
      image.pixels, UInt32(image.width), UInt32(image.height), &length, &error)
    guard let file else { preconditionFailure("libpng: \(String(terminated: error))") }
    defer { free(file) }
    return [UInt8](UnsafeBufferPointer(start: file, count: length))
  }

  /// The size in the header, once it is sure that the limit allows it and the file can fill it.
  static func size(
    of bytes: [UInt8], name: String, limit: PixelLimit
  ) throws(ImageError) -> (width: Int, height: Int) {
    let size = bytes.withUnsafeBytes { file -> (width: Int, height: Int)? in
      guard file.count >= headerLength, file.starts(with: signature),
        file[12..<16].elementsEqual("IHDR".utf8)
      else { return nil }
      return (file.bigEndian32(at: 16), file.bigEndian32(at: 20))
    }
    guard let size else {
      throw ImageError(
        code: .damaged, name: name, reason: "damaged PNG: the header is missing or cut short")
    }
    try limit.check(width: size.width, height: size.height, name: name)
    // A few bytes that claim a huge picture are refused before its memory is taken: every row has
    // at least one bit a pixel.
    guard size.height * ((size.width + 7) / 8) / largestCompression <= bytes.count else {
      throw ImageError(code: .damaged, name: name, reason: "damaged PNG: the file is cut short")
    }
    return size
  }
}

extension String {
  /// The text of a C string in an array.
  init(terminated characters: [CChar]) {
    self.init(
      decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
