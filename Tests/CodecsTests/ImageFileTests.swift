import Codecs
import Foundation
import Imaging
import Testing

@testable import TestKit

@Suite struct ImageFileTests {
  @Test(
    "every color type, depth, interlace and orientation gives its pixels", arguments: Fixture.names)
  func decodes(name: String) throws {
    let image = try ImageFile.read(Fixture.path(name))
    #expect(SHA256Digest.hex(of: image) == Fixture.digests[name])
  }

  @Test("the fixtures cover what they are to cover")
  func coverage() {
    #expect(Fixture.names.count(where: { $0.hasSuffix(".png") }) == 33)
    #expect(Fixture.names.count(where: { $0.hasSuffix(".jpg") }) == 16)
  }

  @Test("a text file that is named .png is told from a picture")
  func textFile() {
    #expect(
      throws: ImageError(code: .unknownFormat, name: "a.png", reason: "not a PNG, JPEG or BMP")
    ) {
      try ImageFile.decode(Array("hello, I am no picture".utf8), name: "a.png")
    }
  }

  @Test("an empty file says so")
  func emptyFile() {
    #expect(throws: ImageError(code: .unknownFormat, name: "a.png", reason: "the file is empty")) {
      try ImageFile.decode([], name: "a.png")
    }
  }

  @Test("a missing file and a folder are one line each, with the path")
  func unreadable() {
    let missing = Fixture.path("no such.png")
    #expect(throws: ImageError(code: .unreadable, name: missing, reason: "no such file")) {
      try ImageFile.read(missing)
    }
    let folder = Fixture.folder.path
    #expect(throws: ImageError(code: .unreadable, name: folder, reason: "not a regular file")) {
      try ImageFile.read(folder)
    }
    #expect(ImageError(code: .damaged, name: "x.png", reason: "why").description == "x.png: why")
  }

  @Test("a device is not read, however long it would go on")
  func device() {
    #expect(throws: ImageError.self) { try ImageFile.read("/dev/zero") }
  }

  @Test(
    "a file cut short anywhere is refused, and never half a picture called whole",
    arguments: [
      "rgb-8.png", "palette-4.png", "rgba-16-interlaced.png", "rgb-444.jpg", "cmyk.jpg", "ycck.jpg",
    ])
  func truncated(name: String) throws {
    let whole = try Fixture.bytes(name)
    // A JPEG's last two bytes only mark its end; all pixels are there without them.
    let lastCut = name.hasSuffix(".jpg") ? whole.count - 2 : whole.count
    for length in stride(from: 1, to: lastCut, by: 3) {
      #expect(throws: ImageError.self, "\(length) of \(whole.count) bytes") {
        try ImageFile.decode(Array(whole[..<length]), name: name)
      }
    }
  }

  @Test("mutated files never crash, and never give a picture of another size", arguments: 0..<40)
  func mutations(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let limit = PixelLimit(pixelCount: 100_000)
    for name in Fixture.names {
      var bytes = try Fixture.bytes(name)
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(index..<min(bytes.count, index + 5))
        default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 5)], at: index)
        }
        if bytes.isEmpty { bytes = [0] }
      }
      let image = try? ImageFile.decode(bytes, name: name, limit: limit)
      #expect((image?.pixelCount ?? 0) <= limit.pixelCount, "\(name), seed \(seed)")
    }
  }
}
