import Codecs
import Imaging

extension LabelMap {
  /// The labels as runs in row-major order: for each run its length, then the zigzag difference of its
  /// label from the run's before (from 0 at first), both as unsigned LEB128 varints.
  ///
  /// A 640×480 map of 64 regions takes some 15 kB; the size is stored beside it.
  var encodedRuns: [UInt8] {
    var bytes: [UInt8] = []
    var last = 0
    var start = 0
    while start < labels.count {
      var end = start + 1
      while end < labels.count, labels[end] == labels[start] { end += 1 }
      let difference = Int(labels[start]) - last
      bytes.appendVarint(UInt64(end - start))
      bytes.appendVarint(UInt64(bitPattern: Int64((difference << 1) ^ (difference >> 63))))
      last = Int(labels[start])
      start = end
    }
    return bytes
  }

  /// The map of this size that the runs stand for, or nil when they do not make one of `regionCount`
  /// regions.
  ///
  /// A log from elsewhere may claim any size: nothing larger than a picture can be is made, and no more regions than
  /// there are runs.
  init?(width: Int, height: Int, regionCount: Int, encodedRuns: [UInt8]) {
    let (pixelCount, overflows) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !overflows, pixelCount <= PixelLimit.standard.pixelCount,
      regionCount > 0, regionCount <= pixelCount, regionCount <= encodedRuns.count / 2
    else { return nil }
    var labels: [Int32] = []
    var isUsed = Array(repeating: false, count: regionCount)
    var rest = encodedRuns[...]
    var label = 0
    while !rest.isEmpty {
      guard let length = rest.popVarint(), let zigzag = rest.popVarint(), length > 0,
        length <= UInt64(pixelCount - labels.count), zigzag < UInt64(regionCount) * 2
      else { return nil }
      label += Int(zigzag >> 1) ^ -Int(zigzag & 1)
      guard isUsed.indices.contains(label) else { return nil }
      isUsed[label] = true
      labels.append(contentsOf: repeatElement(Int32(label), count: Int(length)))
    }
    guard labels.count == pixelCount, isUsed.allSatisfy({ $0 }) else { return nil }
    self.init(width: width, height: height, labels: labels)
  }
}

extension [UInt8] {
  /// Appends seven bits a byte, least significant first, the top bit set on all but the last.
  fileprivate mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}

extension ArraySlice<UInt8> {
  /// Takes the first varint off, or returns nil when it is cut short or longer than 63 bits.
  fileprivate mutating func popVarint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 63, by: 7) {
      guard let byte = popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }
}
