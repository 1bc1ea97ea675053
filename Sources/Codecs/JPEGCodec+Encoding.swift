import CTurboJPEG
public import Imaging

extension JPEGCodec {
  /// Encodes a picture for people to look at: no metadata, and the same bytes every time.
  ///
  /// - Parameters:
  ///   - image: The picture.
  ///   - quality: What libjpeg calls so, 1 … 100.
  /// - Returns: The file.
  public static func encode(_ image: RGBImage, quality: Int) -> [UInt8] {
    precondition((1...100).contains(quality), "a quality of \(quality) is not within 1 ... 100")
    guard let encoder = tjInitCompress() else {
      preconditionFailure("libjpeg-turbo gave no encoder")
    }
    defer { tjDestroy(encoder) }
    var file: UnsafeMutablePointer<UInt8>?
    var length: UInt = 0
    let result = tjCompress2(
      encoder, image.pixels, Int32(image.width), 0, Int32(image.height), TJPF_RGB.rawValue, &file,
      &length, Int32(TJSAMP_420.rawValue), Int32(quality), TJFLAG_ACCURATEDCT)
    defer { tjFree(file) }
    guard result == 0, let file else {
      preconditionFailure("libjpeg-turbo: \(String(cString: tjGetErrorStr2(encoder)))")
    }
    return [UInt8](UnsafeBufferPointer(start: file, count: Int(length)))
  }
}
