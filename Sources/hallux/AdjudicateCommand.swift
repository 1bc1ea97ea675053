public import ArgumentParser
import AuditStore
import Foundation
import ProbeFiles
public import Probing

extension LabelJudgment: ExpressibleByArgument {}

/// `hallux adjudicate`: what people say about findings and labels.
struct AdjudicateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adjudicate",
    abstract:
      "Records what a person says about a finding: that its label is right, wrong or ambiguous.",
    discussion: """
      confirmed: the label is right, so the model is wrong indeed. label-wrong: the other answer is right. \
      ambiguous: neither is beyond doubt. All of it stays in the log; a person's later word counts in the place of \
      the earlier one. Where people disagree, the probe counts as ambiguous. Numbers are shown with and without: \
      labels found wrong are flipped, ambiguous probes left out.

      Examples:
        hallux adjudicate 12 --verdict label-wrong --by 'M. Curie' \\
          --reason 'a spoon lies behind the cup'
        hallux adjudicate --overlay coco_repope_*.json --by RePOPE --audit 3
        hallux adjudicate --list --disagreements
      """)

  @Argument(help: ArgumentHelp("The finding's number.", valueName: "finding"))
  var finding: Int64?

  @Option(
    help: ArgumentHelp("The judgment.", valueName: "verdict"))
  var verdict: LabelJudgment?

  @Option(help: ArgumentHelp("Why, for those who read it later.", valueName: "text"))
  var reason: String?

  @Option(help: ArgumentHelp("Who says so.", valueName: "name"))
  var by: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Files of labels, such as RePOPE's: each label of a probe of the audit becomes a judgment.",
      valueName: "file"))
  var overlay: [String] = []

  @Option(
    help: ArgumentHelp(
      "The audit of --overlay, by default the newest, or of --list, by default all.",
      valueName: "audit"))
  var audit: Int64?

  @Flag(help: "List what was said, everything ever said included.")
  var list = false

  @Flag(help: "List only what people disagree on.")
  var disagreements = false

  @OptionGroup var log: LogOptions

  @Flag(help: "Print the list as a JSON array.")
  var json = false

  @Flag(help: "Print the list as CSV.")
  var csv = false

  func validate() throws {
    let tasks = [finding != nil, !overlay.isEmpty, list || disagreements].count { $0 }
    guard tasks == 1 else {
      throw ValidationError("Name one of: a finding, --overlay FILE, --list.")
    }
    guard !list, !disagreements else {
      guard verdict == nil, reason == nil, by == nil else {
        throw ValidationError("--list takes no --verdict, --reason or --by.")
      }
      guard !(json && csv) else { throw ValidationError("Choose one of --json and --csv.") }
      return
    }
    guard !json, !csv else { throw ValidationError("--json and --csv go with --list.") }
    guard let by, !Self.isBlank(by) else {
      throw ValidationError(
        "Say who judges, with --by NAME: a judgment without an author proves nothing.")
    }
    guard by.utf8.count <= 200, (reason?.utf8.count ?? 0) <= 10_000 else {
      throw ValidationError("A name has at most 200 bytes, a reason 10000.")
    }
    guard overlay.isEmpty else {
      guard verdict == nil else {
        throw ValidationError("--overlay brings its own verdicts: leave --verdict out.")
      }
      return
    }
    guard verdict != nil else {
      throw ValidationError("Say what is judged, with --verdict: \(LabelJudgment.allNames).")
    }
    guard let reason, !Self.isBlank(reason) else {
      throw ValidationError("Say why, with --reason TEXT: others will want to know.")
    }
    guard audit == nil else { throw ValidationError("A finding has its audit: leave --audit out.") }
  }

  private static func isBlank(_ text: String) -> Bool {
    text.allSatisfy { $0.isWhitespace } || text.unicodeScalars.allSatisfy { !$0.isVisible }
  }

  func run() async throws {
    if list || disagreements {
      let log = try AuditLog.open(at: log.path, access: .readOnly)
      let listing = try AdjudicationListing(
        audit: try audit.map { try log.chosenAudit($0).id }, onlyDisputed: disagreements, of: log)
      listing.print(asJSON: json, asCSV: csv)
    } else {
      let log = try log.openExisting()
      defer { log.settle() }
      if let finding, let verdict {
        try judge(finding, verdict, in: log)
      } else {
        try judgeAll(in: log)
      }
    }
  }

  /// Records one judgment.
  private func judge(_ number: Int64, _ verdict: LabelJudgment, in log: AuditLog) throws {
    guard let finding = try log.finding(id: number) else {
      throw CommandFailure(
        status: .inputData,
        message: "the log \(log.path) has no finding \(number): see hallux query")
    }
    guard finding.mentionID == nil else {
      throw CommandFailure(
        status: .inputData,
        message:
          "finding \(number) is a mention of a caption: its truth is that of --caption-truth, and only labels"
          + " of questions can be judged")
    }
    guard finding.kind != .answer else {
      throw CommandFailure(
        status: .inputData,
        message: "finding \(number) is an answer without a label: there is nothing to judge")
    }
    let count = try log.record(
      adjudications: [
        Adjudication(
          probeID: finding.probeID, findingID: number, judgment: verdict, reason: trimmed(reason),
          author: trimmed(by))
      ], at: Date())
    Terminal.print(
      count == 1
        ? "recorded    finding \(number): \(verdict.rawValue), by \(trimmed(by).printable)"
        : "unchanged   finding \(number): the log holds the same word of \(trimmed(by).printable)")
    try printStanding(ofAudit: finding.auditID, finding: number, in: log)
  }

  private func printStanding(ofAudit audit: Int64, finding: Int64, in log: AuditLog) throws {
    let subject = AdjudicatedSubject.all(try log.adjudications(ofAudit: audit))
      .first { $0.findingID == finding }
    if let subject, subject.standing == .disputed {
      Terminal.print(
        "disputed    "
          + subject.current.map { "\($0.author.printable): \($0.judgment.rawValue)" }
          .joined(separator: ", "))
    }
    if let head = try log.head() { Terminal.print("head        \(head.hash)") }
  }

  /// Records a judgment for every probe of the audit that the overlay covers.
  private func judgeAll(in log: AuditLog) throws {
    let overlay = try LabelOverlay(readingFiles: overlay)
    let audit = try log.chosenAudit(audit)
    let probes = try log.probes(ofAudit: audit.id)
    let findings = Dictionary(
      try log.findings(ofAudit: audit.id).map { ($0.probeID, $0.id) }
    ) { first, _ in first }
    let relabeled = overlay.relabeled(probes.map(\.probe))
    let sources = try self.overlay.map {
      try ProbeSource.labels(readFrom: $0, note: relabeled.summary)
    }
    let adjudications = probes.compactMap { probe in
      overlay.judgment(of: probe.probe).map {
        Adjudication(
          probeID: probe.id, findingID: findings[probe.id], judgment: $0,
          reason: trimmed(reason ?? "label of \(overlay.name)"), author: trimmed(by),
          sources: sources)
      }
    }
    guard relabeled.unmatched.count < overlay.rows.count, !adjudications.isEmpty else {
      throw CommandFailure(
        status: .inputData,
        message:
          "\(self.overlay.joined(separator: ", ")): none of the \(overlay.rows.count) labels is of a probe of audit"
          + " \(audit.id), or of its splits")
    }
    let count = try log.record(adjudications: adjudications, at: Date())
    for line in relabeled.lines { Terminal.note(line) }
    let tally = AdjudicationTally(adjudications.compactMap { LabelStanding([$0.judgment]) })
    Terminal.print(
      "recorded    \(count) of \(adjudications.count) judgments of audit \(audit.id) are new; \(tally.text)"
    )
    if let head = try log.head() { Terminal.print("head        \(head.hash)") }
  }

  private func trimmed(_ text: String?) -> String {
    (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
