import ArgumentParser

/// `hallux probes`: what is asked, before anybody is asked.
struct ProbesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probes", abstract: "Looks at sets of probes, and builds them from annotations.",
    subcommands: [
      ProbesShowCommand.self, ProbesBuildCommand.self, ProbesFromCaptionsCommand.self,
    ])
}
