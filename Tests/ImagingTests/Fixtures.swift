import Foundation
import Imaging
import Testing

/// The reference numbers that scripts/check-slico/make_fixtures.py wrote.
enum Fixtures {
  /// The bytes of a file in the folder Fixtures.
  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: folder.appending(path: "Fixtures/\(name)")))
  }

  /// A picture in the binary PPM format.
  static func image(_ name: String) throws -> RGBImage {
    let bytes = try bytes(name)
    let headerEnd = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
    let header = String(decoding: bytes[..<headerEnd], as: UTF8.self).split(separator: " ")
    return RGBImage(
      width: try #require(Int(header[1])), height: try #require(Int(header[2])),
      pixels: Array(bytes[(headerEnd + 1)...]))
  }

  /// Labels in pairs of bytes: label, run length.
  static func labels(_ name: String) throws -> [Int32] {
    let bytes = try bytes(name)
    return stride(from: 0, to: bytes.count, by: 2).flatMap { start in
      Array(repeating: Int32(bytes[start]), count: Int(bytes[start + 1]))
    }
  }
}
