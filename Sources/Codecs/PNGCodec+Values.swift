public import Imaging

/// PNG files as numbers instead of pictures. Transparency is dropped, gamma and color profiles are ignored.
extension PNGCodec {
  /// Decodes the values of an attribution map.
  ///
  /// Gray levels are kept at their full depth, 0 … 65,535 at 16 bits. A palette or RGB will do where every
  /// color that occurs is a gray.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for the error.
  ///   - limit: The most pixels to accept; the header is read before any memory is taken.
  /// - Returns: The values, unscaled.
  /// - Throws: ``ImageError`` when the file is no PNG, too large, damaged or colored.
  public static func decodeValues(
    _ bytes: [UInt8], name: String, limit: PixelLimit = .standard
  ) throws(ImageError) -> ValueGrid {
    let samples = try PNGSamples(bytes, name: name, limit: limit)
    guard samples.channels == 3 || !samples.palette.isEmpty else { return samples.grid }
    let colored = ImageError(
      code: .unsuitable, name: name,
      reason: "a colored picture is not an attribution map: write the values as gray or NPY")
    var values: [Double] = []
    values.reserveCapacity(samples.width * samples.height)
    if samples.channels == 3 {
      for first in stride(from: 0, to: samples.values.count, by: 3) {
        let red = samples.values[first]
        guard samples.values[first + 1] == red, samples.values[first + 2] == red else {
          throw colored
        }
        values.append(Double(red))
      }
    } else {
      for index in samples.values {
        let first = Int(index) * 3
        guard first < samples.palette.count else {
          throw ImageError(
            code: .damaged, name: name,
            reason: "damaged PNG: color \(index) is not in the palette")
        }
        let red = samples.palette[first]
        guard samples.palette[first + 1] == red, samples.palette[first + 2] == red else {
          throw colored
        }
        values.append(Double(red))
      }
    }
    return ValueGrid(width: samples.width, height: samples.height, values: values)
  }

  /// Decodes the labels of regions: gray levels at their full depth, or a palette's indices.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for the error.
  ///   - limit: The most pixels to accept; the header is read before any memory is taken.
  /// - Returns: Whole numbers of 0 … 65,535.
  /// - Throws: ``ImageError`` when the file is no PNG, too large, damaged, or neither gray nor with a palette.
  public static func decodeLabels(
    _ bytes: [UInt8], name: String, limit: PixelLimit = .standard
  ) throws(ImageError) -> ValueGrid {
    let samples = try PNGSamples(bytes, name: name, limit: limit)
    guard samples.channels == 1 else {
      throw ImageError(
        code: .unsuitable, name: name,
        reason: "an RGB picture is not a label map: write the labels as gray, palette or NPY")
    }
    return samples.grid
  }
}

extension PNGSamples {
  /// The samples of a single channel as values.
  fileprivate var grid: ValueGrid {
    ValueGrid(width: width, height: height, values: values.map(Double.init))
  }
}
