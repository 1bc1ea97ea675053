/// A kind of number that NumPy arrays hold.
enum NPYElement: String, CaseIterable {
  case bool = "b1"
  case int8 = "i1"
  case int16 = "i2"
  case int32 = "i4"
  case int64 = "i8"
  case uint8 = "u1"
  case uint16 = "u2"
  case uint32 = "u4"
  case uint64 = "u8"
  case float16 = "f2"
  case float32 = "f4"
  case float64 = "f8"

  /// The bytes of one number.
  var size: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  /// Reads numbers, in the order of the file.
  ///
  /// - Precondition: `bytes` has `count` numbers from `offset` on.
  func values(in bytes: [UInt8], from offset: Int, count: Int, isBigEndian: Bool) -> [Double] {
    func read<Word: FixedWidthInteger>(_ value: (Word) -> Double) -> [Double] {
      precondition(
        offset >= 0 && count >= 0 && count <= (bytes.count - offset) / size,
        "\(count) numbers from byte \(offset) are not in \(bytes.count) bytes")
      return [Double](unsafeUninitializedCapacity: count) { target, initializedCount in
        bytes.withUnsafeBytes { file in
          for index in 0..<count {
            let word = file.loadUnaligned(fromByteOffset: offset + index * size, as: Word.self)
            target[index] = value(isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word))
          }
        }
        initializedCount = count
      }
    }
    return switch self {
    case .bool: read { (word: UInt8) in word == 0 ? 0 : 1 }
    case .int8: read { (word: Int8) in Double(word) }
    case .int16: read { (word: Int16) in Double(word) }
    case .int32: read { (word: Int32) in Double(word) }
    case .int64: read { (word: Int64) in Double(word) }
    case .uint8: read { (word: UInt8) in Double(word) }
    case .uint16: read { (word: UInt16) in Double(word) }
    case .uint32: read { (word: UInt32) in Double(word) }
    case .uint64: read { (word: UInt64) in Double(word) }
    case .float16: read { (word: UInt16) in Double(Float16(bitPattern: word)) }
    case .float32: read { (word: UInt32) in Double(Float(bitPattern: word)) }
    case .float64: read { (word: UInt64) in Double(bitPattern: word) }
    }
  }
}
