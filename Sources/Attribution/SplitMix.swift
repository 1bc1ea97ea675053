/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): small, seeded, the same everywhere.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// Shuffles regions.
  mutating func shuffle(_ regions: inout [Int]) {
    // Fisher and Yates's shuffle, spelled out: the library's may change.
    for end in regions.indices.dropFirst().reversed() {
      regions.swapAt(end, Int(next() % UInt64(end + 1)))
    }
  }
}
