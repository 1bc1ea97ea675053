import AuditStore
import Codecs
import Foundation
import Imaging
import Testing

@testable import ReportSamples
@testable import Reporting
@testable import TestKit

@Suite struct BurntBoxesTests {
  private let names: [String: Set<String>] = [
    "a b.png": ["d1"], "a.png": ["d1", "d2"], "lost.png": [],
  ]

  private func resolved(_ text: String) throws -> [String: [Reporting.BurntBox]] {
    try BurntBoxes(text: text, name: "boxes.txt").resolved(digests: names) { _ in (64, 48) }
  }

  @Test("a line names a picture by name or digest and the pixels that its box touches")
  func lines() throws {
    let box = BurntBox(x: 1, y: 2, width: 3, height: 4)
    #expect(try resolved("\u{FEFF}# faces\r\n\r\n a b.png 1 2 3 4 \r\n") == ["d1": [box]])
    #expect(try resolved("a.png\t1 2 3 4") == ["d1": [box], "d2": [box]])
    #expect(try resolved("d2 1 2 3 4\na.png 0 0 64 48")["d2"]?.count == 2)
    // Fractions of pixels count as whole ones; what rounding puts just outside is cut.
    #expect(
      try resolved("d1 1.9 2.9 2.2 3.2") == ["d1": [BurntBox(x: 1, y: 2, width: 4, height: 5)]])
    #expect(
      try resolved("d1 60 40 4.01 8.5") == ["d1": [BurntBox(x: 60, y: 40, width: 4, height: 8)]])
    // A picture that the log never read has nothing to hide.
    #expect(try resolved("lost.png 1 2 3 4").isEmpty)
  }

  @Test(
    "what cannot be burnt in is told with its line, never passed over",
    arguments: [
      ("", "boxes.txt: names no box"), ("# only\n\n", "boxes.txt: names no box"),
      ("a.png 1 2 3", "boxes.txt:1: is not IMAGE X Y WIDTH HEIGHT"),
      ("\n1 2 3 4", "boxes.txt:2: is not IMAGE X Y WIDTH HEIGHT"),
      ("a.png 1 2 3 x", "boxes.txt:1: is not"), ("a.png 1 2 3 nan", "boxes.txt:1: is not"),
      ("a.png 1 2 3 1e300", "boxes.txt:1: is not"), ("a.png 1 2 3 inf", "boxes.txt:1: is not"),
      ("a.png -1 2 3 4", "boxes.txt:1: the box must begin within"),
      ("a.png 1 2 -3 4", "boxes.txt:1: the box must begin within"),
      ("a.png 1 2 3 0", "boxes.txt:1: the box must begin within"),
      ("a.png 0 0 65 48", "boxes.txt:1: the box reaches out of 'a.png', which is 64x48 pixels"),
      ("a.png 0 48 1 1", "boxes.txt:1: the box reaches out of"),
      ("a.png 1 2 3 4\nc.png 1 2 3 4", "boxes.txt:2: no picture of the audit is called 'c.png'"),
      ("A.png 1 2 3 4", "boxes.txt:1: no picture of the audit"),
    ])
  func refused(text: String, message: String) {
    let error = #expect(throws: ReportError.self) { try resolved(text) }
    #expect(error?.code == .boxes)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test("pictures of several sizes under one name are told apart by their digests")
  func sizes() throws {
    func resolved(_ text: String) throws -> [String: [Reporting.BurntBox]] {
      try BurntBoxes(text: text, name: "boxes.txt").resolved(digests: names) {
        $0 == "d1" ? (64, 48) : (32, 24)
      }
    }
    let error = #expect(throws: ReportError.self) { try resolved("a.png 1 2 3 4") }
    #expect(
      error?.message.hasPrefix("boxes.txt:1: pictures of several sizes are called 'a.png'") == true)
    #expect(try resolved("d2 1 2 3 4").keys.sorted() == ["d2"])
  }

  @Test("a box covers its pixels and no other; in a smaller copy, what was made of them, too")
  func burning() {
    let image = RGBImage(width: 8, height: 6, pixels: (0..<144).map { UInt8($0 % 120) })
    let burnt = image.burning([BurntBox(x: 2, y: 1, width: 3, height: 2)], ofPicture: (8, 6))
    for y in 0..<6 {
      for x in 0..<8 {
        let place = (y * 8 + x) * 3
        let isIn = (2..<5).contains(x) && (1..<3).contains(y)
        #expect(burnt.pixels[place] == (isIn ? 128 : image.pixels[place]), "\(x), \(y)")
      }
    }
    // Two pictures that differ under the box only, made small, then burnt: nothing tells them apart.
    let box = BurntBox(x: 40, y: 30, width: 30, height: 20)
    let small = [UInt8(0), 255].map { level in
      RGBImage(width: 160, height: 120, pixels: Array(repeating: 90, count: 57600))
        .painting(box, level).resized(width: 40, height: 30).burning([box], ofPicture: (160, 120))
    }
    #expect(small[0] == small[1])
    #expect(small[0].pixels.contains(90))
  }

  /// The report of a log whose one picture has a box burnt in.
  private func report(_ log: SampleLog, _ boxes: String?) throws -> [String: Data] {
    let folder = try TemporaryFolder()
    let place = folder.url.appendingPathComponent("report")
    let writer = ReportWriter(
      log: log.log, templates: nil, bootstrapSeed: 7,
      boxes: try boxes.map { try BurntBoxes(text: $0, name: "boxes.txt") })
    _ = try writer.write(audit: log.audit, to: place) { _ in }
    return try TemporaryFolder.contents(of: place)
  }

  @Test(
    "neither pictures, masked pictures, names nor pages know what was burnt away",
    arguments: ["black", "mean", "blur"])
  func nothingLeft(fill: String) throws {
    let log = try SampleLog(fill: fill)
    let plain = try report(log, nil)
    let contents = try report(log, "kitchen.png 0 0 2 2")
    // The picture, the one without the trigger, and for a blur the one of which all is hidden.
    let counts = ["black": 1, "mean": 2, "blur": 3]
    #expect(contents.keys.count { $0.hasPrefix("images/") } == counts[fill])
    #expect(!contents.keys.contains("images/\(SampleLog.imageDigest).png"))
    for (name, data) in contents {
      #expect(!String(decoding: data, as: UTF8.self).contains(SampleLog.imageDigest), "\(name)")
      guard name.hasSuffix(".png") else { continue }
      let image = try PNGCodec.decode([UInt8](data), name: name)
      if name != "images/\(SHA256Digest.hex(of: image)).png" { Issue.record("\(name)") }
      guard fill != "blur" else { continue }
      #expect(image.pixels[..<6].allSatisfy { $0 == 128 } || fill == "mean", "\(name)")
    }
    let page = try #require(contents["index.html"].map { String(decoding: $0, as: UTF8.self) })
    #expect(
      page.contains(
        "Before this report was written, 1 gray box was burnt into 1 picture; the model saw it without."
      ))
    #expect(!String(decoding: plain["index.html"] ?? Data(), as: UTF8.self).contains("burnt"))
    let finding = contents.first { $0.key.hasPrefix("finding-") }.map {
      String(decoding: $0.value, as: UTF8.self)
    }
    #expect(finding?.contains("4\u{D7}4 pixels, 1 box burnt in") == true)
  }

  @Test(
    "pictures that differ under the box only give the same bytes, whatever fills hidden regions",
    arguments: ["black", "mean", "blur"])
  func indistinguishable(fill: String) throws {
    let reports = try [UInt8(3), 250].map { level in
      let log = try SampleLog(fill: fill)
      let stored = try #require(try log.log.image(digest: SampleLog.imageDigest))
      let image = try PNGCodec.decode(stored.png, name: "a")
      return try report(
        try SampleLog(
          fill: fill, picture: image.painting(BurntBox(x: 0, y: 0, width: 2, height: 2), level)),
        "kitchen.png 0 0 2 2"
      ).filter { $0.key.hasPrefix("images/") }
    }
    #expect(reports[0] == reports[1])
    #expect(!reports[0].isEmpty)
  }
}

extension RGBImage {
  /// The picture with a box of one level.
  fileprivate func painting(_ box: Reporting.BurntBox, _ level: UInt8) -> RGBImage {
    var pixels = pixels
    for y in box.y..<box.y + box.height {
      for x in box.x..<box.x + box.width {
        for channel in 0..<3 { pixels[(y * width + x) * 3 + channel] = level }
      }
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }
}
