public import Imaging

/// Windows bitmaps: exact, accepted by every model server, and many times cheaper to write than
/// PNG.
public enum BMPCodec {
  static let signature: [UInt8] = [0x42, 0x4D]

  /// The file header of 14 bytes and the BITMAPINFOHEADER of 40.
  private static let headerLength = 54
  /// 72 dots per inch, in pixels per meter; some readers dislike 0.
  private static let pixelsPerMeter: UInt32 = 2835

  /// The bytes of a row, padded to a multiple of four.
  private static func stride(width: Int) -> Int { (width * 3 + 3) & ~3 }

  /// Where a pixel's bytes begin in an encoded file; rows are counted from the bottom.
  static func offset(x: Int, rowFromBottom: Int, width: Int) -> Int {
    headerLength + rowFromBottom * stride(width: width) + x * 3
  }

  /// Encodes a picture as 24-bit BGR rows, bottom row first, each padded to four bytes.
  public static func encode(_ image: RGBImage) -> [UInt8] {
    let width = image.width
    let stride = stride(width: width)
    let length = headerLength + stride * image.height
    return [UInt8](unsafeUninitializedCapacity: length) { file, count in
      writeHeader(of: image, length: length, into: UnsafeMutableRawBufferPointer(file))
      image.pixels.withUnsafeBufferPointer { pixels in
        for y in 0..<image.height {
          var source = y * width * 3
          var target = headerLength + (image.height - 1 - y) * stride
          let padding = target + width * 3..<target + stride
          for _ in 0..<width {
            file[target] = pixels[source + 2]
            file[target + 1] = pixels[source + 1]
            file[target + 2] = pixels[source]
            source += 3
            target += 3
          }
          for index in padding { file[index] = 0 }
        }
      }
      count = length
    }
  }

  /// Decodes an uncompressed file of 24 or 32 bits a pixel; a fourth channel is dropped.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for the error.
  ///   - limit: The most pixels to accept; the header is read before any memory is taken.
  /// - Returns: The picture.
  /// - Throws: ``ImageError`` when the file is too large, cut short, or of another kind of BMP.
  public static func decode(
    _ bytes: [UInt8], name: String, limit: PixelLimit = .standard
  ) throws(ImageError) -> RGBImage {
    func damaged(_ reason: String) -> ImageError {
      ImageError(code: .damaged, name: name, reason: "damaged BMP: \(reason)")
    }
    guard bytes.count >= headerLength, bytes.starts(with: signature) else {
      throw damaged("the header is missing or cut short")
    }
    let header = bytes.withUnsafeBytes { Header($0) }
    guard header.compression == 0, header.bitsPerPixel == 24 || header.bitsPerPixel == 32 else {
      throw ImageError(
        code: .unknownFormat, name: name,
        reason: "this kind of BMP is not read (uncompressed, 24 or 32 bits a pixel): save it as PNG"
      )
    }
    let (width, height) = (header.width, abs(header.height))
    try limit.check(width: width, height: height, name: name)
    let step = header.bitsPerPixel / 8
    let stride = (width * step + 3) & ~3
    guard header.pixelOffset >= headerLength, header.pixelOffset <= bytes.count,
      bytes.count - header.pixelOffset >= stride * height
    else { throw damaged("the file is cut short") }
    let isTopDown = header.height < 0
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { pixels, count in
      for y in 0..<height {
        var source = header.pixelOffset + (isTopDown ? y : height - 1 - y) * stride
        var target = y * width * 3
        for _ in 0..<width {
          pixels[target] = bytes[source + 2]
          pixels[target + 1] = bytes[source + 1]
          pixels[target + 2] = bytes[source]
          source += step
          target += 3
        }
      }
      count = width * height * 3
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }

  private static func writeHeader(
    of image: RGBImage, length: Int, into file: UnsafeMutableRawBufferPointer
  ) {
    func put(_ value: some FixedWidthInteger, at offset: Int) {
      file.storeBytes(of: value.littleEndian, toByteOffset: offset, as: type(of: value))
    }
    file.copyBytes(from: signature)
    put(UInt32(length), at: 2)
    put(UInt32(0), at: 6)
    put(UInt32(headerLength), at: 10)
    put(UInt32(40), at: 14)
    put(Int32(image.width), at: 18)
    put(Int32(image.height), at: 22)
    put(UInt16(1), at: 26)
    put(UInt16(24), at: 28)
    put(UInt32(0), at: 30)
    put(UInt32(length - headerLength), at: 34)
    put(pixelsPerMeter, at: 38)
    put(pixelsPerMeter, at: 42)
    put(UInt32(0), at: 46)
    put(UInt32(0), at: 50)
  }

  /// What a BITMAPINFOHEADER says; a negative height means that the top row comes first.
  private struct Header {
    let pixelOffset: Int
    let width: Int
    let height: Int
    let bitsPerPixel: Int
    let compression: Int

    init(_ file: UnsafeRawBufferPointer) {
      pixelOffset = file.littleEndian32(at: 10)
      width = Int(Int32(truncatingIfNeeded: file.littleEndian32(at: 18)))
      height = Int(Int32(truncatingIfNeeded: file.littleEndian32(at: 22)))
      bitsPerPixel = file.littleEndian16(at: 28)
      compression = file.littleEndian32(at: 30)
    }
  }
}
