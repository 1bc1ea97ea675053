import Foundation
import GRDB
import Probing
import Testing

@testable import AuditStore

@Suite("What the chain digests")
struct CanonicalBytesTests {
  @Test("is the documented record, byte for byte")
  func worked() {
    var record = CanonicalBytes()
    record.begin("forgotten")
    record.begin("t")
    record.append("a", number: -2)
    record.append("b", real: 0.5)
    record.append("c", text: "\u{E9}")
    record.append("d", bytes: [0, 255])
    // hashlib.sha256 of the bytes written out by hand:
    // T0000000000000001't' T..1'a' Ifffffffffffffffe T..1'b' R3fe0000000000000 T..1'c' T..2 c3a9 T..1'd' B..2 00ff
    #expect(
      Array(record.digest).hexadecimal
        == "285220a29859c329e8cbdf4eb9081e7e679ec0e47676f2735e5bec77dd4f1e7b")
  }

  @Test("tells a row of NULLs from none, and one type from another")
  func types() {
    func digest(_ body: (inout CanonicalBytes) -> Void) -> [UInt8] {
      var record = CanonicalBytes()
      record.begin("t")
      body(&record)
      return Array(record.digest)
    }
    let digests: [[UInt8]] = [
      digest { _ in }, digest { $0.append("a", text: "") }, digest { $0.append("a", bytes: []) },
      digest { $0.append("a", number: 0) }, digest { $0.append("a", real: 0) },
      digest { $0.append("a", text: "b") }, digest { $0.append("ab", text: "") },
    ]
    #expect(Set(digests).count == digests.count)
  }

  @Test("names rows by keys that come back as they went", arguments: 0..<200)
  func keys(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let alphabet = ["a", "\"", "\\", "\n", "\u{1F}", "\u{1F333}", "é", "]", ","]
    var lists: [[ChainJSON.Value]] = []
    var keys: [RowKey] = []
    for _ in 0...generator.index(below: 3) {
      let number = Int64(bitPattern: generator.next()) >> Int64(generator.index(below: 63))
      let text = (0..<generator.index(below: 6)).map { _ in
        alphabet[generator.index(below: alphabet.count)]
      }.joined()
      let bytes = (0..<generator.index(below: 5)).map { _ in UInt8(generator.index(below: 256)) }
      keys.append(RowKey(.number(number), .text(text), .bytes(bytes)))
      lists.append([.number(number), .text(text), .text(bytes.hexadecimal)])
      #expect([UInt8](hexadecimal: bytes.hexadecimal) == bytes)
    }
    #expect(ChainJSON.lists(RowKey.json(keys)) == lists, "seed \(seed)")
  }

  @Test(
    "names rows by nothing else",
    arguments: [
      "", "[]", "[[]]", "[[1]", "[[1]]x", "[[1.5]]", "[[\"\\u0041\"]]", "[[\"a]]", "[[\"\\",
      "[[null]]",
      "[[\"\\n\"]]", "[[9223372036854775808]]", "[[\"\\u-922\"]]", "[[\"\\u+00f\"]]",
    ])
  func otherKeys(text: String) {
    #expect(ChainJSON.lists(text) == nil)
  }
}
