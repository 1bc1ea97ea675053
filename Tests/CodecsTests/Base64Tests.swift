import Codecs
import Foundation
import Testing

@testable import TestKit

@Suite struct Base64Tests {
  @Test(
    "the examples of RFC 4648 hold",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func examples(text: String, encoded: String) {
    #expect(String(decoding: Base64.encode(Array(text.utf8)), as: UTF8.self) == encoded)
  }

  @Test("any bytes come back through another decoder", arguments: 0..<200)
  func roundTrip(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let bytes = (0..<seed).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let text = String(decoding: Base64.encode(bytes), as: UTF8.self)
    #expect(Data(base64Encoded: text) == Data(bytes), "seed \(seed)")
  }
}
