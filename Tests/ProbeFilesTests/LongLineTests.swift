import Probing
import Testing

@testable import ProbeFiles

@Suite struct LongLineTests {
  /// A probe file whose second line has 100 MB.
  private func content(_ filler: UInt8) -> [UInt8] {
    var bytes = Array(line(1).utf8) + [UInt8(ascii: "\n")]
    bytes += Array(#"{"question_id": 2, "image": ""#.utf8)
    bytes += [UInt8](repeating: filler, count: 100 << 20)
    bytes += Array("\"}\n".utf8)
    return bytes + Array(line(3, object: "dog").utf8)
  }

  @Test(
    "A line of 100 MB is told in one line, and the others are read", arguments: ["x", "[", "\\"])
  func longLine(filler: Unicode.Scalar) throws {
    let set = try ProbeSet(content: content(UInt8(ascii: filler)), file: "p.jsonl")
    #expect(set.probes.map(\.id) == ["1", "3"])
    #expect(
      set.problems.map(\.description) == [
        "p.jsonl:2: this entry is longer than 16 MB; is the file cut into lines?"
      ])
  }

  @Test func `A file of one line of 100 MB is refused in one line`() {
    let bytes = Array("[".utf8) + [UInt8](repeating: UInt8(ascii: " "), count: 100 << 20)
    let error = #expect(throws: ProbeFileError.self) {
      try ProbeSet(content: bytes, file: "p.json")
    }
    #expect(error?.description.contains("\n") == false)
    #expect((error?.description.count ?? 0) < 300)
  }
}
