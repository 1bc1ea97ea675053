import Codecs
import ModelAPI
import Testing

@testable import ChatCompletions

@Suite("Who answered first")
struct ModelWitnessTests {
  private func body(_ name: String?, _ fingerprint: String?) throws -> ChatReplyBody {
    func field(_ key: String, _ value: String?) -> String {
      value.map { "\"\(key)\":\(JSONText.quoted($0))" } ?? "\"\(key)\":null"
    }
    return try ChatReplyBody(
      Array("{\(field("model", name)),\(field("system_fingerprint", fingerprint))}".utf8))
  }

  @Test("is held against every later reply, in what each says of itself")
  func compares() throws {
    let witness = ModelWitness(name: nil, fingerprint: nil)
    try witness.check(body(nil, nil))
    try witness.check(body("m", nil))
    try witness.check(body(nil, "fp1"))
    try witness.check(body("m", "fp1"))
    for (name, fingerprint) in [("n", "fp1"), ("m", "fp2"), ("n", nil), (nil, "fp2")] {
      let error = #expect(throws: ModelError.self) { try witness.check(body(name, fingerprint)) }
      #expect(error?.code == .changed)
    }
    try witness.check(body("m", "fp1"))
  }

  @Test("is told in one line, whatever the server calls itself")
  func hostileNames() throws {
    let witness = ModelWitness(
      name: "m\n\u{1B}[2J" + String(repeating: "x", count: 5000), fingerprint: nil)
    let error = #expect(throws: ModelError.self) {
      try witness.check(body("\u{202E}\"other\"\r\n", nil))
    }
    let message = try #require(error?.message)
    #expect(message.count < 400)
    #expect(
      !message.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" }, "\(message)")
    #expect(message.contains(#"is "\"other\"" and was "m [2Jxxx"#))
  }
}
