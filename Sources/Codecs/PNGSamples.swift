import CPNG

/// The numbers in a PNG as they are stored, before they mean colors.
struct PNGSamples {
  let width: Int
  let height: Int
  /// 1 for gray levels and palette indices, 3 for red, green and blue.
  let channels: Int
  /// H×W×C samples of 0 … 65,535, row-major.
  let values: [UInt16]
  /// The colors that the samples are indices of, three bytes each; empty when they are none.
  let palette: [UInt8]

  /// The channels of each color type that PNG has, alpha left out; another is found damaged by libpng.
  private static func channels(ofColorType code: UInt8) -> Int { code == 2 || code == 6 ? 3 : 1 }

  /// Decodes a whole file; transparency is dropped.
  ///
  /// - Throws: ``ImageError`` when the file is no PNG, too large, cut short or damaged.
  init(_ bytes: [UInt8], name: String, limit: PixelLimit) throws(ImageError) {
    let (width, height) = try PNGCodec.size(of: bytes, name: name, limit: limit)
    // The color type is in the header, which is complete where the size is.
    let channels = Self.channels(ofColorType: bytes[25])
    var error = [CChar](repeating: 0, count: Int(HALLUX_PNG_ERROR_SIZE))
    var palette = [UInt8](repeating: 0, count: 256 * 3)
    var colorCount: Int32 = 0
    var isDecoded = false
    let sampleCount = width * height * channels
    values = [UInt16](unsafeUninitializedCapacity: sampleCount) { samples, count in
      let result = hallux_png_decode_samples(
        bytes, bytes.count, samples.baseAddress, UInt32(width), UInt32(height), Int32(channels),
        &palette, &colorCount, &error)
      isDecoded = result == 1
      count = isDecoded ? sampleCount : 0
    }
    guard isDecoded else {
      throw ImageError(
        code: .damaged, name: name, reason: "damaged PNG: \(String(terminated: error))")
    }
    self.width = width
    self.height = height
    self.channels = channels
    self.palette = Array(palette[..<(Int(colorCount) * 3)])
  }
}
