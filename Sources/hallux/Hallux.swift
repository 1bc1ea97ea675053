import ArgumentParser
import AuditStore
import Auditing
import Codecs
import Foundation
import ModelAPI
import ProbeFiles
import Reporting

/// The command line.
@main
struct Hallux: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hallux",
    abstract:
      "Audits what a multimodal model says it sees, and shows which part of the image made it.",
    discussion: """
      Asks yes/no questions about objects, judges the answers, and for every hallucinated object finds the \
      smallest set of image regions that triggers it, with a proof. All of it goes into an audit log.

      First steps:
        hallux audit                        the bundled model on the bundled probes
        hallux audit probes.jsonl --images DIR --server http://localhost:8000/v1
        hallux query 'kind = false-positive order by confidence desc'
        hallux report --to report
      """,
    version: version,
    subcommands: [
      AuditCommand.self, ExplainCommand.self, EvaluateCommand.self, ScoreCommand.self,
      QueryCommand.self, CompareCommand.self, AdjudicateCommand.self, ReportCommand.self,
      LogCommand.self, ProbesCommand.self, DoctorCommand.self, CaptionsCommand.self,
      ImportCommand.self, ExportCommand.self, SetupCommand.self,
    ])

  /// The version of this program, recorded in every audit.
  static let version = "0.1.0"

  /// Runs the command line and ends the process with the right exit code.
  static func main() async {
    // A closed pipe is an error to be handled where it is written to, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    // So is a file that has reached the size that this process may write (ulimit -f, as on clusters).
    signal(SIGXFSZ, SIG_IGN)
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      if let unknown = unknownCommand(in: arguments) { throw unknown }
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(with: error)
    }
  }

  /// Says what went wrong, in one line, and ends the process.
  private static func end(with error: any Error) -> Never {
    if let failure = CommandFailure(error) {
      Terminal.note("hallux: " + failure.message.printable)
      for line in failure.excerpt { Terminal.note("  " + line.printable) }
      Foundation.exit(failure.status.rawValue)
    }
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    if code.isSuccess {
      if !message.isEmpty { Terminal.print(message) }
      Foundation.exit(0)
    }
    if !message.isEmpty { Terminal.note(message) }
    Foundation.exit(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
  }
}

extension CommandFailure {
  /// The failure that an error of the rooms below is to the person at the terminal, or nil for errors of
  /// the command line itself.
  init?(_ error: any Error) {
    switch error {
    case let error as CommandFailure: self = error
    case let error as ModelError where error.code == .cancelled:
      self.init(status: .interrupted, message: "stopped")
    case let error as ModelError: self.init(status: .server, message: error.message)
    case let error as LogError where error.code == .missing:
      self.init(status: error.exitStatus, message: "\(error); hallux audit writes one")
    case let error as LogError: self.init(status: error.exitStatus, message: error.description)
    case let error as ProbeFileError: self.init(status: .inputData, message: error.description)
    case let error as ImageError: self.init(status: .inputData, message: error.description)
    case let error as QueryError:
      self.init(status: .usage, message: "query: " + error.message, excerpt: error.excerpt)
    case let error as ReportError: self.init(status: .inputData, message: error.description)

    case let error as SettingsUnreadable:
      self.init(status: .logDamaged, message: error.description)
    case is CancellationError: self.init(status: .interrupted, message: "stopped")
    default: return nil
    }
  }
}

extension LogError {
  /// The exit code: a log that cannot be trusted is one thing, a path that cannot be used another.
  var exitStatus: ExitStatus {
    switch code {
    case .notALog, .damaged, .newer, .conflict: .logDamaged
    case .missing, .locked, .unwritable, .full, .invalid, .failed: .inputData
    }
  }
}
