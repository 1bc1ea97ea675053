/// Why an expression is not a query.
public struct QueryError: Error, Sendable, Hashable {
  /// One line: what is wrong and, where it is known, what to write instead.
  public var message: String
  /// The expression.
  public var expression: String
  /// The words that are wrong, counted in the expression's Unicode scalars; empty where something is
  /// missing, nil when the whole is wrong.
  public var range: Range<Int>?

  /// Makes an error.
  public init(message: String, expression: String, range: Range<Int>?) {
    self.message = message
    self.expression = expression
    self.range = range
  }
}

extension QueryError {
  /// The most columns of a line that shows where the error is.
  static let excerptWidth = 76

  /// The part of the expression around the error and, below it, carets; empty when there is no place.
  ///
  /// White space is a space and every other invisible character U+FFFD, so that the carets stand where they
  /// should and nothing in the expression speaks to the terminal.
  public var excerpt: [String] {
    guard let range else { return [] }
    let scalars = Array(expression.unicodeScalars)
    // One column more than the text has, for what is missing at its end.
    let start = max(
      0, min(range.lowerBound - Self.excerptWidth / 2, scalars.count + 1 - Self.excerptWidth))
    let end = min(scalars.count, start + Self.excerptWidth)
    let before = (start > 0 ? "…" : "") + Self.visible(scalars[start..<range.lowerBound])
    let marked = Self.visible(
      scalars[range.lowerBound..<min(max(range.upperBound, range.lowerBound), end)])
    let after =
      Self.visible(scalars[min(range.upperBound, end)..<end]) + (end < scalars.count ? "…" : "")
    return [
      before + marked + after,
      String(repeating: " ", count: before.count)
        + String(repeating: "^", count: max(1, marked.count)),
    ]
  }

  private static func visible(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    for scalar in scalars {
      if scalar.properties.isWhitespace {
        text += " "
      } else {
        text.unicodeScalars.append(scalar.isInvisible ? "\u{FFFD}" : scalar)
      }
    }
    return text
  }
}
