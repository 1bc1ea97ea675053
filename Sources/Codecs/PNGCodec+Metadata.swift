extension PNGCodec {
  /// The chunks that make the pixels; all others (EXIF, text, times, profiles) tell something else.
  private static let pixelChunks = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"].map { Array($0.utf8) }

  /// The file with nothing in it but what makes the pixels; whatever comes after its end goes, too.
  ///
  /// - Parameter bytes: The file.
  /// - Returns: The file without metadata, byte for byte the same where it had none; nil when it is no row of whole chunks.
  public static func withoutMetadata(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.starts(with: signature) else { return nil }
    var kept = signature
    kept.reserveCapacity(bytes.count)
    var start = signature.count
    while start + 12 <= bytes.count {
      let length = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - start - 12 else { return nil }
      let type = Array(bytes[start + 4..<start + 8])
      let end = start + 12 + length
      if pixelChunks.contains(type) { kept += bytes[start..<end] }
      if type == pixelChunks.last { return kept }
      start = end
    }
    return nil
  }
}
