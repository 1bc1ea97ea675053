import ArgumentParser

/// `hallux probes`: what is asked, before anybody is asked.
struct ProbesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probes", abstract: "Looks at sets of probes, and builds them from annotations.",
    discussion: """
      Examples:
        hallux probes show probes.jsonl --images DIR
        hallux probes build --from coco instances_val2014.json --to coco.jsonl
      """,
    subcommands: [
      ProbesShowCommand.self, ProbesBuildCommand.self, ProbesFromCaptionsCommand.self,
    ])
}
