import Codecs
import Imaging
import Testing

@testable import TestKit

@Suite struct NPYCodecTests {
  @Test(arguments: NPYFixture.good)
  func `Every kind, byte order, layout, shape and version has the values that NumPy reads`(
    fixture: NPYFixture
  ) throws {
    let grid = try NPYCodec.decode(fixture.bytes, name: "x.npy")
    #expect(grid.width == fixture.width)
    #expect(grid.height == fixture.height)
    #expect(grid.values.map { $0.isFinite ? $0 : nil } == fixture.values)
  }

  @Test func `The table covers all kinds of numbers`() {
    #expect(NPYFixture.good.count == 78)
    #expect(NPYFixture.bad.count == 17)
  }

  @Test func `What is not finite is told apart`() throws {
    for fixture in NPYFixture.good where fixture.name.hasSuffix("not finite") {
      let values = try NPYCodec.decode(fixture.bytes, name: "x.npy").values
      #expect(values[0].isNaN)
      #expect(Array(values[1...]) == [1, -.infinity, .infinity, 0, 2])
    }
  }

  @Test(arguments: NPYFixture.bad)
  func `Arrays that are no map are refused in one line that says what was found`(
    fixture: NPYFixture
  ) throws {
    let error = try #require(throws: ImageError.self) {
      try NPYCodec.decode(fixture.bytes, name: "x.npy")
    }
    #expect(error.code == .unknownFormat)
    for word in fixture.words ?? [] { #expect(error.description.contains(word)) }
    #expect(error.description.hasPrefix("x.npy: NPY of "))
    #expect(error.description.contains(": save "))
    #expect(!error.description.contains("\n"))
  }

  @Test func `Files are written byte by byte as NumPy writes them`() throws {
    let written: [(String, (ValueGrid) -> [UInt8])] = [
      ("exports f4", { NPYCodec.encode($0, as: .single) }),
      ("exports f8", { NPYCodec.encode($0, as: .double) }),
      (
        "exports i4",
        { NPYCodec.encode(LabelMap(width: 3, height: 2, labels: $0.values.map(Int32.init))) }
      ),
    ]
    for (name, encode) in written {
      let fixture = try #require(NPYFixture.good.first { $0.name == name })
      #expect(encode(try NPYCodec.decode(fixture.bytes, name: name)) == fixture.bytes, "\(name)")
    }
  }

  @Test(arguments: 0..<100)
  func `What is encoded is decoded to the same bits`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let width = Int.random(in: 1...40, using: &generator)
    let height = Int.random(in: 1...40, using: &generator)
    let grid = ValueGrid(
      width: width, height: height,
      values: (0..<width * height).map { _ in
        Double(Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &generator)))
      })
    for precision in NPYCodec.Precision.allCases {
      let file = NPYCodec.encode(grid, as: precision)
      let decoded = try NPYCodec.decode(file, name: "x.npy")
      #expect(decoded.width == width && decoded.height == height)
      for (own, other) in zip(grid.values, decoded.values) {
        #expect(own == other || own.isNaN && other.isNaN, "seed \(seed)")
      }
      #expect(file.count.isMultiple(of: precision == .single ? 4 : 8))
    }
  }
}
