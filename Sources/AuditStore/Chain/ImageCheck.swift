import Codecs

/// Whether a stored image has the pixels that its digest names.
enum ImageCheck {
  /// What is wrong with the image of a row, in words that follow its name; nil when nothing is.
  static func problem(of row: ChainedRow, _ key: RowKey) throws -> String? {
    let kept = try row.bytes("kept").map { String(decoding: $0, as: UTF8.self) }
    // By choice: the row says so, and its digest covers what it says.
    if kept == StoredImage.Kept.none.rawValue { return nil }
    guard case .text(let digest)? = key.parts.first, let png = try row.bytes("png") else {
      return "it has no pixels"
    }
    do {
      let image = try PNGCodec.decode(png, name: "png")
      if kept == StoredImage.Kept.thumb.rawValue { return nil }
      return SHA256Digest.hex(of: image) == digest ? nil : "its pixels are not those of its digest"
    } catch {
      return "its PNG cannot be decoded (\(error.reason))"
    }
  }
}
