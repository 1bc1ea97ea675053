import ArgumentParser
import AuditStore

/// `hallux log show`: the manifest of an audit.
struct LogShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract:
      "Prints the manifest of an audit: what was asked of whom, from which files, with which settings.",
    discussion: """
      Examples:
        hallux log show                     the newest audit
        hallux log show 3 --json            for programs, with the digest of every image
      """)

  @Argument(help: ArgumentHelp("The audit's number; the newest by default.", valueName: "audit"))
  var audit: Int64?

  @OptionGroup var log: LogOptions

  @Flag(help: "Print the manifest as JSON.")
  var json = false

  func run() async throws {
    let log = try AuditLog.open(at: log.path, access: .readOnly)
    let shown = try ShownAudit(try log.chosenAudit(audit), of: log)
    if json {
      Terminal.print(try shown.jsonText)
    } else {
      for line in shown.lines { Terminal.print(line) }
    }
  }
}
