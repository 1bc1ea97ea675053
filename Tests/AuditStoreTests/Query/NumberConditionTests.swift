import Testing

@testable import AuditStore

@Suite("A condition on numbers")
struct NumberConditionTests {
  private let names = ["accuracy", "f1", "p", "flips"]
  private let numbers: [String: Double] = [
    "f1": 0.8, "p": 0.04, "flips": 5, "accuracy": -0.02, "adversarial.f1": 0.7, "f1.low": 0.75,
    "a.b.f1.high": 0.9,
  ]

  @Test(
    "holds as it reads",
    arguments: [
      ("f1 < 0.85", true), ("f1 < 80 %", false), ("f1<=80%", true), ("f1 = 0.8", true),
      ("f1 != 0.8", false), ("accuracy < -0.01", true), ("accuracy < -3%", false),
      ("p < 0.05 and flips > 3", true), ("p < 0.05 and flips > 5", false),
      ("p > 0.05 or flips >= 5", true), ("not p > 0.05", true),
      ("NOT (p < 1 AND flips < 9)", false),
      ("p > 1 and p > 1 or flips = 5", true), ("p > 1 and (p > 1 or flips = 5)", false),
      ("adversarial.f1 < 0.75 and f1.low > 0.7", true), ("a.b.f1.high > .85", true),
      ("flips < 1e2", true),
    ])
  func holds(text: String, expected: Bool) throws {
    let condition = try NumberCondition(parsing: text, names: names)
    #expect(try condition.holds(for: numbers).get() == expected)
  }

  @Test("cannot be told where a number is not there, whatever the others say")
  func missing() throws {
    let condition = try NumberCondition(
      parsing: "flips = 5 or random.f1 < 1 or p.high > 0", names: names)
    #expect(
      condition.holds(for: numbers) == .failure(MissingNumbers(names: ["random.f1", "p.high"])))
  }

  @Test(
    "is refused with its place where it is none",
    arguments: [
      ("", "expected a number's name, such as 'accuracy'"),
      ("f2 < 1", "no number 'f2'; did you mean 'f1'?"),
      ("spoons < 1", "no number 'spoons'; there are accuracy, f1, p, flips"),
      ("f1", "expected = != < <= > or >= after 'f1'"),
      ("f1 ~ 1", "expected = != < <= > or >= after 'f1', not '~'"),
      ("f1 <", "expected a number after 'f1 <'"),
      ("f1 < x", "expected a number after 'f1 <', not 'x'"),
      ("f1 < 0x1p3", "expected a number after 'f1 <', not '0x1p3'"),
      ("f1 < 1e999", "expected a number after 'f1 <', not '1e999'"),
      ("f1 < 1 f1 > 0", "expected 'and' or 'or', not 'f1'"),
      ("(f1 < 1", "this '(' is not closed"), ("f1 < 1)", "this ')' closes nothing"),
      ("f1 == 1", "'==' is not an operator; write '='"),
      ("and < 1", "expected a number's name, such as 'accuracy', not 'and'"),
      ("f1.low.low < 1", "no number 'low'; there are accuracy, f1, p, flips"),
      ("f1 < 1; rm", "';' cannot stand here without quotes"),
    ])
  func refused(text: String, message: String) {
    let error = #expect(throws: QueryError.self) {
      try NumberCondition(parsing: text, names: names)
    }
    #expect(error?.message == message, "\(text)")
  }

  @Test("is refused when it is past what a person writes")
  func limits() {
    for text in [
      String(repeating: "(", count: 101) + "f1 < 1" + String(repeating: ")", count: 101),
      String(repeating: "not ", count: 101) + "f1 < 1",
      Array(repeating: "f1 < 1", count: 501).joined(separator: " or "),
      String(repeating: "f1 < 1 or ", count: 10_000) + "f1 < 1",
    ] {
      #expect(throws: QueryError.self) { try NumberCondition(parsing: text, names: names) }
    }
  }
}
