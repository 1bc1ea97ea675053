import Codecs
import Foundation
import Testing

@Suite("Text as JSON")
struct JSONTextTests {
  @Test("reads as it was written")
  func roundTrip() throws {
    let every = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init)))
    for text in [every, "\u{1F408}\u{202E}\u{2028}\"\\/", ""] {
      for isHidden in [{ $0.value < 0x20 }, { !$0.isASCII || $0.value < 0x20 }]
        as [(Unicode.Scalar) -> Bool]
      {
        let json = JSONText.quoted(text, hiding: isHidden)
        #expect(
          try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
            as? String == text)
      }
    }
  }

  @Test("has the short escapes, and numbers for what is hidden")
  func escapes() {
    #expect(JSONText.quoted("a\"\\\n\r\t\u{1}\u{7F}") == #""a\"\\\n\r\t\u0001"# + "\u{7F}\"")
    #expect(JSONText.quoted("\u{202E}", hiding: { _ in true }) == #""\u202e""#)
    #expect(JSONText.escape(of: "\u{1F408}") == #"\ud83d\udc08"#)
  }
}
