/// A small seeded generator: the same seed gives the same numbers on every machine and version.
///
/// Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014; the
/// constants of Vigna's public-domain `splitmix64.c`.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Makes a generator.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number in 0 ..< `count`.
  ///
  /// The upper half of a 128-bit product instead of the standard library's `Int.random`, whose method
  /// may change with the compiler. The bias is below `count` / 2⁶⁴.
  public mutating func index(below count: Int) -> Int {
    precondition(count > 0, "no index below \(count)")
    return Int(UInt64(count).multipliedFullWidth(by: next()).high)
  }
}
