/// Divides an expression into tokens.
struct QueryLexer {
  private let expression: String
  private let scalars: [Unicode.Scalar]
  private var position = 0

  /// Starts at the beginning of an expression.
  ///
  /// - Throws: ``QueryError`` when it is too long.
  init(_ expression: String) throws(QueryError) {
    let byteCount = expression.utf8.count
    guard byteCount <= QueryLimits.byteCount else {
      throw QueryError(
        message:
          "the expression has \(byteCount) bytes; at most \(QueryLimits.byteCount) are taken",
        expression: expression, range: nil)
    }
    self.expression = expression
    self.scalars = Array(expression.unicodeScalars)
  }

  /// All tokens, the last one being the end.
  mutating func tokens() throws(QueryError) -> [QueryToken] {
    var tokens: [QueryToken] = []
    while true {
      let token = try next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(QueryError) -> QueryToken {
    while position < scalars.count, Self.isSpace(scalars[position]) { position += 1 }
    guard position < scalars.count else {
      return QueryToken(kind: .end, range: scalars.count..<scalars.count)
    }
    let start = position
    let kind = try kind(of: scalars[position])
    return QueryToken(kind: kind, range: start..<position)
  }

  private mutating func kind(of scalar: Unicode.Scalar) throws(QueryError) -> QueryToken.Kind {
    switch scalar {
    case "(": return single(.opening)
    case ")": return single(.closing)
    case ",": return single(.comma)
    case "%": return single(.percent)
    case "\"", "'": return .quoted(try quoted(by: scalar))
    case _ where Self.isOperatorPart(scalar): return .comparison(try comparison())
    case _ where startsWord: return .word(word())
    default:
      throw error(
        "'\(String(scalar).shown)' cannot stand here without quotes", position..<position + 1)
    }
  }

  private mutating func single(_ kind: QueryToken.Kind) -> QueryToken.Kind {
    position += 1
    return kind
  }

  private mutating func comparison() throws(QueryError) -> QueryOperator {
    let start = position
    while position < scalars.count, Self.isOperatorPart(scalars[position]) { position += 1 }
    let text = String(String.UnicodeScalarView(scalars[start..<position]))
    guard let comparison = QueryOperator(rawValue: text) else {
      let hint = Self.foreign[text].map { "; write '\($0)'" } ?? ""
      throw error("'\(text.shown)' is not an operator\(hint)", start..<position)
    }
    return comparison
  }

  /// What other languages call our operators.
  private static let foreign = [
    "==": "=", "<>": "!=", "=~": "~", "!": "not", "&": "and", "&&": "and", "|": "or", "||": "or",
    "=<": "<=", "=>": ">=", "!==": "!=", "~=": "~",
  ]

  private mutating func word() -> String {
    let start = position
    while position < scalars.count, Self.isWordPart(scalars[position]) { position += 1 }
    return String(String.UnicodeScalarView(scalars[start..<position]))
  }

  /// A letter, a digit or `_`; or the sign or point in front of a number.
  private var startsWord: Bool {
    let scalar = scalars[position]
    guard ["+", "-", "."].contains(scalar) else {
      return Self.isWordPart(scalar) && ![":", "/"].contains(scalar)
    }
    let rest = scalars[(position + 1)...].prefix(2)
    if let first = rest.first, Self.isDigit(first) { return true }
    return scalar != "." && rest.first == "." && rest.count == 2
      && rest.last.map(Self.isDigit) == true
  }

  private mutating func quoted(by quote: Unicode.Scalar) throws(QueryError) -> String {
    let start = position
    var text = String.UnicodeScalarView()
    position += 1
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      switch scalar {
      case quote: return String(text)
      case "\\": text.append(try escaped())
      case "\0": throw nulError(position - 1..<position)
      default: text.append(scalar)
      }
    }
    throw error("the quote is not closed", start..<start + 1)
  }

  /// The character that an escape stands for; the position is behind the backslash.
  private mutating func escaped() throws(QueryError) -> Unicode.Scalar {
    let start = position - 1
    guard position < scalars.count else { throw error("the quote is not closed", start..<position) }
    let letter = scalars[position]
    position += 1
    switch letter {
    case "\\", "\"", "'": return letter
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try numbered(from: start)
    default:
      throw error(
        #"an escape is one of \\ \" \' \n \r \t \u{hex}; for a backslash write \\"#,
        start..<position)
    }
  }

  /// The character of a hexadecimal number in braces.
  private mutating func numbered(from start: Int) throws(QueryError) -> Unicode.Scalar {
    let rest = scalars[position...].prefix(8)
    guard rest.first == "{", let end = rest.firstIndex(of: "}") else {
      throw error(#"a character by its number is written \u{1F333}"#, start..<position)
    }
    let digits = String(String.UnicodeScalarView(scalars[position + 1..<end]))
    position = end + 1
    guard digits.first != "+", digits.first != "-", let number = UInt32(digits, radix: 16),
      let scalar = Unicode.Scalar(number)
    else { throw error("there is no character of this number", start..<position) }
    guard number != 0 else { throw nulError(start..<position) }
    return scalar
  }

  private func nulError(_ range: Range<Int>) -> QueryError {
    error("a log holds no text with the character U+0000", range)
  }

  private func error(_ message: String, _ range: Range<Int>) -> QueryError {
    QueryError(message: message, expression: expression, range: range)
  }
}

extension QueryLexer {
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    [" ", "\t", "\n", "\r"].contains(scalar)
  }

  private static func isOperatorPart(_ scalar: Unicode.Scalar) -> Bool {
    ["=", "!", "<", ">", "~", "&", "|"].contains(scalar)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// Letters, digits and marks of every script, and what names and numbers have between them.
  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: ["_", "-", "+", ".", ":", "/"].contains(scalar)
    }
  }
}
