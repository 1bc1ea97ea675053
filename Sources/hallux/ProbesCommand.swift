import ArgumentParser

/// `hallux probes`: what is asked, before anybody is asked.
struct ProbesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probes", abstract: "Looks at probe files, and builds them from annotations.",
    subcommands: [ProbesShowCommand.self])
}
