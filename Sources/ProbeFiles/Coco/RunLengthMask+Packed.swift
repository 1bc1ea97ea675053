extension RunLengthMask {
  /// Unpacks run lengths from COCO's string form.
  ///
  /// Each length is written in groups of five bits, the lowest first, each group as a character from "0"
  /// on; a sixth bit says that more groups follow, and the last group's highest bit is the sign. From the
  /// fourth length on the difference to the length before the last is written.
  /// - Returns: the lengths, or nil for a string that is cut off or has other characters.
  static func counts(unpacking text: String) -> [Int]? {
    var counts: [Int] = []
    var value = 0
    var shift = 0
    for byte in text.utf8 {
      guard (48..<112).contains(byte), shift < 60 else { return nil }
      let group = Int(byte) - 48
      value |= (group & 0x1F) << shift
      shift += 5
      guard group & 0x20 == 0 else { continue }
      if group & 0x10 != 0 { value |= -1 << shift }
      if counts.count > 2 { value &+= counts[counts.count - 2] }
      counts.append(value)
      value = 0
      shift = 0
    }
    return shift == 0 ? counts : nil
  }
}
