import ArgumentParser
import Attribution
import AuditStore
import Auditing
import Foundation
import ModelAPI
import Probing
import ProbeFiles

/// `hallux evaluate`: how faithful an audit's explanations are, alone or beside others.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract:
      "Measures the explanations of an audit: curves, influence, corrections, pointing game.",
    discussion: """
      Prints every metric for each token level and search, with its interval over images and the number of \
      findings behind it. That reads the log alone. With --search or --maps the same findings are ordered again \
      by other searches or by attribution maps from elsewhere, on the same model, regions and curves; what the \
      log already holds is not asked again.

      A map belongs to a finding by its file's name: the finding's number, or the image's name without its \
      ending, and .npy or .png.

      Examples:
        hallux evaluate
        hallux evaluate 3 --annotations instances.json --json
        hallux evaluate 3 --search greedy --search random
        hallux evaluate 3 --maps llava-cam --maps tam
      """)

  @Argument(help: ArgumentHelp("The audit's number; the newest by default.", valueName: "audit"))
  var audit: Int64?

  @Option(
    name: .customLong("search"),
    help: ArgumentHelp(
      "Order the findings by this search, too; may be repeated.",
      discussion: RegionSearches.all.map(\.name).joined(separator: ", ") + ".", valueName: "name"))
  var searches: [String] = []

  @Option(
    help: ArgumentHelp(
      "Measure the attribution maps of this folder, NPY or PNG; may be repeated.", valueName: "dir")
  )
  var maps: [String] = []

  @Option(
    help: ArgumentHelp(
      "A COCO annotation file, for the pointing game: the planted cause, else the object asked about.",
      valueName: "file"))
  var annotations: String?

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Log") var log: LogOptions

  @Flag(help: "Print the tables, and the figures of every finding, as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Show no progress; problems are still told.")
  var quiet = false

  func validate() throws {
    for name in searches where RegionSearches.search(named: name) == nil {
      throw ValidationError(
        "--search '\(name)' is not one of: "
          + "\(RegionSearches.all.map(\.name).joined(separator: ", ")).")
    }
  }

  func run() async throws {
    let wantsOrders = !searches.isEmpty || !maps.isEmpty
    let log =
      try wantsOrders
      ? log.openExisting() : AuditLog.open(at: log.path, access: .readOnly)
    let audit = try log.chosenAudit(audit)
    if let reason = audit.reasonImported("to evaluate") {
      throw CommandFailure(status: .inputData, message: reason)
    }
    let truth = try annotations.map { try CocoAnnotations(readingFile: $0) }
    var failures = 0
    if wantsOrders { failures = try await order(audit, log) }

    let figures = try ExplanationFigures.all(ofAudit: audit.id, in: log)
    guard !figures.isEmpty else {
      throw CommandFailure(
        status: .inputData,
        message: "audit \(audit.id) has no explanation to evaluate: its findings are not explained")
    }
    let pointing = try truth.map { truth in
      try PointingTruth(truth, audit: audit, log: log).scores(of: figures)
    }
    let tables = EvaluationTable.tables(
      figures, pointing: pointing ?? [], seed: RunningAudit.bootstrapSeed)
    if json {
      Terminal.print(try EvaluationJSON(audit, tables, figures, pointing).text)
    } else {
      for line in EvaluationText(audit: audit, tables: tables, figures: figures).lines {
        Terminal.print(line)
      }
    }
    if failures > 0 { throw ExitCode(ExitStatus.finishedWithFailures.rawValue) }
  }

  /// Orders the audit's findings by the chosen searches and maps; how many could not be.
  private func order(_ audit: AuditRecord, _ log: AuditLog) async throws -> Int {
    let folders = try maps.map { try MapFolder(path: $0) }
    let display = ProgressDisplay(isQuiet: quiet)
    let stop = StopSignal()
    var orders: [AuditReordering.Orders] = []
    for name in searches {
      let search = RegionSearches.search(named: name)
      orders.append { _, _, _ in search }
    }
    for folder in folders {
      orders.append { finding, probe, labels in
        try folder.order(ofFinding: finding.id, imageName: probe.imageName, labels: labels)
      }
    }
    let server = server
    let work = Task { [orders] in
      try await Connection(server, note: { display.note($0) }).whileOpen { connection in
        try await AuditReordering(
          model: try ServerChecks.known(connection.model, in: log), identity: connection.identity,
          log: log,
          maxInFlight: connection.maxConnections, stop: stop, now: { Date() },
          observe: { display.show($0) }
        ).run(audit, by: orders)
      }
    }
    let interrupts = Interrupts(
      stop: stop, note: { display.note($0) }, cancel: { work.cancel() })
    defer { withExtendedLifetime(interrupts) {} }
    do {
      let failures = try await work.value
      display.finish()
      return failures
    } catch {
      display.finish()
      switch error {
      case is Interrupted:
        display.note("stopped; every evaluation is in the log: the same command goes on")
        throw ExitCode(ExitStatus.interrupted.rawValue)
      case let error as CannotAskAgain:
        throw CommandFailure(status: .inputData, message: error.reason)
      default: throw error
      }
    }
  }
}
