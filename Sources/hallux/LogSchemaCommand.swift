import ArgumentParser
import AuditStore

/// `hallux log schema`: the tables as SQL.
struct LogSchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the log's tables and views as SQL with comments.",
    discussion: """
      docs/log-schema.md says how they belong together.

      Examples:
        hallux log schema
        hallux log schema | sqlite3 empty.sqlite
      """)

  func run() async throws {
    Terminal.print(
      "-- the audit log of Hallux \(Hallux.version), schema \(AuditLog.schemaVersion)\n")
    Terminal.print(try AuditLog.schemaText())
  }
}
