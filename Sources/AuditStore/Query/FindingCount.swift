/// How many findings have the same values in some fields.
public struct FindingCount: Sendable, Hashable {
  /// The values, in the order of the fields; nil for a missing one.
  public var values: [FieldValue?]
  /// How many findings have them.
  public var count: Int

  /// Makes a count.
  public init(values: [FieldValue?], count: Int) {
    self.values = values
    self.count = count
  }
}
