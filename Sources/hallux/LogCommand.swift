import ArgumentParser

/// `hallux log`: the audit log itself.
struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Verifies the audit log, tells what it holds, and merges several.",
    discussion: """
      Examples:
        hallux log verify                   was anything changed?
        hallux log show 3                   what audit 3 asked, of whom, and how
        hallux log merge shard-*.sqlite --into whole.sqlite
      """,
    subcommands: [
      LogVerifyCommand.self, LogShowCommand.self, LogMergeCommand.self, LogCompactCommand.self,
      LogHeadCommand.self, LogSchemaCommand.self, LogRebuildCommand.self,
    ])
}
