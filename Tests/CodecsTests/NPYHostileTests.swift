import Codecs
import Imaging
import Testing

@testable import TestKit

@Suite struct NPYHostileTests {
  private static let plain = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n"

  @Test(arguments: [
    ("", "the header has the end instead of '{'"),
    ("{", "the header has the end instead of a quoted word"),
    ("{{{{{{{{{{{{", "the header has '{{{{{{{{{{{' instead of a quoted word"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), ", "the header has the end"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }}", "goes on after its end"),
    ("{'descr': '<f4', 'fortran_order': False, }", "lacks an entry"),
    ("{}", "lacks an entry"),
    ("{'descr': '<f4', 'fortran_order': false, 'shape': (2, 3)}", "instead of True or False"),
    ("{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}", "instead of True or False"),
    ("{'descr': '<f4', 'descr': '<f4', 'shape': (2, 3)}", "unknown or repeated entry"),
    ("{'descr': '<f4', 'exec': 'import os', 'shape': (2, 3)}", "unknown or repeated entry"),
    ("{'descr': '<f4, 'fortran_order': False, 'shape': (2, 3)}", "instead of '}'"),
    ("{'descr': 3, 'fortran_order': False, 'shape': (2, 3)}", "instead of a quoted word"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3)}", "has a negative size"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)", "the header has the end"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3.0)}", "instead of ')'"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1e9)}", "instead of a size"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, x)}", "instead of a size"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': ((2, 3))}", "instead of a size"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': [2, 3]}", "instead of '('"),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 3)}",
      "a size in the shape is too large"
    ),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, \u{663})}", "no plain text"),
    ("{'d\u{0}scr': '<f4', 'fortran_order': False, 'shape': (2, 3)}", "no plain text"),
  ])
  func `A damaged header is one clear line`(header: String, words: String) throws {
    let error = try #require(throws: ImageError.self) {
      try NPYCodec.decode(npyFile(header, values: 24), name: "x.npy")
    }
    #expect(error.code == .damaged)
    #expect(error.description.hasPrefix("x.npy: damaged NPY: "))
    #expect(error.reason.contains(words), "\(error)")
    #expect(!error.description.contains("\n"))
  }

  @Test(
    arguments: [
      ("{\"shape\":(2,3),\"fortran_order\":False,\"descr\":\"<f4\"}", [1, 0]),
      ("{ 'descr' : '<f4' , 'fortran_order' : False , 'shape' : ( 2 , 3 , ) , } \n \n", [1, 0]),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }", [2, 0]),
    ] as [(String, [UInt8])])
  func `Other spellings of the same header are read`(header: String, version: [UInt8]) throws {
    let file = npyFile(header, version: version, values: 24)
    let grid = try NPYCodec.decode(file, name: "x.npy")
    #expect(grid == ValueGrid(width: 3, height: 2, values: Array(repeating: 0, count: 6)))
  }

  @Test func `Structures are refused without reading their fields`() throws {
    let error = try #require(throws: ImageError.self) {
      try NPYCodec.decode(npyFile("{'descr': [[[[[[[", values: 4), name: "x.npy")
    }
    #expect(error.description.contains("structures"))
  }

  @Test func `A header that claims a length beyond the file or all reason is refused`() {
    for (length, version) in [(60_000, [1, 0]), (9_000, [1, 0]), (0xFFFF_FFFF, [2, 0])] {
      let file = npyFile(Self.plain, version: version.map(UInt8.init), announcing: length)
      #expect(throws: ImageError.self) { try NPYCodec.decode(file, name: "x.npy") }
    }
  }

  @Test(arguments: [[0, 0], [4, 0], [1, 1], [255, 255]] as [[UInt8]])
  func `A version that is not known is named`(version: [UInt8]) throws {
    let error = try #require(throws: ImageError.self) {
      try NPYCodec.decode(npyFile(Self.plain, version: version, values: 24), name: "x.npy")
    }
    #expect(error.reason.contains("version \(version[0]).\(version[1]) "))
  }

  @Test func `Values that are cut short or go on are refused`() throws {
    #expect(throws: Never.self) {
      try NPYCodec.decode(npyFile(Self.plain, values: 24), name: "x.npy")
    }
    for count in [0, 1, 20, 23, 25, 28, 1000] {
      #expect(throws: ImageError.self, "\(count) bytes") {
        try NPYCodec.decode(npyFile(Self.plain, values: count), name: "x.npy")
      }
    }
    #expect(
      throws: ImageError(
        code: .damaged, name: "x.npy",
        reason: "damaged NPY: 6 values of 4 bytes are announced, the file is cut short")
    ) { try NPYCodec.decode(npyFile(Self.plain, values: 23), name: "x.npy") }
  }

  @Test func `A huge shape is refused before any memory is taken`() throws {
    let header = "{'descr': '<f8', 'fortran_order': True, 'shape': (30000, 30000)}"
    #expect(
      throws: ImageError(
        code: .tooLarge, name: "x.npy",
        reason: "30000x30000 pixels are more than the limit of 100000000")
    ) { try NPYCodec.decode(npyFile(header), name: "x.npy") }
    let half = Int.max / 2
    let overflowing = "{'descr': '<f8', 'fortran_order': True, 'shape': (\(half), \(half))}"
    for limit in [PixelLimit.standard, PixelLimit(pixelCount: .max)] {
      #expect(throws: ImageError.self) {
        try NPYCodec.decode(npyFile(overflowing), name: "x.npy", limit: limit)
      }
    }
  }

  @Test func `A file cut anywhere is refused`() throws {
    let whole = NPYCodec.encode(
      ValueGrid(width: 3, height: 2, values: [1, 2, 3, 4, 5, 6]), as: .single)
    for length in whole.indices {
      #expect(throws: ImageError.self, "\(length) of \(whole.count) bytes") {
        try ValueGridFile.decode(Array(whole[..<length]), name: "x.npy")
      }
    }
  }

  /// 40 seeds of 800 files each.
  @Test(arguments: 0..<40)
  func `Mutated files neither crash nor hang, and are refused in one line`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let limit = PixelLimit(pixelCount: 10_000)
    let originals = (NPYFixture.good + NPYFixture.bad).map(\.bytes)
    for turn in 0..<800 {
      var bytes = originals[Int.random(in: originals.indices, using: &generator)]
      for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, &generator) }
      do {
        let grid = try NPYCodec.decode(bytes, name: "x.npy", limit: limit)
        #expect(grid.values.count <= limit.pixelCount, "seed \(seed), turn \(turn)")
      } catch {
        let line = error.description
        let isLine = line.utf8.count < 300 && line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        #expect(isLine, "seed \(seed), turn \(turn): \(line)")
      }
    }
  }

  /// Changes a file where it hurts: mostly in the header, often by characters that mean something there.
  private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    let end = Bool.random(using: &generator) ? min(bytes.count, 80) : bytes.count
    let index = Int.random(in: 0..<max(1, end), using: &generator)
    guard index < bytes.count else { return }
    let stop = min(bytes.count, index + Int.random(in: 1...6, using: &generator))
    let meaningful = Array("{}()[]',:-<>|0123456789LTFfiubcOSUV \n".utf8)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
    case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 2: bytes[index] = meaningful[Int.random(in: meaningful.indices, using: &generator)]
    case 3: bytes.removeSubrange(index..<stop)
    case 4: bytes.insert(contentsOf: bytes[index..<stop], at: index)
    default: bytes.removeSubrange(index...)
    }
  }
}
