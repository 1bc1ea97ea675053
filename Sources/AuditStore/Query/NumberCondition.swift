/// A condition on the numbers of an audit or of a comparison, such as `f1 < 0.85 or specificity < 90 %`.
///
/// Its language is that of queries (`docs/query.md`), with numbers in the place of fields.
public indirect enum NumberCondition: Sendable, Hashable {
  /// The number compares so with the value.
  case compares(String, QueryOperator, Double)
  /// The condition does not hold.
  case not(NumberCondition)
  /// Both conditions hold.
  case and(NumberCondition, NumberCondition)
  /// At least one of the conditions holds.
  case or(NumberCondition, NumberCondition)

  /// Parses a condition.
  ///
  /// - Parameters:
  ///   - text: The condition.
  ///   - names: The names of the numbers; each may have a scope in front (`adversarial.f1`) and `.low` or `.high`, an end
  ///     of its interval, behind.
  /// - Throws: ``QueryError`` when the text is none, or names another number.
  public init(parsing text: String, names: [String]) throws(QueryError) {
    var parser = try NumberConditionParser(text, names: names)
    self = try parser.wholeCondition()
  }

  /// The numbers that it asks for, in the order in which they are written, each once.
  public var names: [String] {
    var names: [String] = []
    collect(into: &names)
    return names
  }

  /// Whether it holds.
  ///
  /// - Parameter numbers: The numbers by their names.
  /// - Returns: Whether it holds, or the names of the numbers that are not there: what is not known cannot hold, and
  ///   cannot not hold either.
  public func holds(for numbers: [String: Double]) -> Result<Bool, MissingNumbers> {
    let missing = names.filter { numbers[$0] == nil }
    guard missing.isEmpty else { return .failure(MissingNumbers(names: missing)) }
    return .success(isTrue(numbers))
  }

  private func collect(into names: inout [String]) {
    switch self {
    case .compares(let name, _, _): if !names.contains(name) { names.append(name) }
    case .not(let inside): inside.collect(into: &names)
    case .and(let left, let right), .or(let left, let right):
      left.collect(into: &names)
      right.collect(into: &names)
    }
  }

  private func isTrue(_ numbers: [String: Double]) -> Bool {
    switch self {
    case .compares(let name, let comparison, let value):
      guard let number = numbers[name] else { return false }
      return comparison.holds(number, value)
    case .not(let inside): return !inside.isTrue(numbers)
    case .and(let left, let right): return left.isTrue(numbers) && right.isTrue(numbers)
    case .or(let left, let right): return left.isTrue(numbers) || right.isTrue(numbers)
    }
  }
}

/// Numbers that a condition asks for and that are not there: nothing was counted, or there is no such split.
public struct MissingNumbers: Error, Sendable, Hashable {
  /// Their names.
  public let names: [String]
}

extension QueryOperator {
  /// Whether it holds of two numbers; never when it looks inside of texts.
  fileprivate func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    case .contains, .containsNot: false
    }
  }
}
