import Codecs
import Foundation
import Imaging

@testable import TestKit

/// The files that `Fixtures/make_fixtures.py` made, and what they decode to by its own reckoning.
enum Fixture {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  /// The digest of every file's picture, by the file's name.
  static let digests: [String: String] = {
    let file = folder.appendingPathComponent("expected.json")
    guard let data = try? Data(contentsOf: file),
      let digests = try? JSONDecoder().decode([String: String].self, from: data)
    else { fatalError("\(file.path) is missing or damaged") }
    return digests
  }()

  static let names = digests.keys.sorted()

  static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  static func bytes(_ name: String) throws -> [UInt8] { try ImageFile.bytes(of: path(name)) }

  /// Noise of a size, decided by a seed.
  static func noise(width: Int, height: Int, seed: UInt64) -> RGBImage {
    var generator = SeededGenerator(seed: seed)
    return RGBImage(
      width: width, height: height,
      pixels: (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }
}
