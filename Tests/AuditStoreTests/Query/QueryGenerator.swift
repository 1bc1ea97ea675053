import Probing

@testable import AuditStore

/// Makes queries with a text that stands for them, in as many spellings as the language has.
struct QueryGenerator {
  private var random: SplitMix64
  private let rows: [FindingRow]

  /// - Parameters:
  ///   - seed: Decides everything.
  ///   - rows: Where most values are taken from, so that comparisons hold now and then.
  init(seed: UInt64, rows: [FindingRow]) {
    random = SplitMix64(seed: seed)
    self.rows = rows
  }

  /// A query and its text.
  mutating func query() -> (query: FindingQuery, text: String) {
    var query = FindingQuery()
    var clauses: [String] = []
    if random.index(below: 10) > 0 {
      let made = condition(depth: random.index(below: 5))
      query.condition = made.condition
      clauses.append(made.text)
    }
    if random.index(below: 3) > 0 {
      let keys = (0...random.index(below: 3)).map { _ in orderKey() }
      query.order = keys.map(\.order)
      clauses.append(
        keyword("order") + space + keyword("by") + space
          + keys.map(\.text).joined(separator: gap + "," + gap))
    }
    if random.index(below: 3) == 0 {
      let (count, offset) = (random.index(below: 60), random.index(below: 3) * 7)
      query.limit = .init(count: count, offset: offset)
      clauses.append(
        keyword("limit") + space + "\(count)"
          + (offset > 0 ? space + keyword("offset") + space + "\(offset)" : ""))
    }
    return (query, gap + clauses.joined(separator: space) + gap)
  }

  private mutating func orderKey() -> (order: FindingQuery.Order, text: String) {
    let field = random.element(FindingField.allCases)
    let direction = random.element(["", space + keyword("asc"), space + keyword("desc")])
    return (
      .init(by: field, isDescending: direction.lowercased().hasSuffix("desc")),
      field.name + direction
    )
  }

  private typealias Made = (condition: FindingCondition, text: String)

  /// A condition; its text can stand beside `and` and `or`.
  private mutating func condition(depth: Int) -> Made {
    guard depth > 0 else { return comparison() }
    switch random.index(below: 4) {
    case 0:
      let inside = condition(depth: depth - 1)
      return (.not(inside.condition), keyword("not") + space + parenthesized(inside.text))
    case 1:
      let (left, right) = (
        condition(depth: depth - 1), condition(depth: random.index(below: depth))
      )
      return (
        .and(left.condition, right.condition),
        parenthesized(left.text) + space + keyword("and") + space + parenthesized(right.text)
      )
    case 2:
      let (left, right) = (
        condition(depth: random.index(below: depth)), condition(depth: depth - 1)
      )
      return (
        .or(left.condition, right.condition),
        parenthesized(left.text) + space + keyword("or") + space + parenthesized(right.text)
      )
    default:
      let inside = comparison()
      return (inside.condition, parenthesized(inside.text))
    }
  }

  private mutating func comparison() -> Made {
    let field = random.element(FindingField.allCases)
    switch random.index(below: 6) {
    case 0:
      let isNegated = random.index(below: 2) == 0
      return (
        .isMissing(field, isNegated: isNegated),
        field.name + space + keyword("is") + (isNegated ? space + keyword("not") : "") + space
          + keyword(random.element(["null", "missing"]))
      )
    case 1:
      let isNegated = random.index(below: 2) == 0
      let values = (0...random.index(below: 4)).map { _ in value(of: field) }
      return (
        .isAmong(field, values, isNegated: isNegated),
        field.name + space + (isNegated ? keyword("not") + space : "") + keyword("in") + gap + "("
          + values.map { spelled($0, field) }.joined(separator: gap + "," + gap) + gap + ")"
      )
    default:
      let comparison = random.element(field.type.operators)
      let value = comparison.looksInside ? part(of: field) : value(of: field)
      return (
        .compares(field, comparison, value),
        field.name + gap + comparison.rawValue + gap + spelled(value, field)
      )
    }
  }

  private mutating func value(of field: FindingField) -> FieldValue {
    if let value = random.element(rows)[field], random.index(below: 5) > 0 { return value }
    return switch field.type {
    case .text: .text(random.element(["spoon", "0", "\u{E9}", "z", "'\"\\"]))
    case .number: .number(Double(random.index(below: 7)) - 2.5)
    case .share: .number(Double(random.index(below: 5)) / 4)
    case .word(let words): .text(random.element(words))
    }
  }

  /// A piece of a value, now and then in other letters.
  private mutating func part(of field: FindingField) -> FieldValue {
    guard case .text(let text) = value(of: field) else {
      preconditionFailure("\(field) is no text")
    }
    let scalars = Array(text.unicodeScalars)
    let start = random.index(below: scalars.count + 1)
    let end = start + random.index(below: scalars.count - start + 1)
    let part = String(String.UnicodeScalarView(scalars[start..<end]))
    return .text(random.element([part, part.uppercased(), part.lowercased()]))
  }
}

extension QueryGenerator {
  /// White space, or none.
  private var gap: String { mutating get { random.element(["", " ", " ", "\t", "\n  "]) } }

  private var space: String { mutating get { random.element([" ", " ", "  ", "\t", "\r\n"]) } }

  private mutating func keyword(_ word: String) -> String {
    random.element([word, word, word.uppercased(), word.capitalized])
  }

  private mutating func parenthesized(_ text: String) -> String { "(" + gap + text + gap + ")" }

  private mutating func spelled(_ value: FieldValue, _ field: FindingField) -> String {
    switch value {
    case .number(let number):
      let percent = number * 100
      guard field.type == .share, percent / 100 == number, random.index(below: 2) == 0 else {
        return value.description
      }
      return FieldValue.number(percent).description + gap + "%"
    case .text(let text):
      if case .word = field.type, !text.isEmpty, text.allSatisfy({ $0.isLetter || $0 == "-" }),
        text.first != "-", QueryKeyword(rawValue: text.lowercased()) == nil,
        random.index(below: 2) == 0
      {
        return text
      }
      guard random.index(below: 2) == 0 else { return value.literal }
      return "'"
        + text.replacing("\\", with: #"\\"#).replacing("'", with: #"\'"#).replacing(
          "\n", with: "\\n")
        + "'"
    }
  }
}

extension String {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
