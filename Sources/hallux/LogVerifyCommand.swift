import ArgumentParser
import AuditStore

/// `hallux log verify`: whether the log is as it was recorded.
struct LogVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Checks that nobody touched the log: its file, its chain of events, its rows, its images.",
    discussion: """
      Tells every problem in one line with its place, and ends with 6 where there is one. The chain shows that \
      something was changed; it cannot show that the end was cut off, or that all of it was written anew, unless an \
      earlier head is known from elsewhere: from a report, or from hallux log head. docs/chain.md says what that \
      proves and what not.

      Examples:
        hallux log verify
        hallux log verify --log audits/hallux.sqlite --head 4f0c…
      """)

  @OptionGroup var log: LogOptions

  @Option(
    help: ArgumentHelp(
      "A head that was written down earlier; the log must hold its event.", valueName: "hash"))
  var head: String?

  @Flag(help: "Print the result as JSON.")
  var json = false

  func validate() throws {
    guard let head else { return }
    guard head.count == 64, head.allSatisfy(\.isHexDigit) else {
      throw ValidationError("--head is the 64 hexadecimal digits that hallux log head prints.")
    }
  }

  func run() async throws {
    let path = log.path
    let log = try AuditLog.open(at: path, access: .readOnly)
    var problems: [LogProblem] = []
    let result = try log.verify(head: head) { problem in
      if json { problems.append(problem) } else { Terminal.print(problem.line) }
    }
    if json {
      Terminal.print(try jsonDocument(VerificationJSON(result, problems, path: path)))
    } else {
      for line in result.lines(path: path) { Terminal.print(line) }
    }
    if !result.isIntact { throw ExitCode(ExitStatus.logDamaged.rawValue) }
  }
}

extension LogProblem {
  /// The problem for a person.
  var line: String { "problem     \(message.printable)" }
}
