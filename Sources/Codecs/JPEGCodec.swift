import CTurboJPEG
public import Imaging

/// JPEG, by libjpeg-turbo with the accurate transform, so that pixels equal libjpeg's and Pillow's.
///
/// The picture is turned upright by its EXIF orientation. CMYK is read as Adobe writes it
/// (inverted); color profiles are ignored.
public enum JPEGCodec {
  static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]

  /// Decodes a whole file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for the error.
  ///   - limit: The most pixels to accept; the header is read before any memory is taken.
  /// - Returns: The picture, upright.
  /// - Throws: ``ImageError`` when the file is no JPEG, too large, cut short or damaged.
  public static func decode(
    _ bytes: [UInt8], name: String, limit: PixelLimit = .standard
  ) throws(ImageError) -> RGBImage {
    guard let decoder = tjInitDecompress() else {
      preconditionFailure("libjpeg-turbo gave no decoder")
    }
    defer { tjDestroy(decoder) }
    var width: Int32 = 0
    var height: Int32 = 0
    var subsampling: Int32 = 0
    var colorSpace: Int32 = 0
    guard
      tjDecompressHeader3(
        decoder, bytes, UInt(bytes.count), &width, &height, &subsampling, &colorSpace) == 0
    else { throw damaged(name, decoder) }
    let size = (width: Int(width), height: Int(height))
    try limit.check(width: size.width, height: size.height, name: name)

    let isCMYK = colorSpace == Int32(TJCS_CMYK.rawValue) || colorSpace == Int32(TJCS_YCCK.rawValue)
    let format = isCMYK ? TJPF_CMYK : TJPF_RGB
    let byteCount = size.width * size.height * (isCMYK ? 4 : 3)
    var isDecoded = false
    let decoded = [UInt8](unsafeUninitializedCapacity: byteCount) { pixels, count in
      let result = tjDecompress2(
        decoder, bytes, UInt(bytes.count), pixels.baseAddress, width, 0, height, format.rawValue,
        TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
      isDecoded = result == 0 || isHarmlessWarning(decoder)
      count = isDecoded ? byteCount : 0
    }
    guard isDecoded else { throw damaged(name, decoder) }
    let image = RGBImage(
      width: size.width, height: size.height, pixels: isCMYK ? rgb(invertedCMYK: decoded) : decoded)
    return EXIFOrientation(ofJPEG: bytes).upright(image)
  }

  /// Whether the decoder only met stray bytes between segments, which lose no pixel and which other
  /// readers accept silently.
  private static func isHarmlessWarning(_ decoder: tjhandle) -> Bool {
    tjGetErrorCode(decoder) == Int32(TJERR_WARNING.rawValue)
      && message(decoder).contains("extraneous bytes before marker")
  }

  private static func damaged(_ name: String, _ decoder: tjhandle) -> ImageError {
    let reason = message(decoder)
    return ImageError(
      code: .damaged, name: name,
      reason: reason.contains("Premature end")
        ? "damaged JPEG: the file is cut short" : "damaged JPEG: \(reason)")
  }

  private static func message(_ decoder: tjhandle) -> String {
    String(cString: tjGetErrorStr2(decoder)).replacing("\n", with: " ")
  }

  private static func rgb(invertedCMYK pixels: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(pixels.count / 4 * 3)
    for pixel in stride(from: 0, to: pixels.count, by: 4) {
      let black = Int(pixels[pixel + 3])
      for channel in 0..<3 {
        result.append(UInt8((Int(pixels[pixel + channel]) * black + 127) / 255))
      }
    }
    return result
  }
}
