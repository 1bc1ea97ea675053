extension QueryParser {
  /// Reads a comparison.
  ///
  ///     comparison = field operator value | field [ "not" ] "in" "(" value { "," value } ")"
  ///                | field "is" [ "not" ] ( "null" | "missing" )
  mutating func comparison() throws(QueryError) -> FindingCondition {
    let field = try field()
    try tokens.countComparison()
    if case .comparison(let comparison) = tokens.next.kind {
      guard field.type.operators.contains(comparison) else {
        throw tokens.error("\(field.type.complaint(of: field)), not '\(comparison.rawValue)'")
      }
      tokens.advance()
      let value = try value(
        of: field, after: "\(field.name) \(comparison.rawValue)", isPart: comparison.looksInside)
      return .compares(field, comparison, value)
    }
    if tokens.accept(.is) {
      let isNegated = tokens.accept(.not)
      guard tokens.accept(.null) || tokens.accept(.missing) else {
        throw tokens.error(
          "expected 'missing' or 'null' after '\(field.name) is\(isNegated ? " not" : "")'\(tokens.butFound)"
        )
      }
      return .isMissing(field, isNegated: isNegated)
    }
    let isNegated = tokens.accept(.not)
    guard tokens.accept(.in) else {
      throw isNegated
        ? tokens.error("expected 'in' after '\(field.name) not'\(tokens.butFound)")
        : tokens.error(
          "expected a comparison after '\(field.name)'\(tokens.butFound); "
            + "it takes \(field.type.operatorNames) and 'is missing'")
    }
    return .isAmong(field, try values(of: field, isNegated: isNegated), isNegated: isNegated)
  }

  /// Reads the name of a field.
  mutating func field() throws(QueryError) -> FindingField {
    guard case .word(let name) = tokens.next.kind, tokens.next.keyword == nil else {
      throw tokens.error("expected a field, such as 'object'\(tokens.butFound)")
    }
    guard let field = FindingField(name: name) else {
      let names = FindingField.allCases.map(\.name)
      let hint =
        name.nearest(of: names).map { "did you mean '\($0)'?" }
        ?? "the fields are \(names.joined(separator: ", "))"
      throw tokens.error("no field '\(name.shown)'; \(hint)")
    }
    tokens.advance()
    return field
  }

  private mutating func values(
    of field: FindingField, isNegated: Bool
  ) throws(QueryError) -> [FieldValue] {
    let start = "\(field.name) \(isNegated ? "not in" : "in")"
    let opening = tokens.next
    guard tokens.accept(.opening) else {
      throw tokens.error("expected '(' after '\(start)'\(tokens.butFound)")
    }
    var values = [try value(of: field, after: "\(start) (", isPart: false)]
    while tokens.accept(.comma) {
      values.append(try value(of: field, after: ",", isPart: false))
    }
    guard tokens.accept(.closing) else {
      throw tokens.next.kind == .end
        ? tokens.error("this '(' is not closed", at: opening)
        : tokens.error("expected ',' or ')'\(tokens.butFound)")
    }
    return values
  }

  /// Reads a value that a field can be compared with.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - start: What stands before it, for messages.
  ///   - isPart: Whether it is only a part of the field's value.
  /// - Returns: The value, of the field's type.
  /// - Throws: ``QueryError`` when no such value is next.
  private mutating func value(
    of field: FindingField, after start: String, isPart: Bool
  ) throws(QueryError) -> FieldValue {
    try countValue()
    if field.type.isNumeric { return .number(try number(of: field, after: start)) }
    let text = try text(of: field, after: start)
    if case .word(let words) = field.type, !isPart, !words.contains(text) {
      let hint = text.nearest(of: words).map { "did you mean '\($0)'?" }
      throw tokens.error(
        "\(field.name) is never '\(text.shown)'; "
          + (hint ?? "it is one of \(words.joined(separator: ", "))"))
    }
    tokens.advance()
    return .text(text)
  }

  /// The text that is next; the token is not taken yet.
  private func text(of field: FindingField, after start: String) throws(QueryError) -> String {
    switch tokens.next.kind {
    case .quoted(let text): return text
    case .word(let word):
      switch tokens.next.keyword {
      case nil: return word
      case .null, .missing:
        throw tokens.error("nothing equals a missing value; write '\(field.name) is missing'")
      case .some(let keyword):
        throw tokens.error(
          "expected a value after '\(start)'; '\(keyword.rawValue)' is a word of the language, and "
            + "needs quotes where it is a value")
      }
    default: throw tokens.error("expected a value after '\(start)'\(tokens.butFound)")
    }
  }

  private mutating func number(of field: FindingField, after start: String) throws(QueryError)
    -> Double
  {
    if case .quoted = tokens.next.kind {
      throw tokens.error("\(field.name) is a number; write it without quotes")
    }
    guard case .word(let word) = tokens.next.kind, let number = Double(decimal: word) else {
      if tokens.next.keyword == .null || tokens.next.keyword == .missing {
        throw tokens.error("nothing equals a missing value; write '\(field.name) is missing'")
      }
      throw tokens.error("expected a number after '\(start)'\(tokens.butFound)")
    }
    guard number.isFinite else { throw tokens.error("this number is too large") }
    let written = tokens.next
    tokens.advance()
    guard tokens.next.kind == .percent else {
      guard field.type != .share || number <= 1 else {
        let percent = number <= 100 ? "; write \(word) %" : ""
        throw tokens.error("\(field.name) is a share, from 0 to 1\(percent)", at: written)
      }
      return number
    }
    guard field.type == .share else {
      throw tokens.error("\(field.name) is no share: it takes no '%'")
    }
    guard number <= 100 else {
      throw tokens.error("\(field.name) is a share, from 0 % to 100 %", at: written)
    }
    tokens.advance()
    return number / 100
  }
}

extension Double {
  /// The number of a text in decimal digits, with or without sign, point and exponent; nil for any other.
  init?(decimal text: String) {
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
    self.init(text)
  }
}

extension FieldType {
  /// The operators, for a message.
  fileprivate var operatorNames: String {
    (operators.map(\.rawValue) + ["in"]).joined(separator: " ")
  }

  /// Says what a field takes.
  fileprivate func complaint(of field: FindingField) -> String {
    switch self {
    case .word: "\(field.name) is a word, which has no order: it takes \(operatorNames)"
    case .text, .number, .share: "\(field.name) is a number: it takes \(operatorNames)"
    }
  }
}
