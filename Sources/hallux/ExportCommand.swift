public import ArgumentParser
import AuditStore
public import Exchange
import Foundation
import Probing

extension ExportFormat: ExpressibleByArgument {}

/// `hallux export`: an audit in the form of another tool.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes an audit's probes, replies and verdicts in the form of another tool.",
    discussion: """
      docs/exchange.md says what each format keeps. What is dropped is told, a line each.

      Examples:
        hallux export --to answers.jsonl --format pope --split popular
        hallux export 3 --to pope.tsv       VLMEvalKit's table, told by the ending
        hallux export 3 --to log.json --format inspect --rule pope
        hallux export 3 --to junit.xml
        hallux export 3 --to - --format jsonl --query 'kind = false-positive'
      """)

  @Argument(help: ArgumentHelp("The audit's number; the newest by default.", valueName: "audit"))
  var audit: Int64?

  @Option(help: ArgumentHelp("The file to write; - for standard output.", valueName: "file"))
  var to: String

  @Option(
    help: ArgumentHelp(
      "The format.",
      discussion: "Default: what the file's ending calls for.", valueName: "format"))
  var format: ExportFormat?

  @Option(
    help: ArgumentHelp(
      "The parse rule of the verdicts; the audit's own by default.", valueName: "name"))
  var rule: String?

  @Option(help: ArgumentHelp("Only the probes of this split.", valueName: "name"))
  var split: String?

  @Option(
    help: ArgumentHelp(
      "Only the probes whose findings an expression lists.", valueName: "expression"))
  var query: String?

  @Flag(help: "Replace the file if it is there.")
  var force = false

  @OptionGroup var log: LogOptions

  func validate() throws {
    if let rule, ParseRules.rule(named: rule) == nil {
      throw ValidationError(
        "--rule '\(rule)' is not one of: \(ParseRules.all.map(\.name).joined(separator: ", ")).")
    }
    _ = try chosenFormat()
  }

  private func chosenFormat() throws -> ExportFormat {
    if let format = format ?? ExportFormat(inferredFrom: to) { return format }
    throw ValidationError(
      "--format is needed: the name '\(to)' leaves open which of \(ExportFormat.allNames) is meant."
    )
  }

  func run() throws {
    let format = try chosenFormat()
    // Everything else is written so that a terminal obeys nothing in it.
    guard to != "-" || format != .vlmEvalKitTable || isatty(STDOUT_FILENO) == 0 else {
      throw CommandFailure(
        status: .usage,
        message: "the table has replies as they are, which a terminal might obey: name a file")
    }
    let log = try AuditLog.open(at: log.path, access: .readOnly)
    let record = try log.chosenAudit(audit)
    var exported = try ExportedAudit(record, rule: rule ?? record.rule, log: log)
    if let split { exported.keep(ofSplit: split) }
    if let query {
      exported.keep(findings: try log.findings(matching: FindingQuery(parsing: query)))
    }
    guard !exported.answers.isEmpty else {
      throw CommandFailure(
        status: .inputData,
        message: "audit \(record.id) has no probe that is to be written; nothing is")
    }
    guard
      [ExportFormat.chair, .csv, .jsonLines].contains(format)
        || exported.answers.contains(where: { $0.record.probe.caption == nil })
    else {
      throw CommandFailure(
        status: .inputData,
        message:
          "\(format.rawValue) has no place for captions, and audit \(record.id) has nothing else: take chair"
      )
    }
    let text = format.text(of: exported) ?? Self.csv(exported)
    guard !text.isEmpty else {
      throw CommandFailure(
        status: .inputData,
        message:
          "\(format.rawValue) has no place for any probe of audit \(record.id): "
          + (format == .chair
            ? "it has no captions" : "none has a reply and a yes or no as its label"))
    }
    if to == "-" {
      Terminal.write(text, to: STDOUT_FILENO)
    } else {
      try OutputFile(path: to).write(text, force: force)
    }
    for (part, count) in exported.dropped(by: format) {
      Terminal.note(
        "hallux: dropped \(part.rawValue), of \(count) \(count == 1 ? "probe" : "probes"): \(format.rawValue) has no place for them"
      )
    }
    if to != "-" {
      Terminal.note(
        "hallux: wrote \(exported.answers.count) probes of audit \(record.id) to \(to.printable)")
    }
  }

  private static func csv(_ audit: ExportedAudit) -> String {
    let rows = [VerdictTable.columns.map { FieldValue?.some(.text($0)) }] + VerdictTable(audit).rows
    return rows.map { CSV.line($0) + "\n" }.joined()
  }
}
