/// Numbers of several bytes out of a file; the caller has checked that the bytes are there.
extension UnsafeRawBufferPointer {
  func bigEndian16(at offset: Int) -> Int {
    Int(UInt16(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
  }

  func bigEndian32(at offset: Int) -> Int {
    Int(UInt32(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }

  func littleEndian16(at offset: Int) -> Int {
    Int(UInt16(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
  }

  func littleEndian32(at offset: Int) -> Int {
    Int(UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }

  func starts(with magic: [UInt8]) -> Bool {
    count >= magic.count && zip(self, magic).allSatisfy(==)
  }
}
