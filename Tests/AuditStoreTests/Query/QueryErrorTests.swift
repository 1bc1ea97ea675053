import Probing
import Testing

@testable import AuditStore

@Suite("What is no query")
struct QueryErrorTests {
  /// The error of an expression, or nil when there is none.
  private static func error(_ text: String) -> QueryError? {
    do {
      _ = try FindingQuery(parsing: text)
      return nil
    } catch { return error }
  }

  @Test(
    "is refused in one line, with carets under the word",
    arguments: [
      ("area <", "expected a number after 'area <'", "      ^"),
      ("object =", "expected a value after 'object ='", "        ^"),
      ("aera < 1", "no field 'aera'; did you mean 'area'?", "^^^^"),
      (
        "trigger-status = found", "no field 'trigger-status'; did you mean 'trigger_status'?",
        "^^^^^^^^^^^^^^"
      ),
      (
        "kind = false-postive", "kind is never 'false-postive'; did you mean 'false-positive'?",
        "       ^^^^^^^^^^^^^"
      ),
      ("label = perhaps", "label is never 'perhaps'; it is one of yes, no", "        ^^^^^^^"),
      (
        "kind", "expected a comparison after 'kind'; it takes = != ~ !~ in and 'is missing'",
        "    ^"
      ),
      (
        "size 3",
        "expected a comparison after 'size', not '3'; it takes = != < <= > >= in and "
          + "'is missing'", "     ^"
      ),
      (
        "kind < answer", "kind is a word, which has no order: it takes = != ~ !~ in, not '<'",
        "     ^"
      ),
      ("area ~ 3", "area is a number: it takes = != < <= > >= in, not '~'", "     ^"),
      ("area < much", "expected a number after 'area <', not 'much'", "       ^^^^"),
      ("area < '0.1'", "area is a number; write it without quotes", "       ^^^^^"),
      ("area < 0x10", "expected a number after 'area <', not '0x10'", "       ^^^^"),
      ("area < 1e999", "this number is too large", "       ^^^^^"),
      ("size < 10 %", "size is no share: it takes no '%'", "          ^"),
      (
        "object = null", "nothing equals a missing value; write 'object is missing'",
        "         ^^^^"
      ),
      ("area = NULL", "nothing equals a missing value; write 'area is missing'", "       ^^^^"),
      (
        "object = order",
        "expected a value after 'object ='; 'order' is a word of the language, "
          + "and needs quotes where it is a value", "         ^^^^^"
      ),
      (
        "object is spoon", "expected 'missing' or 'null' after 'object is', not 'spoon'",
        "          ^^^^^"
      ),
      ("object not like x", "expected 'in' after 'object not', not 'like'", "           ^^^^"),
      ("object in spoon", "expected '(' after 'object in', not 'spoon'", "          ^^^^^"),
      ("object in ()", "expected a value after 'object in (', not ')'", "           ^"),
      ("object in (a b)", "expected ',' or ')', not 'b'", "             ^"),
      ("object in (a,", "expected a value after ','", "             ^"),
      ("object in (a", "this '(' is not closed", "          ^"),
      ("(size = 1", "this '(' is not closed", "^"),
      ("(size = 1 size", "expected 'and', 'or' or ')', not 'size'", "          ^^^^"),
      ("size = 1)", "this ')' closes nothing", "        ^"),
      (
        "object = traffic light",
        "expected 'and', 'or', 'order by' or 'limit', not 'light'; a value of several words stands in quotes",
        "                 ^^^^^"
      ),
      (
        "order by area descending", "expected ',' or 'limit', not 'descending'; write 'desc'",
        "              ^^^^^^^^^^"
      ),
      ("area > 50", "area is a share, from 0 to 1; write 50 %", "       ^^"),
      ("area > 500", "area is a share, from 0 to 1", "       ^^^"),
      ("area > 500 %", "area is a share, from 0 % to 100 %", "       ^^^"),
      (
        "size = 1 area = 2", "expected 'and', 'or', 'order by' or 'limit', not 'area'",
        "         ^^^^"
      ),
      ("size = 1 and", "expected a field, such as 'object'", "            ^"),
      ("and size = 1", "expected a field, such as 'object', not 'and'", "^^^"),
      ("'spoon'", "expected a field, such as 'object', not ''spoon''", "^^^^^^^"),
      ("order area", "expected 'by' after 'order', not 'area'", "      ^^^^"),
      ("order by", "expected a field, such as 'object'", "        ^"),
      ("order by area up", "expected ',' or 'limit', not 'up'", "              ^^"),
      ("limit", "expected a whole number after 'limit'", "     ^"),
      ("limit 1.5", "expected a whole number after 'limit', not '1.5'", "      ^^^"),
      ("limit -1", "expected a whole number after 'limit', not '-1'", "      ^^"),
      (
        "limit 99999999999999999999", "the number after 'limit' is too large",
        "      ^^^^^^^^^^^^^^^^^^^^"
      ),
      ("limit 1 order by area", "expected 'offset' or the end, not 'order'", "        ^^^^^"),
      ("limit 1 offset 1 limit 1", "expected the end, not 'limit'", "                 ^^^^^"),
      ("size == 1", "'==' is not an operator; write '='", "     ^^"),
      ("size <> 1", "'<>' is not an operator; write '!='", "     ^^"),
      ("size = 1 && area = 1", "'&&' is not an operator; write 'and'", "         ^^"),
      ("object = 'a", "the quote is not closed", "         ^"),
      (#"object = "\"#, "the quote is not closed", "          ^"),
      (
        #"object = "\q""#,
        #"an escape is one of \\ \" \' \n \r \t \u{hex}; for a backslash write \\"#,
        "          ^^"
      ),
      (#"object = "\u41""#, #"a character by its number is written \u{1F333}"#, "          ^^"),
      (#"object = "\u{D800}""#, "there is no character of this number", "          ^^^^^^^^"),
      (#"object = "\u{0}""#, "a log holds no text with the character U+0000", "          ^^^^^"),
      ("object = 'a\0'", "a log holds no text with the character U+0000", "           ^"),
      ("size = 1; drop", "';' cannot stand here without quotes", "        ^"),
      ("size = 1 -- why", "'-' cannot stand here without quotes", "         ^"),
      ("size = 1 /* why */", "'/' cannot stand here without quotes", "         ^"),
      ("object = \u{201C}a\u{201D}", "'\u{201C}' cannot stand here without quotes", "         ^"),
      ("size =\t1\u{1B}[2J", "'\\u{1b}' cannot stand here without quotes", "        ^"),
    ] as [(String, String, String)])
  func messages(text: String, message: String, carets: String) throws {
    let error = try #require(Self.error(text))
    #expect(error.message == message)
    #expect(error.excerpt.last == carets)
    #expect(error.excerpt.count == 2)
  }

  @Test("shows a part of a long expression, and nothing that a terminal obeys")
  func excerpts() throws {
    let long = String(repeating: "size = 1 and ", count: 30)
    let error = try #require(Self.error(long + "aera = 1 and " + long + "size = 1"))
    let line = error.excerpt[0]
    #expect(line.hasPrefix("…") && line.hasSuffix("…") && line.count == QueryError.excerptWidth + 2)
    let before = error.excerpt[1].prefix { $0 == " " }.count
    #expect(line.dropFirst(before).hasPrefix("aera = 1"))
    #expect(error.excerpt[1].dropFirst(before) == "^^^^")
    let hostile = try #require(Self.error("object = '\u{1B}]0;x\u{7}\u{9B}\u{202E}\n' size"))
    #expect(hostile.excerpt[0] == "object = '\u{FFFD}]0;x\u{FFFD}\u{FFFD}\u{FFFD} ' size")
    #expect(hostile.excerpt[1] == String(repeating: " ", count: 21) + "^^^^")
  }

  @Test("has limits, and says which")
  func limits() throws {
    func message(_ text: String) -> String? { Self.error(text)?.message }
    let padding = String(repeating: " ", count: QueryLimits.byteCount - 8)
    #expect(message("size = 1" + padding) == nil)
    #expect(
      message("size = 1 " + padding) == "the expression has 65537 bytes; at most 65536 are taken")
    #expect(Self.error("size = 1 " + padding)?.excerpt == [])
    func parentheses(_ count: Int) -> String {
      String(repeating: "(", count: count) + "size = 1" + String(repeating: ")", count: count)
    }
    #expect(message(parentheses(100)) == nil)
    #expect(message(parentheses(101)) == "parentheses and 'not' are nested more than 100 deep")
    #expect(
      message(String(repeating: "not ", count: 101) + "size = 1")
        == "parentheses and 'not' are nested more than 100 deep")
    let many = Array(repeating: "size = 1", count: 501).joined(separator: " or ")
    #expect(message(many) == "the expression has more than 500 comparisons")
    let values = Array(repeating: "1", count: 10_001).joined(separator: ",")
    #expect(message("size in (\(values))") == "the expression has more than 10000 values")
  }

  @Test(
    "is told from a query whatever it is, without a crash",
    arguments: [
      String(repeating: "(", count: 100_000), String(repeating: ")", count: 100_000),
      String(repeating: "not ", count: 100_000), String(repeating: "'", count: 1_000_001),
      String(repeating: "a", count: 1_000_000), String(repeating: "x", count: 60_000),
      String(repeating: "(", count: 65_536), String(repeating: "not ", count: 16_384),
      "object = '" + String(repeating: "\u{301}", count: 30_000),
      "\0", "size\0= 1", "object = 'spoon' --", "/* */ size = 1", "size = 1 # why",
      "object = 'spoon' OR 1=1", "1 = 1", "'; DROP TABLE finding; --",
      "finding = (SELECT 1)", "sqlite_schema", "rowid = 1", "object = ?1", "object = :name",
      "object LIKE 'a%'", "object = X'41'", "kind = 'false-positive' UNION SELECT 1",
      "order by 1", "order by random()", "limit ?", "\u{FEFF}size = 1", "size\u{A0}= 1",
      "size = 1 and\u{2028}", "\u{202E}1 = ezis", "size = \u{661}", "limit \u{663}", "size = 1_000",
      "size = NaN", "size = inf", "size = -", "size = .", "size = 1e", "area < %", "size = +-1",
    ])
  func hostile(text: String) throws {
    let error = try #require(Self.error(text), "\(text.prefix(40))")
    #expect(!error.message.contains { $0.isNewline } && error.message.utf8.count < 400)
    for line in error.excerpt { #expect(line.count <= QueryError.excerptWidth + 2) }
    for line in error.excerpt {
      #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }
  }

  @Test(
    "is told from a query when a query is damaged at random",
    arguments: 1...20 as ClosedRange<UInt64>)
  func mutations(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let seeds = [
      #"kind = false-positive and object in ("spoon",'fork') and area < 10 % limit 5 offset 2"#,
      #"not (image ~ "a\"\u{41}" or size is not missing) order by confidence desc, area asc"#,
    ]
    let pieces = [
      "(", ")", "\"", "'", "\\", "\0", ",", "%", "not", "in", "=", "!", "-", "\u{1F333}",
    ]
    for _ in 0..<300 {
      var scalars = Array(random.element(seeds).unicodeScalars)
      for _ in 0...random.index(below: 4) {
        let place = random.index(below: scalars.count)
        switch random.index(below: 3) {
        case 0: scalars.remove(at: place)
        case 1: scalars.insert(contentsOf: Array(random.element(pieces).unicodeScalars), at: place)
        default: scalars.swapAt(place, random.index(below: scalars.count))
        }
      }
      let text = String(String.UnicodeScalarView(scalars))
      do {
        let query = try FindingQuery(parsing: text)
        #expect(try FindingQuery(parsing: query.description) == query, "seed \(seed): \(text)")
      } catch { #expect(error.excerpt.count == 2, "seed \(seed): \(text)") }
    }
  }
}
