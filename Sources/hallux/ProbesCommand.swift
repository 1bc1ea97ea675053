import ArgumentParser

/// `hallux probes`: what there is to be asked.
struct ProbesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probes",
    abstract: "Looks at probe files.",
    subcommands: [ProbesShowCommand.self])
}
