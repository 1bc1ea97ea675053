import ArgumentParser
import AuditStore

/// `hallux log rebuild`: makes what queries read anew.
struct LogRebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Makes the table that queries read anew from the other tables.",
    discussion: """
      The table finding_row says of each finding what other tables say of it, so that queries are quick. It is kept in \
      step by itself; 'hallux log verify' tells when somebody changed it. No evidence is touched.

      Examples:
        hallux log rebuild
        hallux log rebuild --log copy.sqlite
      """)

  @OptionGroup var log: LogOptions

  func run() throws {
    let count = try log.openExisting().rebuildFindingRows()
    Terminal.print("\(count) findings")
  }
}
