public import Imaging

/// NumPy's array files, as far as they hold a value for each pixel of a picture.
///
/// Read are versions 1.0, 2.0 and 3.0 with real numbers or booleans of either byte order, in C or Fortran
/// order, of the shapes (H, W), (H, W, 1) and (1, H, W). Nothing in a file is ever run: pickled objects are
/// refused. Source: NumPy's documentation of `numpy.lib.format`.
public enum NPYCodec {
  static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The kinds of floating-point numbers that are written.
  public enum Precision: Sendable, Hashable, CaseIterable {
    /// 32 bits: NumPy's `float32`.
    case single
    /// 64 bits: NumPy's `float64`.
    case double
  }

  /// Decodes a whole file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for the error.
  ///   - limit: The most pixels to accept; the header is read before any memory is taken.
  /// - Returns: The values; whole numbers beyond 2⁵³ are rounded.
  /// - Throws: ``ImageError`` when the file is no such array, too large, damaged, cut short or too long.
  public static func decode(
    _ bytes: [UInt8], name: String, limit: PixelLimit = .standard
  ) throws(ImageError) -> ValueGrid {
    let header = try NPYHeader(bytes, name: name)
    let (width, height) = (header.width, header.height)
    try limit.check(width: width, height: height, name: name)
    let available = bytes.count - header.length
    // Divided, not multiplied: a limit that someone sets may let a product overflow.
    let (whole, rest) = available.quotientAndRemainder(dividingBy: header.element.size)
    guard whole == width * height, rest == 0 else {
      let fault = whole < width * height ? "is cut short" : "goes on after them"
      throw ImageError(
        code: .damaged, name: name,
        reason: "damaged NPY: \(width * height) values of \(header.element.size) bytes are "
          + "announced, the file \(fault)")
    }
    let stored = header.element.values(
      in: bytes, from: header.length, count: whole, isBigEndian: header.isBigEndian)
    guard header.isFortranOrder else {
      return ValueGrid(width: width, height: height, values: stored)
    }
    let transposed = [Double](unsafeUninitializedCapacity: stored.count) { target, count in
      for y in 0..<height {
        for x in 0..<width { target[y * width + x] = stored[x * height + y] }
      }
      count = stored.count
    }
    return ValueGrid(width: width, height: height, values: transposed)
  }

  /// Encodes values as a version 1.0 array of shape (H, W) in little-endian C order, as NumPy writes it.
  public static func encode(_ grid: ValueGrid, as precision: Precision) -> [UInt8] {
    switch precision {
    case .single:
      file(of: grid.values, kind: "<f4", width: grid.width, height: grid.height) {
        Float($0).bitPattern
      }
    case .double:
      file(of: grid.values, kind: "<f8", width: grid.width, height: grid.height) { $0.bitPattern }
    }
  }

  /// Encodes labels as a version 1.0 array of 32-bit numbers, of shape (H, W).
  public static func encode(_ labels: LabelMap) -> [UInt8] {
    file(of: labels.labels, kind: "<i4", width: labels.width, height: labels.height) {
      UInt32(bitPattern: $0)
    }
  }

  private static func file<Value, Word: FixedWidthInteger>(
    of values: [Value], kind: String, width: Int, height: Int, word: (Value) -> Word
  ) -> [UInt8] {
    let text = "{'descr': '\(kind)', 'fortran_order': False, 'shape': (\(height), \(width)), }"
    // The values begin at a multiple of 64 bytes, for those who map the file into memory.
    let start = (10 + text.utf8.count + 1 + 63) / 64 * 64
    var file = signature + [1, 0, UInt8((start - 10) & 0xFF), UInt8((start - 10) >> 8)] + text.utf8
    file.reserveCapacity(start + values.count * MemoryLayout<Word>.size)
    while file.count < start - 1 { file.append(UInt8(ascii: " ")) }
    file.append(UInt8(ascii: "\n"))
    for value in values {
      withUnsafeBytes(of: word(value).littleEndian) { file.append(contentsOf: $0) }
    }
    return file
  }
}
