import ArgumentParser

/// `hallux log`: the audit log itself.
struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Verifies the audit log, and tells what it holds.",
    subcommands: [
      LogVerifyCommand.self, LogShowCommand.self, LogHeadCommand.self, LogSchemaCommand.self,
      LogRebuildCommand.self,
    ])
}
