import GRDB

extension Database {
  /// Executes a statement that is compiled once for the connection.
  ///
  /// Compiling a statement that writes takes longer than running it, since that compiles the triggers that it may
  /// fire as well.
  func executeCached(sql: String, arguments: StatementArguments) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
