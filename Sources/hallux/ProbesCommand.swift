import ArgumentParser

/// `hallux probes`: sets of probes.
struct ProbesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probes", abstract: "Makes sets of probes.",
    subcommands: [ProbesBuildCommand.self])
}
