import ArgumentParser
import AuditStore
import Foundation

/// `hallux log compact`: the log's file without the room that nothing fills.
struct LogCompactCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Writes the log's file anew without the room that nothing fills.",
    discussion: """
      Every row and every event stays: hallux log verify finds the same, and the head is the same. Nobody else may write to \
      the log meanwhile, and the disk must hold it twice.

      Examples:
        hallux log compact
        hallux log compact --into copy.sqlite    also while an audit writes to the log
      """)

  @Option(help: ArgumentHelp("Write a copy, and leave the log as it is.", valueName: "file"))
  var into: String?

  @OptionGroup var log: LogOptions

  func run() async throws {
    let path = log.path
    if let into {
      let log = try AuditLog.open(at: path, access: .readOnly)
      try log.compact(into: into)
      let copy = try AuditLog.open(at: into, access: .readOnly)
      Terminal.print(
        "copy        \(into.printable): \(Self.size(copy.byteCount)); \(path.printable) is \(Self.size(log.byteCount))"
      )
      return
    }
    let log = try log.openExisting()
    let before = log.byteCount
    try log.compact()
    Terminal.print(
      "log         \(path.printable): \(Self.size(log.byteCount)), was \(Self.size(before))")
  }

  /// A size for a person.
  private static func size(_ bytes: Int) -> String {
    bytes < 1_000_000
      ? "\(fixed(Double(bytes) / 1e3, 1)) kB" : "\(fixed(Double(bytes) / 1e6, 1)) MB"
  }
}
