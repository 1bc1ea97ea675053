import Imaging

/// How a camera was held, as EXIF numbers it: 1 is upright, 2 … 8 name the turn and the mirror.
///
/// Source: EXIF 2.32, tag 0x0112 of the first image file directory.
struct EXIFOrientation: Equatable {
  let code: Int

  /// Reads the orientation of a JPEG file; 1 when it has none or a damaged one.
  init(ofJPEG bytes: [UInt8]) {
    code = bytes.withUnsafeBytes { Self.code(inJPEG: $0) } ?? 1
  }

  /// The picture as it is to be looked at.
  func upright(_ image: RGBImage) -> RGBImage {
    guard (2...8).contains(code) else { return image }
    let swapsAxes = code >= 5
    let width = swapsAxes ? image.height : image.width
    let height = swapsAxes ? image.width : image.height
    let pixels = [UInt8](unsafeUninitializedCapacity: image.pixels.count) { pixels, count in
      var target = 0
      for y in 0..<height {
        for x in 0..<width {
          let (column, row) = storedPosition(x: x, y: y, in: image)
          let source = (row * image.width + column) * 3
          for channel in 0..<3 { pixels[target + channel] = image.pixels[source + channel] }
          target += 3
        }
      }
      count = image.pixels.count
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }

  /// Where the pixel at column `x`, row `y` of the upright picture is stored.
  private func storedPosition(x: Int, y: Int, in image: RGBImage) -> (column: Int, row: Int) {
    let (right, bottom) = (image.width - 1, image.height - 1)
    return switch code {
    case 2: (right - x, y)
    case 3: (right - x, bottom - y)
    case 4: (x, bottom - y)
    case 5: (y, x)
    case 6: (y, bottom - x)
    case 7: (right - y, bottom - x)
    case 8: (right - y, x)
    default: (x, y)
    }
  }

  /// Walks the segments before the first scan to the EXIF one.
  private static func code(inJPEG file: UnsafeRawBufferPointer) -> Int? {
    var offset = 2
    while offset + 4 <= file.count, file[offset] == 0xFF {
      let marker = file[offset + 1]
      if marker == 0xFF {  // a fill byte
        offset += 1
        continue
      }
      guard marker != 0xDA, marker != 0xD9 else { return nil }
      let end = offset + 2 + file.bigEndian16(at: offset + 2)
      guard end <= file.count, end > offset + 3 else { return nil }
      let payload = UnsafeRawBufferPointer(rebasing: file[offset + 4..<max(end, offset + 4)])
      if marker == 0xE1, payload.starts(with: Array("Exif\0\0".utf8)) {
        return code(inTIFF: UnsafeRawBufferPointer(rebasing: payload[6...]))
      }
      offset = end
    }
    return nil
  }

  private static func code(inTIFF tiff: UnsafeRawBufferPointer) -> Int? {
    guard tiff.count >= 8 else { return nil }
    let isLittleEndian = tiff[0] == 0x49
    func word(_ at: Int) -> Int {
      isLittleEndian ? tiff.littleEndian16(at: at) : tiff.bigEndian16(at: at)
    }
    let directory = isLittleEndian ? tiff.littleEndian32(at: 4) : tiff.bigEndian32(at: 4)
    guard directory + 2 <= tiff.count else { return nil }
    for index in 0..<word(directory) {
      let entry = directory + 2 + index * 12
      guard entry + 12 <= tiff.count else { return nil }
      if word(entry) == 0x0112 {
        let code = word(entry + 8)
        return (1...8).contains(code) ? code : nil
      }
    }
    return nil
  }
}
