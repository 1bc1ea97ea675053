/// A set of regions of one image, as bits: region `r` is in the set when bit `r` is on.
///
/// Two sets are equal when they are over the same number of regions and hold the same ones, so a
/// set is its own cache key.
public struct RegionSet: Sendable, Hashable {
  /// The number of regions of the image, whether in the set or not.
  public let regionCount: Int
  /// Bits in little-endian words: region `r` is bit `r % 64` of word `r / 64`; unused bits are 0.
  public private(set) var words: [UInt64]

  /// The empty set over `regionCount` regions.
  public init(regionCount: Int) {
    precondition(regionCount >= 0, "a region count cannot be \(regionCount)")
    self.regionCount = regionCount
    self.words = Array(repeating: 0, count: (regionCount + 63) / 64)
  }

  /// The set of the given regions.
  public init(regionCount: Int, _ regions: some Sequence<Int>) {
    self.init(regionCount: regionCount)
    for region in regions { insert(region) }
  }

  /// The set of all regions.
  public static func all(regionCount: Int) -> RegionSet {
    RegionSet(regionCount: regionCount).complement
  }

  /// Puts a region into the set.
  public mutating func insert(_ region: Int) {
    check(region)
    words[region / 64] |= 1 << UInt64(region % 64)
  }

  /// Takes a region out of the set.
  public mutating func remove(_ region: Int) {
    check(region)
    words[region / 64] &= ~(1 << UInt64(region % 64))
  }

  /// Whether the region is in the set.
  public func contains(_ region: Int) -> Bool {
    check(region)
    return words[region / 64] & (1 << UInt64(region % 64)) != 0
  }

  /// The number of regions in the set.
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Whether no region is in the set.
  public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// The regions in the set, ascending.
  public var regions: [Int] { (0..<regionCount).filter(contains) }

  /// The regions that are not in this set.
  public var complement: RegionSet {
    var result = self
    for index in words.indices { result.words[index] = ~words[index] }
    if regionCount % 64 != 0 {
      result.words[result.words.count - 1] &= (1 << UInt64(regionCount % 64)) - 1
    }
    return result
  }

  /// The regions of either set.
  public func union(_ other: RegionSet) -> RegionSet { combined(other, |) }

  /// The regions of both sets.
  public func intersection(_ other: RegionSet) -> RegionSet { combined(other, &) }

  /// The regions of this set that are not in the other.
  public func subtracting(_ other: RegionSet) -> RegionSet { combined(other) { $0 & ~$1 } }

  /// This set with one region more.
  public func inserting(_ region: Int) -> RegionSet {
    var result = self
    result.insert(region)
    return result
  }

  /// This set with one region fewer.
  public func removing(_ region: Int) -> RegionSet {
    var result = self
    result.remove(region)
    return result
  }

  private func combined(_ other: RegionSet, _ operation: (UInt64, UInt64) -> UInt64) -> RegionSet {
    precondition(
      regionCount == other.regionCount,
      "sets over \(regionCount) and \(other.regionCount) regions cannot be combined")
    var result = self
    for index in words.indices { result.words[index] = operation(words[index], other.words[index]) }
    return result
  }

  private func check(_ region: Int) {
    precondition(
      region >= 0 && region < regionCount, "region \(region) is not one of \(regionCount) regions")
  }
}

extension RegionSet {
  /// The bits as bytes, least significant first: `(regionCount + 7) / 8` of them.
  public var bytes: [UInt8] {
    (0..<(regionCount + 7) / 8).map {
      UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64($0 % 8 * 8))
    }
  }

  /// The set that `bytes` stands for, or nil when the bytes are too many, too few, or name a region
  /// that is not there.
  public init?(regionCount: Int, bytes: some Collection<UInt8>) {
    guard regionCount >= 0, bytes.count == (regionCount + 7) / 8 else { return nil }
    self.init(regionCount: regionCount)
    for (index, byte) in bytes.enumerated() {
      words[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
    }
    if regionCount % 64 != 0, let last = words.last, last >> UInt64(regionCount % 64) != 0 {
      return nil
    }
  }
}
