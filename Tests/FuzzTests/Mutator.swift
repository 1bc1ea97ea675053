import Probing

/// Changes inputs; the seed decides how.
struct Mutator {
  /// The most bytes of an input: larger ones find nothing more, and take longer.
  private static let largest = 1 << 16

  private var generator: SplitMix64
  private let inputs: [[UInt8]]
  private let words: [[UInt8]]

  /// Numbers that parsers trip over.
  private static let numbers = [
    "0", "-0", "-1", "1", "255", "256", "65536", "2147483647", "-2147483648", "4294967296",
    "9223372036854775807", "-9223372036854775808", "18446744073709551616", "1e308", "1e309",
    "-1e-400", "0.1", "NaN", "Infinity", "1e", "00", "99999999999999999999999999999999999999",
  ].map { Array($0.utf8) }

  init(seed: UInt64, inputs: [[UInt8]], words: [String]) {
    generator = SplitMix64(seed: seed)
    self.inputs = inputs
    self.words = words.map { Array($0.utf8) }
  }

  /// A changed input; now and then an unchanged beginning.
  mutating func next() -> [UInt8] {
    var bytes = inputs[generator.index(below: inputs.count)]
    var changes = 1
    while changes < 16, generator.index(below: 3) > 0 { changes += 1 }
    for _ in 0..<changes { change(&bytes) }
    return Array(bytes.prefix(Self.largest))
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else {
      bytes = [UInt8(truncatingIfNeeded: generator.next())]
      return
    }
    let place = generator.index(below: bytes.count)
    switch generator.index(below: 14) {
    case 0: bytes[place] ^= 1 << UInt8(generator.index(below: 8))
    case 1: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
    case 2: bytes[place] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF][generator.index(below: 6)]
    case 3: overwrite(&bytes, at: place)
    case 4: bytes.removeSubrange(range(in: bytes))
    case 5: bytes.insert(contentsOf: bytes[range(in: bytes)], at: place)
    case 6: bytes.insert(contentsOf: word(), at: place)
    case 7: bytes.replaceSubrange(range(in: bytes), with: word())
    case 8: bytes.removeSubrange(place...)
    case 9:
      let other = inputs[generator.index(below: inputs.count)]
      if !other.isEmpty { bytes.replaceSubrange(place..., with: other[range(in: other)]) }
    case 10:
      let part = Array(bytes[range(in: bytes)].prefix(64))
      let count = 1 << generator.index(below: 10)
      for _ in 0..<count where bytes.count < Self.largest {
        bytes.insert(contentsOf: part, at: place)
      }
    case 11: replaceNumber(in: &bytes, from: place)
    case 12: bytes.swapAt(place, generator.index(below: bytes.count))
    default:
      let piece = Array(bytes[range(in: bytes)])
      bytes.replaceSubrange(range(in: bytes), with: piece)
    }
  }

  /// Puts a number of two, four or eight bytes there, as some machine writes it.
  private mutating func overwrite(_ bytes: inout [UInt8], at place: Int) {
    let width = [2, 4, 8][generator.index(below: 3)]
    let numbers: [UInt64] = [0, 1, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, .max]
    let number = numbers[generator.index(below: numbers.count)]
    let isLittle = generator.index(below: 2) == 0
    for index in 0..<width where place + index < bytes.count {
      let shift = UInt64(8 * (isLittle ? index : width - 1 - index))
      bytes[place + index] = UInt8(truncatingIfNeeded: number >> shift)
    }
  }

  /// Puts another number in the place of the next one that is written in digits.
  private mutating func replaceNumber(in bytes: inout [UInt8], from place: Int) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let start = bytes[place...].firstIndex(where: digits.contains) else { return }
    let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.count
    bytes.replaceSubrange(
      start..<end, with: Self.numbers[generator.index(below: Self.numbers.count)])
  }

  /// A part of an input, short ones mostly.
  private mutating func range(in bytes: [UInt8]) -> Range<Int> {
    let start = generator.index(below: bytes.count)
    let most = 1 << generator.index(below: 12)
    return start..<min(bytes.count, start + 1 + generator.index(below: most))
  }

  private mutating func word() -> [UInt8] {
    let count = words.count + Self.numbers.count
    let index = generator.index(below: count)
    return index < words.count ? words[index] : Self.numbers[index - words.count]
  }
}
