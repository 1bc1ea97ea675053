import ArgumentParser

/// `hallux log`: the audit log itself.
struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Verifies the audit log, tells what it holds, and merges several.",
    subcommands: [
      LogVerifyCommand.self, LogShowCommand.self, LogMergeCommand.self, LogCompactCommand.self,
      LogHeadCommand.self, LogSchemaCommand.self, LogRebuildCommand.self,
    ])
}
