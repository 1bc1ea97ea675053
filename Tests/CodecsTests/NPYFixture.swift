import Codecs
import Foundation
import Imaging
import Testing

/// Files that `Fixtures/make_arrays.py` made with NumPy.
struct NPYFixture: Decodable, CustomTestStringConvertible {
  let name: String
  let file: String
  /// What NumPy reads in the file; of good files only.
  let width: Int?
  let height: Int?
  /// Row by row; nil stands for what is not finite.
  let values: [Double?]?
  /// What the refusal is to contain; of bad files only.
  let words: [String]?

  var testDescription: String { name }
  var bytes: [UInt8] { [UInt8](Data(base64Encoded: file) ?? Data()) }

  private struct Groups: Decodable {
    let good: [NPYFixture]
    let bad: [NPYFixture]
  }

  private static let groups: Groups = {
    let file = Fixture.folder.appendingPathComponent("arrays.json")
    guard let data = try? Data(contentsOf: file),
      let groups = try? JSONDecoder().decode(Groups.self, from: data)
    else { fatalError("\(file.path) is missing or damaged") }
    return groups
  }()

  static var good: [NPYFixture] { groups.good }
  static var bad: [NPYFixture] { groups.bad }
}

/// An NPY file put together by hand, so that it can be wrong.
func npyFile(
  _ header: String, version: [UInt8] = [1, 0], announcing length: Int? = nil, values: Int = 0
) -> [UInt8] {
  let text = Array(header.utf8)
  let length = length ?? text.count
  let lengthBytes = (0..<(version[0] == 1 ? 2 : 4)).map { UInt8(length >> (8 * $0) & 0xFF) }
  return [0x93] + "NUMPY".utf8 + version + lengthBytes + text
    + Array(repeating: 0, count: values)
}
