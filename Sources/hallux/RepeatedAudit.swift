import Attribution
import AuditStore
import Auditing
import Foundation
import ModelAPI
import Probing

/// `hallux audit --repeat`: a recorded audit, asked anew and compared.
struct RepeatedAudit {
  let audit: Int64
  let log: AuditLog
  let logPath: String
  let server: ServerOptions
  let checks: CheckOptions
  var share: ProbeShare?
  let display: ProgressDisplay
  let json: Bool
  let isQuiet: Bool

  /// Runs it and tells what came out otherwise; the status of the run.
  func run() async throws -> AuditResult {
    let repetition = try repetition()
    let settings = repetition.settings
    guard let rule = ParseRules.rule(named: settings.rule),
      let search = RegionSearches.search(named: settings.search)
    else { throw SettingsUnreadable() }
    let manifest = repetition.original.manifest
    let outcome = try await RunningAudit(
      log: log, logPath: logPath, server: server, checks: checks, settings: settings, rule: rule,
      search: search, loadLabelMap: repetition.loadLabelMap, share: share, expected: manifest.model,
      display: display, isQuiet: isQuiet
    ).run(
      repetition.probes, named: manifest.probeSet, from: manifest.sources,
      loadImage: repetition.loadImage)
    let comparison = try RepetitionComparison(
      of: repetition.original, with: outcome.summary.audit, rule: rule.name, log: log)
    if json {
      Terminal.print(
        try jsonDocument(
          RepetitionJSON(
            comparison, repetition: settings.repetition ?? 0,
            requestsSent: outcome.result.requestsSent, head: outcome.summary.logHead?.hash)))
    } else {
      Terminal.print("model       \(manifest.model.name.printable)")
      for line in comparison.lines(repetition: settings.repetition ?? 0) { Terminal.print(line) }
      Terminal.print("requests    \(outcome.result.requestsSent) sent by this run")
      Terminal.print("log         \(logPath.printable), audit \(outcome.summary.audit.id)")
      if let head = outcome.summary.logHead { Terminal.print("head        \(head.hash)") }
    }
    return outcome.result
  }

  private func repetition() throws -> AuditRepetition {
    do {
      return try AuditRepetition(of: try log.chosenAudit(audit), in: log)
    } catch let error as CannotAskAgain {
      throw CommandFailure(status: .inputData, message: error.reason)
    }
  }
}

extension RepetitionComparison {
  /// The comparison for a person.
  func lines(repetition: Int) -> [String] {
    var lines = [
      "repeated    audit \(original) as audit \(repeated), repetition \(repetition)",
      "answers     \(comparedCount) in both: \(changedWordCount) in other words,"
        + " \(changedAnswers.count) judged otherwise",
    ]
    lines += Self.listed(changedAnswers) {
      "            \($0.probe.shown): \(($0.then ?? "unreadable").printable), now \(($0.now ?? "unreadable").printable)"
    }
    lines.append(
      largestDifference.map {
        "p           differs by \(String(format: "%.2g", $0)) at most"
      } ?? "p           no probability in both to compare")
    lines.append(
      "findings    \(keptFindingCount) again, \(newFindings.count) new, \(vanishedFindings.count) vanished"
    )
    lines += Self.listed(newFindings) { "            new: \($0.kind.rawValue), \($0.probe.shown)" }
    lines += Self.listed(vanishedFindings) {
      "            vanished: \($0.kind.rawValue), \($0.probe.shown)"
    }
    return lines
  }

  /// A line for each of the first.
  private static func listed<Item>(_ items: [Item], _ line: (Item) -> String) -> [String] {
    items.prefix(20).map(line)
      + (items.count > 20 ? ["            and \(items.count - 20) more; --json has all"] : [])
  }
}

extension Probe {
  /// The probe in a line.
  fileprivate var shown: String { "\(imageName.printable), \(question.printable)" }
}

/// What `hallux audit --repeat --json` prints.
private struct RepetitionJSON: Encodable {
  struct Answer: Encodable {
    var probe: String
    var image: String
    var question: String
    var then: String?
    var now: String?
  }

  struct Finding: Encodable {
    var probe: String
    var image: String
    var question: String
    var kind: String

    init(_ finding: RepetitionComparison.ChangedFinding) {
      probe = finding.probe.id
      image = finding.probe.imageName
      question = finding.probe.question
      kind = finding.kind.rawValue
    }
  }

  var audit: Int64
  var repeats: Int64
  var repetition: Int
  var answersInBoth: Int
  var changedWords: Int
  var changedAnswers: [Answer]
  var largestDifference: Double?
  var findingsAgain: Int
  var newFindings: [Finding]
  var vanishedFindings: [Finding]
  var requestsSent: Int
  var logHead: String?

  init(
    _ comparison: RepetitionComparison, repetition: Int, requestsSent: Int, head: String?
  ) {
    audit = comparison.repeated
    repeats = comparison.original
    self.repetition = repetition
    answersInBoth = comparison.comparedCount
    changedWords = comparison.changedWordCount
    changedAnswers = comparison.changedAnswers.map {
      Answer(
        probe: $0.probe.id, image: $0.probe.imageName, question: $0.probe.question, then: $0.then,
        now: $0.now)
    }
    largestDifference = comparison.largestDifference
    findingsAgain = comparison.keptFindingCount
    newFindings = comparison.newFindings.map(Finding.init)
    vanishedFindings = comparison.vanishedFindings.map(Finding.init)
    self.requestsSent = requestsSent
    logHead = head
  }
}
