import Testing

@testable import AuditStore

@Suite("The query language")
struct QueryParserTests {
  /// One comparison as the parser reads it.
  private static func condition(_ text: String) throws -> FindingCondition? {
    try FindingQuery(parsing: text).condition
  }

  @Test("reads an expression with every clause")
  func whole() throws {
    let query = try FindingQuery(
      parsing: """
        kind = false-positive and object in ("spoon","fork") and area < 0.1 and influence > 0.3
          and image ~ "val2014_0003" order by confidence desc, image limit 50 offset 10
        """)
    #expect(
      query.condition
        == .and(
          .and(
            .and(
              .and(
                .compares(.kind, .equal, .text("false-positive")),
                .isAmong(.object, [.text("spoon"), .text("fork")], isNegated: false)),
              .compares(.area, .less, .number(0.1))),
            .compares(.influence, .greater, .number(0.3))),
          .compares(.image, .contains, .text("val2014_0003"))))
    #expect(
      query.order == [
        .init(by: .confidence, isDescending: true), .init(by: .image, isDescending: false),
      ])
    #expect(query.limit == .init(count: 50, offset: 10))
  }

  @Test("takes every clause alone, and none", arguments: ["", " \n", "order by area", "limit 3"])
  func clauses(text: String) throws {
    #expect(try FindingQuery(parsing: text).condition == nil)
  }

  @Test("binds not before and, and before or, and parentheses before all")
  func precedence() throws {
    let (a, b, c) = (
      FindingCondition.isMissing(.area, isNegated: false),
      FindingCondition.isMissing(.size, isNegated: false),
      FindingCondition.isMissing(.label, isNegated: false)
    )
    let cases: [(String, FindingCondition)] = [
      ("area is missing or size is null and label is null", .or(a, .and(b, c))),
      ("area is missing and size is missing or label is missing", .or(.and(a, b), c)),
      ("(area is null or size is null) and label is null", .and(.or(a, b), c)),
      ("not area is null and size is null", .and(.not(a), b)),
      ("not (area is null and size is null)", .not(.and(a, b))),
      ("NOT NOT area IS NULL", .not(.not(a))),
      ("area is not missing", .isMissing(.area, isNegated: true)),
    ]
    for (text, condition) in cases { #expect(try Self.condition(text) == condition, "\(text)") }
  }

  @Test(
    "reads a value as its field has it",
    arguments: [
      ("object = 7", FindingCondition.compares(.object, .equal, .text("7"))),
      ("image ~ 2014_0003.jpg", .compares(.image, .contains, .text("2014_0003.jpg"))),
      (#"object = 'it\'s' "#, .compares(.object, .equal, .text("it's"))),
      (
        #"object = "\"\\\n\r\t\u{1F333}""#, .compares(.object, .equal, .text("\"\\\n\r\t\u{1F333}"))
      ),
      ("object = caf\u{E9}", .compares(.object, .equal, .text("caf\u{E9}"))),
      ("object = ''", .compares(.object, .equal, .text(""))),
      ("area<10%", .compares(.area, .less, .number(0.1))),
      ("area <= 12.5 %", .compares(.area, .lessOrEqual, .number(0.125))),
      ("influence > -.5e-1", .compares(.influence, .greater, .number(-0.05))),
      ("size=+3", .compares(.size, .equal, .number(3))),
      ("kind!=answer", .compares(.kind, .notEqual, .text("answer"))),
      ("kind ~ false", .compares(.kind, .contains, .text("false"))),
      ("label in (no)", .isAmong(.label, [.text("no")], isNegated: false)),
      ("size Not In (1,2)", .isAmong(.size, [.number(1), .number(2)], isNegated: true)),
    ])
  func values(text: String, condition: FindingCondition) throws {
    #expect(try Self.condition(text) == condition)
  }

  @Test("has a word for every field that is neither a keyword nor another field's")
  func fields() {
    for field in FindingField.allCases {
      #expect(FindingField(name: field.name) == field)
      #expect(QueryKeyword(rawValue: field.name) == nil)
      #expect(field.name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F })
      #expect(!field.help.contains("\n") && !field.help.contains("|"))
    }
  }
}
