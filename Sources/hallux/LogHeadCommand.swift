import ArgumentParser
import AuditStore

/// `hallux log head`: the hash to write down elsewhere.
struct LogHeadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "head",
    abstract: "Prints the hash of the log's last event, which commits to everything before it.",
    discussion: """
      Written down where the log's keeper cannot change it, the hash proves later that nothing before it was \
      changed: hallux log verify --head HASH.

      Examples:
        hallux log head
        hallux log head --json              with its number and time
      """)

  @OptionGroup var log: LogOptions

  @Flag(help: "Print number, hash and time as JSON.")
  var json = false

  func run() async throws {
    guard let head = try AuditLog.open(at: log.path, access: .readOnly).head() else {
      throw CommandFailure(
        status: .inputData, message: "the log \(log.path) holds no event yet: run hallux audit")
    }
    Terminal.print(json ? try jsonDocument(HeadJSON(head)) : head.hash)
  }
}

/// A log's head for programs.
struct HeadJSON: Encodable {
  var event: Int64
  var hash: String
  var at: String

  init(_ head: LogHead) {
    event = head.number
    hash = head.hash
    at = head.at
  }
}
