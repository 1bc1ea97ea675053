import Foundation
import Testing

@testable import Reporting

@Suite struct ScriptTextTests {
  private static let payloads = [
    "plain, with \u{E9} and \u{1F600}", "</script><script>alert(1)</script>", "<!-- <script>",
    "-->", "]]>", "\"\u{301}; alert(1); \"\u{301}", "\\\"; alert(1)//", "\\", "\\u003c", "`${x}`",
    "'", "a & b &lt;", "line\u{2028}and\u{2029}paragraph", "two\nlines\r\t\u{0}\u{1B}[31m",
    "evil\u{202E}gnp.exe\u{FEFF}", "\u{338}overlay", "",
  ]

  @Test("a text is a literal that no part of it ends", arguments: payloads)
  func literal(raw: String) throws {
    let literal = ScriptText.literal(raw)
    let scalars = Array(literal.unicodeScalars)
    #expect(scalars.first == "\"" && scalars.last == "\"")
    // Inside, a quotation mark stands behind a backslash and nowhere else.
    var isEscaped = false
    for scalar in scalars.dropFirst().dropLast() {
      #expect(isEscaped || scalar != "\"", "\(literal)")
      isEscaped = !isEscaped && scalar == "\\"
      #expect(!["<", ">", "&", "'", "`", "\u{2028}", "\u{2029}"].contains(scalar), "\(literal)")
      #expect(scalar.value >= 0x20, "\(literal)")
    }
    #expect(!isEscaped)
    // What comes out of it is the text, with what would not be seen shown by name as pages show it.
    let read = try JSONDecoder().decode([String].self, from: Data("[\(literal)]".utf8))
    let visible = raw.unicodeScalars.map { HTMLText.visibleForm($0) ?? String(Character($0)) }
    #expect(Array(read[0].unicodeScalars) == Array(visible.joined().unicodeScalars))
  }

  @Test("no scalar of Unicode gets through as one that means something")
  func everyScalar() {
    for value in Array(UInt32(0)...0xFFFF) + stride(from: 0x10000, through: 0x10FFFF, by: 997) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let inside = ScriptText.literal(String(Character(scalar)) + "\u{301}").unicodeScalars
        .dropFirst().dropLast()
      let isPlain = inside.allSatisfy { !"<>&'`\u{2028}\u{2029}".unicodeScalars.contains($0) }
      if !isPlain || (inside.contains("\"") && inside.first != "\\") {
        Issue.record("U+\(String(value, radix: 16)) gets through")
      }
    }
  }

  @Test("values are JSON, with links that lead nowhere else and numbers that are numbers")
  func values() {
    let value = ScriptValue.list([
      .text("<"), .link("javascript:alert(1)"), .number(3), .number(0.25), .number(1e-7),
      .number(.nan), .number(.infinity), .optional(nil), .list([]), .null,
    ])
    #expect(
      value.json
        == #"["\u003c","javascript%3Aalert%281%29",3,0.25,1e-07,null,null,null,[],null]"#)
  }
}
