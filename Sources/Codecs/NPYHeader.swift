/// What stands before an array's numbers: their kind and order, and the picture that they fill.
struct NPYHeader {
  let element: NPYElement
  let isBigEndian: Bool
  let isFortranOrder: Bool
  let width: Int
  let height: Int
  /// Where the numbers begin.
  let length: Int

  /// The most characters that are read; NumPy's own limit for files that are not trusted.
  private static let longestText = 10_000

  /// The most bytes that any header takes.
  static let longest = 12 + longestText

  /// Reads the header of a file.
  ///
  /// - Throws: ``ImageError`` when it is damaged, or of an array that is no map of real numbers.
  init(_ bytes: [UInt8], name: String) throws(ImageError) {
    func damaged(_ reason: String) -> ImageError {
      ImageError(code: .damaged, name: name, reason: "damaged NPY: \(reason)")
    }
    guard bytes.count >= 12, bytes.starts(with: NPYCodec.signature) else {
      throw damaged("the header is missing or cut short")
    }
    let version = bytes[6]
    guard (1...3).contains(version), bytes[7] == 0 else {
      throw ImageError(
        code: .unknownFormat, name: name,
        reason: "NPY of version \(version).\(bytes[7]) is not read (1.0, 2.0, 3.0): "
          + "write it by numpy.save")
    }
    let start = version == 1 ? 10 : 12
    let count = bytes.withUnsafeBytes {
      version == 1 ? $0.littleEndian16(at: 8) : $0.littleEndian32(at: 8)
    }
    guard count <= Self.longestText else {
      throw damaged("a header of \(count) bytes is longer than \(Self.longestText)")
    }
    guard count <= bytes.count - start else { throw damaged("the header is cut short") }

    let description: NPYDescription
    do {
      description = try NPYDescription(bytes[start..<start + count])
    } catch {
      throw damaged(error.reason)
    }
    (element, isBigEndian) = try Self.element(description.kind, name: name)
    (height, width) = try Self.size(description.shape, name: name)
    isFortranOrder = description.isFortranOrder
    length = start + count
  }

  private static func element(
    _ kind: String, name: String
  ) throws(ImageError) -> (NPYElement, isBigEndian: Bool) {
    if let order = kind.first, let element = NPYElement(rawValue: String(kind.dropFirst())),
      order == "<" || order == ">" || (order == "|" && element.size == 1)
    {
      return (element, order == ">")
    }
    let content =
      switch kind.dropFirst().first {
      case "O": "Python objects, which are never unpacked"
      case "c": "complex numbers"
      case "S", "U", "a": "text"
      case "V": "structures"
      case "M", "m": "dates or times"
      default: "another kind of value"
      }
    let shown = kind.unicodeScalars.prefix(12).map { ("!"..."~").contains($0) ? String($0) : "?" }
    throw ImageError(
      code: .unknownFormat, name: name,
      reason: "NPY of \(content) ('\(shown.joined())'): save real numbers, as by "
        + "array.astype('float32')")
  }

  private static func size(
    _ shape: [Int], name: String
  ) throws(ImageError) -> (height: Int, width: Int) {
    func unfit(_ found: String) -> ImageError {
      let text =
        shape.count == 1 ? "(\(shape[0]),)" : "(\(shape.map(String.init).joined(separator: ", ")))"
      return ImageError(
        code: .unknownFormat, name: name,
        reason: "NPY of shape \(text), \(found): save one value for each pixel, of shape "
          + "(height, width)")
    }
    // The text of an absurd number of dimensions would fill the line.
    guard shape.count <= 8 else {
      throw ImageError(
        code: .unknownFormat, name: name,
        reason: "NPY of \(shape.count) dimensions: save one value for each pixel, of shape "
          + "(height, width)")
    }
    guard !shape.contains(0) else { throw unfit("which is empty") }
    switch shape.count {
    case 0: throw unfit("a single number")
    case 1: throw unfit("a row of numbers")
    case 2: return (shape[0], shape[1])
    case 3 where shape[0] == 1 && shape[2] == 1 && shape[1] > 1:
      throw unfit("a row or a column")
    case 3 where shape[2] == 1: return (shape[0], shape[1])
    case 3 where shape[0] == 1: return (shape[1], shape[2])
    case 3: throw unfit("several values for each pixel")
    default: throw unfit("of too many dimensions")
    }
  }
}
