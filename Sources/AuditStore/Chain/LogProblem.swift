/// One thing that is wrong with a log, as far as it can be located.
public struct LogProblem: Sendable, Hashable {
  /// What is wrong, in one word.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The file's pages do not hold together, or a part of them cannot be read.
    case file
    /// The tables, views or triggers are not those of the schema.
    case schema
    /// The chain of events is broken: one is missing, was changed, or cannot be read.
    case event
    /// A row is gone, was changed, or was put in past the chain.
    case row
    /// A column that changes over time is not as the last event about it says.
    case column
    /// A stored image does not have the pixels that its digest names.
    case image
    /// The log does not hold the event whose hash was written down elsewhere.
    case head
  }

  /// What is wrong.
  public var kind: Kind
  /// The event that says otherwise, by its number; nil where none does.
  public var event: Int64?
  /// The table; nil where it is about none.
  public var table: String?
  /// The row's primary key as a JSON list, bytes in hexadecimal; nil where it is about no single row.
  public var key: String?
  /// The column; nil where it cannot be told.
  public var column: String?
  /// One line for a person: what and where.
  public var message: String

  /// Makes a problem.
  public init(
    _ kind: Kind, event: Int64? = nil, table: String? = nil, key: String? = nil,
    column: String? = nil, _ message: String
  ) {
    self.kind = kind
    self.event = event
    self.table = table
    self.key = key
    self.column = column
    // SQLite quotes what it cannot read, line breaks and all.
    self.message = message.replacing("\n", with: " ")
  }
}
