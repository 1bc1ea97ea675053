import Codecs

/// Whether a stored image has the pixels that its digest names.
enum ImageCheck {
  /// What is wrong with the image of a row, in words that follow its name; nil when nothing is.
  static func problem(of row: ChainedRow, _ key: RowKey) throws -> String? {
    guard case .text(let digest)? = key.parts.first, let png = try row.bytes("png") else {
      return "it has no pixels"
    }
    do {
      let image = try PNGCodec.decode(png, name: "png")
      return SHA256Digest.hex(of: image) == digest ? nil : "its pixels are not those of its digest"
    } catch {
      return "its PNG cannot be decoded (\(error.reason))"
    }
  }
}
