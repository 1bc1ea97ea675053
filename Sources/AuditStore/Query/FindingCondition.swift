/// A condition on a finding.
///
/// Every comparison with a missing value is false, that with `!=`, `!~` and `not in` too; `not` turns false
/// into true. So `not (area < 0.1)` holds for a finding without an area, and `area >= 0.1` does not.
///
/// Operators and values are those of the field's type: a query with others is a mistake of the program, and
/// the parser makes none.
public indirect enum FindingCondition: Sendable, Hashable {
  /// The field's value compares so with the value.
  case compares(FindingField, QueryOperator, FieldValue)
  /// The field's value is one of the values; when negated, there is a value and it is none of them.
  case isAmong(FindingField, [FieldValue], isNegated: Bool)
  /// The finding has no value in the field; when negated, it has one.
  case isMissing(FindingField, isNegated: Bool)
  /// The condition does not hold.
  case not(FindingCondition)
  /// Both conditions hold.
  case and(FindingCondition, FindingCondition)
  /// At least one of the conditions holds.
  case or(FindingCondition, FindingCondition)
}

extension FindingCondition {
  /// The fields that it names.
  var fields: Set<FindingField> {
    switch self {
    case .compares(let field, _, _), .isAmong(let field, _, _), .isMissing(let field, _): [field]
    case .not(let inside): inside.fields
    case .and(let left, let right), .or(let left, let right): left.fields.union(right.fields)
    }
  }
}
