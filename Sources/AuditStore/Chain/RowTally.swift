/// Keys counted in any order: two tallies are equal when they counted the same keys.
///
/// The sum is over hashes with a seed that is drawn anew for every process, so nobody can prepare keys
/// that make up for each other. Memory does not grow with the keys.
struct RowTally: Hashable {
  private(set) var count = 0
  private var sum: UInt64 = 0

  /// Counts a key.
  mutating func add(_ key: RowKey) {
    count += 1
    sum &+= UInt64(bitPattern: Int64(key.hashValue))
  }
}
