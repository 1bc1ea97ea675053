import Probing
import Testing

@testable import ProbeFiles

@Suite struct JSONPullParserTests {
  private let sample = #"""
    {"a": [1, -2.5e3, true, null, 0], "b\n\u00e9\ud83d\ude00": {"c": "x\\ \"ü😀", "d": []},
     "long": "\#(String(repeating: "y", count: 300))", "e": {}}
    """#

  /// What reading everything gives: the text again, in one form.
  private func rewritten(_ parser: inout JSONPullParser) throws(ProbeFileError) -> String {
    if try parser.isNext("{") {
      var members: [String] = []
      try parser.enterObject()
      while let key = try parser.nextKey() { members.append("\(key):\(try rewritten(&parser))") }
      return "{\(members.joined(separator: ","))}"
    }
    if try parser.isNext("[") {
      var elements: [String] = []
      try parser.enterArray()
      while try parser.nextElement() { elements.append(try rewritten(&parser)) }
      return "[\(elements.joined(separator: ","))]"
    }
    if try parser.isNext("\"") { return try parser.string() }
    if try parser.skipNull() { return "null" }
    guard try parser.isNext("t") else { return "\(try parser.number())" }
    try parser.skip()
    return "true"
  }

  @Test("the size of the pieces does not matter", arguments: [1, 2, 3, 5, 7, 64, 10_000])
  func pieces(size: Int) throws {
    var parser = try JSONPullParser(MemoryChunks(Array(sample.utf8), size: size), file: "a")
    let text = try rewritten(&parser)
    try parser.finish()
    #expect(
      text
        == "{a:[1.0,-2500.0,true,null,0.0],b\né😀:{c:x\\ \"ü😀,d:[]},long:\(String(repeating: "y", count: 300)),e:{}}"
    )
    #expect(parser.line == 2)
  }

  /// The first fault of a text that is only skipped.
  private func fault(_ bytes: [UInt8], size: Int = .max) -> ProbeFileError? {
    do throws(ProbeFileError) {
      var parser = try JSONPullParser(MemoryChunks(bytes, size: size), file: "a")
      try parser.skip()
      try parser.finish()
      return nil
    } catch {
      return error
    }
  }

  @Test("what is skipped is checked as strictly as by the syntax check", arguments: UInt64(0)..<40)
  func skippingAgreesWithTheSyntaxCheck(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var accepted = 0
    for _ in 0..<100 {
      var bytes = Array(sample.utf8)
      for _ in 0...generator.index(below: 3) where !bytes.isEmpty {
        let place = generator.index(below: bytes.count)
        switch generator.index(below: 4) {
        case 0: bytes[place] ^= UInt8(1 << generator.index(below: 8))
        case 1: bytes.remove(at: place)
        case 2: bytes = Array(bytes[..<place])
        default:
          bytes.insert(Array("[]{},:\"\\\n\09e-".utf8)[generator.index(below: 13)], at: place)
        }
      }
      let found = fault(bytes, size: 1 + generator.index(below: 50))
      let text = String(validating: bytes, as: UTF8.self)
      let isValid = JSONSyntax.fault(in: bytes[...]) == nil && text != nil
      let isHalf = found?.message.contains("pair of surrogates") ?? false
      #expect(
        (found == nil) == isValid || isHalf, "\(text ?? "no text"): \(String(describing: found))")
      accepted += isValid ? 1 : 0
    }
    #expect(accepted > 0)
  }

  @Test func deepNestingIsRefused() {
    for opening in ["[", "{\"a\":"] {
      let bytes = Array(String(repeating: opening, count: 200_000).utf8)
      #expect(fault(bytes)?.message.contains("less than 64 levels expected before") == true)
    }
    #expect(
      fault(Array((String(repeating: "[", count: 64) + String(repeating: "]", count: 64)).utf8))
        == nil)
  }

  @Test(
    "bytes that are no text are named",
    arguments: [
      ([0x22, 0xFF, 0x22], "a:1: is not UTF-8; save the file as UTF-8"),
      ([0x0A, 0x22, 0xC3, 0x22], "a:2: is not UTF-8; save the file as UTF-8"),
      ([0x22, 0xED, 0xA0, 0x80, 0x22], "a:1: is not UTF-8; save the file as UTF-8"),
      ([0x5B, 0x00, 0x5D], "a:1: has a NUL byte; save the file as plain UTF-8 text"),
      ([0x22, 0x00, 0x22], "a:1: has a NUL byte; save the file as plain UTF-8 text"),
      ([0xFF, 0xFE, 0x7B, 0], "a: is UTF-16, not UTF-8; save the file as UTF-8"),
      ([0x50, 0x4B, 3, 4], "a: is a ZIP archive; unpack it first"),
    ] as [([UInt8], String)])
  func notText(bytes: [UInt8], message: String) {
    for size in [1, 100] { #expect(fault(bytes, size: size)?.description == message) }
  }

  @Test(
    "numbers that nobody can hold are refused",
    arguments: [
      ("99999999999999999999", nil, 1e20), ("1e400", nil, nil), ("-1e400", nil, nil),
      ("1e3", 1000, 1000), ("3.0", 3, 3), ("3.5", nil, 3.5), ("1e17", nil, 1e17),
      ("9223372036854775807", Int.max, 0x1p63), ("-0", 0, 0),
    ] as [(String, Int?, Double?)])
  func numbers(text: String, whole: Int?, value: Double?) throws {
    var parser = try JSONPullParser(MemoryChunks(Array(text.utf8)), file: "a")
    #expect((try? parser.integer()) == whole)
    parser = try JSONPullParser(MemoryChunks(Array(text.utf8)), file: "a")
    #expect((try? parser.number()) == value)
  }

  @Test func whatIsKeptIsBounded() throws {
    let digits = String(repeating: "1", count: 1000)
    var parser = try JSONPullParser(MemoryChunks(Array(digits.utf8)), file: "a")
    #expect(throws: ProbeFileError.self) { try parser.number() }
    let long = "\"" + String(repeating: "x", count: (1 << 20) + 1) + "\""
    parser = try JSONPullParser(MemoryChunks(Array(long.utf8)), file: "a")
    let error = #expect(throws: ProbeFileError.self) { try parser.string() }
    #expect(error?.description == "a:1: the entry is longer than 1 MB; shorten it")
    #expect(fault(Array(long.utf8)) == nil)
  }

  @Test func aByteOrderMarkIsPassedOver() {
    #expect(fault([0xEF, 0xBB, 0xBF] + Array("[1]".utf8), size: 1) == nil)
  }
}
