import ArgumentParser
import AuditStore
import Foundation
import ModelAPI

/// `hallux log merge`: several logs become one.
struct LogMergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Brings the audits of several logs together in one.",
    discussion: """
      Everything goes by content: what the log holds already is not taken again, so the order does not matter, a log \
      may be merged twice, and once more when it has grown. The shares of one audit (hallux audit --shard) become \
      that audit. Every log is verified first and stays as it is; its chain of events is kept beside that of the \
      merged log, and hallux log verify follows both. A log is merged whole or not at all: where two hold something \
      different under one key, the second is left out, and the place is told.

      Examples:
        hallux log merge shard-*.sqlite --into whole.sqlite
        hallux log merge colleague.sqlite --into audits/hallux.sqlite
      """)

  @Argument(help: ArgumentHelp("The logs to take from; they stay as they are.", valueName: "log"))
  var logs: [String]

  @Option(
    help: ArgumentHelp("The log that takes; it is made where there is none.", valueName: "file"))
  var into: String

  @Flag(
    help: """
      Where two logs hold different answers to one request, let that of the log that takes count, instead of leaving \
      the other log out. Servers that compute in parallel answer a little differently each time.
      """)
  var keepAnswers = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() async throws {
    let sources = try MergeSources(logs, into: into)
    let log = try LogOptions.openForWriting(into)
    defer { log.settle() }
    var merged: [MergeJSON.Log] = []
    var firstFailure: CommandFailure?
    for source in sources.ordered {
      do {
        let result = try log.merge(
          try AuditLog.openForMerging(at: source.path), named: source.name,
          keepingAnswers: keepAnswers)
        merged.append(MergeJSON.Log(source.path, result))
        if !json { Terminal.print("merged      \(source.path.printable): \(result.words)") }
      } catch {
        let failure = try CommandFailure(merging: error)
        Terminal.note("hallux: " + failure.message.printable)
        firstFailure = firstFailure ?? failure
        // Nothing that comes after would fare better.
        if error.code == .full || error.code == .unwritable { break }
      }
    }
    try tell(log, merged)
    if let firstFailure { throw ExitCode(firstFailure.status.rawValue) }
  }

  /// What the log holds now.
  private func tell(_ log: AuditLog, _ merged: [MergeJSON.Log]) throws {
    if json {
      Terminal.print(
        try jsonDocument(
          MergeJSON(
            log: into, merged: merged, audits: try log.audits().map(MergeJSON.Audit.init),
            head: try log.head().map(HeadJSON.init))))
      return
    }
    Terminal.print("log         \(into.printable)")
    for audit in try log.audits().suffix(Self.listedAudits) {
      let shares = try log.shares(ofAudit: audit.id)
      let part =
        shares.isEmpty || audit.state == .finished ? "" : ": shares \(shares.shareText)"
      Terminal.print(
        "audit       \(audit.id), \(audit.state.rawValue): "
          + "\(audit.manifest.probeSet.printable), \(audit.manifest.model.name.printable)\(part)")
    }
    Terminal.print(try log.head().map { "head        \($0.hash)" } ?? "head        none")
  }

  /// A person wants to see that it worked, not a catalog.
  private static let listedAudits = 10
}

extension MergeResult {
  /// What was taken, for a person.
  fileprivate var words: String {
    guard head != nil else { return "it holds nothing" }
    guard !wasMerged else { return "nothing new, it was merged before" }
    return "\(addedCount) rows new, \(heldCount) held already"
      + (otherAnswerCount > 0 ? "; \(otherAnswerCount) answered differently, those here count" : "")
  }
}

extension CommandFailure {
  /// A failure to merge: two logs that do not go together are bad input, and neither is damaged.
  fileprivate init(merging error: LogError) throws {
    self.init(
      status: error.code == .conflict ? .inputData : error.exitStatus, message: error.description)
  }
}

/// What `hallux log merge --json` prints.
private struct MergeJSON: Encodable {
  struct Log: Encodable {
    var log: String
    var head: String?
    var rowsAdded: Int
    var rowsHeld: Int
    var otherAnswers: Int
    var mergedBefore: Bool

    init(_ path: String, _ result: MergeResult) {
      log = path
      head = result.head?.hash
      rowsAdded = result.addedCount
      rowsHeld = result.heldCount
      otherAnswers = result.otherAnswerCount
      mergedBefore = result.wasMerged
    }
  }

  struct Audit: Encodable {
    var audit: Int64
    var state: String
    var probeSet: String
    var model: String

    init(_ record: AuditRecord) {
      audit = record.id
      state = record.state.rawValue
      probeSet = record.manifest.probeSet
      model = record.manifest.model.name
    }
  }

  var log: String
  var merged: [Log]
  var audits: [Audit]
  var head: HeadJSON?
}
