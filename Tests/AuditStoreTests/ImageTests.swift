import Imaging
import Testing

@testable import AuditStore
@testable import TestKit

@Suite("Images and label maps")
struct ImageTests {
  @Test("an image is kept once and comes back", arguments: LogCase.allCases)
  func images(place: LogCase) throws {
    try place.run { log in
      #expect(try log.image(digest: Sample.image.digest) == nil)
      try log.record(image: Sample.image)
      var sameAgain = Sample.image
      sameAgain.png = [1, 2, 3]
      try log.record(image: sameAgain)
      #expect(try log.image(digest: Sample.image.digest) == Sample.image)

      sameAgain.width = 5
      #expect(
        message { () throws(LogError) in try log.record(image: sameAgain) }
          == "conflict: it already holds another image of this digest; name another file")
    }
  }

  @Test("a label map is kept once and comes back", arguments: LogCase.allCases)
  func labelMaps(place: LogCase) throws {
    try place.run { log in
      #expect(try log.labelMap(digest: "2222") == nil)
      for method in ["grid/2", "slico-connected/3"] {
        try log.record(labelMap: Sample.labelMap, digest: "2222", method: method)
      }
      #expect(
        try log.labelMap(digest: "2222")
          == StoredLabelMap(digest: "2222", method: "grid/2", labelMap: Sample.labelMap))
      let other = LabelMap(width: 4, height: 2, labels: [0, 0, 0, 0, 1, 1, 1, 1])
      #expect(
        message { () throws(LogError) in
          try log.record(labelMap: other, digest: "2222", method: "grid/2")
        } == "conflict: it already holds another label map of this digest; name another file")
    }
  }

  @Test("runs are a length and a zigzag difference each")
  func example() {
    #expect(Sample.labelMap.encodedRuns == [2, 0, 2, 2, 2, 2, 2, 1])
    let long = LabelMap(width: 301, height: 1, labels: Array(repeating: 0, count: 300) + [1])
    #expect(long.encodedRuns == [0xAC, 0x02, 0, 1, 2])
  }

  @Test("random maps come back from their runs", arguments: 0..<200)
  func property(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let width = Int.random(in: 1...40, using: &random)
    let height = Int.random(in: 1...40, using: &random)
    let count = Int.random(in: 1...width * height, using: &random)
    let labels = (0..<width * height).map {
      Int32($0 < count ? $0 : Int.random(in: 0..<count, using: &random))
    }.shuffled(using: &random)
    let map = LabelMap(width: width, height: height, labels: labels)
    let runs = map.encodedRuns
    #expect(
      LabelMap(width: width, height: height, regionCount: count, encodedRuns: runs) == map)

    // Cut short it is refused; with one byte changed it is refused or another map, never a crash.
    let short = Array(runs.dropLast())
    #expect(
      LabelMap(width: width, height: height, regionCount: count, encodedRuns: short) == nil)
    var changed = runs
    let place = Int.random(in: runs.indices, using: &random)
    changed[place] ^= UInt8.random(in: 1...255, using: &random)
    #expect(
      LabelMap(width: width, height: height, regionCount: count, encodedRuns: changed) != map)
  }

  @Test(
    "runs that make no map are refused",
    arguments: [
      [], [8], [0, 0, 8, 0], [9, 0], [8, 2], [8, 1], [4, 0, 4, 0], [8, 0, 1, 0],
      [UInt8](repeating: 0xFF, count: 12), [4, 0, 4, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
    ] as [[UInt8]])
  func nonsense(runs: [UInt8]) {
    #expect(LabelMap(width: 4, height: 2, regionCount: 2, encodedRuns: runs) == nil)
    #expect(LabelMap(width: 0, height: 2, regionCount: 0, encodedRuns: runs) == nil)
    #expect(LabelMap(width: .max, height: 2, regionCount: 1, encodedRuns: runs) == nil)
  }

  @Test("no few bytes make a map that takes more memory than a picture can")
  func claims() {
    // One run of 2^40 pixels, and one of 4 said to be of 2^26 regions.
    let long: [UInt8] = [0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0]
    #expect(LabelMap(width: 1 << 20, height: 1 << 20, regionCount: 1, encodedRuns: long) == nil)
    #expect(
      LabelMap(width: 1 << 13, height: 1 << 13, regionCount: 1 << 26, encodedRuns: [4, 0]) == nil)
  }
}
