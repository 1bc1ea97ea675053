import ArgumentParser
import AuditStore
import Auditing
import Foundation
import Probing
import Reporting

/// `hallux compare`: two audits on the same probes.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "Compares two audits on the same probes: what changed, by how much, and whether by chance.",
    discussion: """
      An audit is its number in the log, FILE:NUMBER for one of another log, or FILE for the newest of another log. \
      Without audits the latest two of the log are compared. Probes are the same when their images' pixels, their \
      questions and their labels are. Differences are the second audit less the first. docs/compare.md explains \
      everything that is printed.

      Examples:
        hallux compare                                  the latest two audits
        hallux compare 3 4 --to compared                also as a page
        hallux compare old.sqlite:1 new.sqlite:2 --json
        hallux compare 3 4 --fail-if 'accuracy < -1 % and p < 0.05'
      """)

  @Argument(
    help: ArgumentHelp(
      "Two audits: NUMBER, FILE:NUMBER or FILE; the latest two by default.", valueName: "audits"))
  var audits: [String] = []

  @Option(
    help: ArgumentHelp(
      "The parse rule whose verdicts count.",
      discussion: "Default: that of both audits. "
        + ParseRules.all.map(\.name).joined(separator: ", ") + ".", valueName: "name"))
  var rule: String?

  @Option(
    name: .customLong("cluster"),
    help: ArgumentHelp(
      "What goes together in the intervals.", valueName: "key"))
  var clusterKey: ClusterKey = .image

  @Flag(help: "Give McNemar's mid-p in the place of the exact p, which is too large on average.")
  var midP = false

  @Option(
    help: ArgumentHelp(
      "End with 1 when this holds of the differences, such as 'f1 < -0.01' or 'p < 0.05 and flips > 3'.",
      valueName: "condition"))
  var failIf: String?

  @Option(
    help: ArgumentHelp(
      "Also write the comparison as a page into this folder: new, empty, or an earlier report.",
      valueName: "dir"))
  var to: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "The folders of both audits' reports: findings on the page of --to lead to theirs.",
      valueName: "dir"))
  var reports: [String] = []

  @Option(
    help: ArgumentHelp(
      "A folder of templates that stand in for the built-in ones.", valueName: "dir"))
  var templates: String?

  @OptionGroup var log: LogOptions

  @Flag(help: "Print the comparison as JSON.")
  var json = false

  func validate() throws {
    guard [0, 2].contains(audits.count) else {
      throw ValidationError("Name two audits to compare, or none for the latest two.")
    }
    guard reports.isEmpty || reports.count == 2 && to != nil else {
      throw ValidationError("--reports takes the two reports' folders, and goes with --to.")
    }
    guard rule.map({ ParseRules.rule(named: $0) != nil }) ?? true else {
      throw ValidationError(
        "--rule '\(rule ?? "")' is not one of: "
          + "\(ParseRules.all.map(\.name).joined(separator: ", ")).")
    }
  }

  func run() async throws {
    let condition = try failIf.map {
      try FailCondition($0, names: ConditionNumbers.ofComparison)
    }
    let chosen = try ComparedName.chosen(audits, defaultPath: log.path)
    let comparison = try AuditComparison(
      chosen[0], chosen[1], rule: try commonRule(chosen.map(\.audit)),
      seed: RunningAudit.bootstrapSeed, clusterKey: clusterKey)
    guard !comparison.pairing.pairs.isEmpty else {
      throw CommandFailure(
        status: .inputData,
        message:
          "audits \(chosen[0].audit.id) and \(chosen[1].audit.id) have no probe in common: images, questions and labels are compared"
          + (comparison.pairing.relabeled > 0
            ? "; \(comparison.pairing.relabeled) probes differ in their labels alone" : ""))
    }
    let numbers = comparison.numbers(usesMid: midP)
    let fails = try condition?.holds(for: numbers)
    let page = try to.map { try writePage(comparison, to: $0) }
    for note in page?.notes.prefix(20) ?? [] { Terminal.note("note: " + note.printable) }
    if json {
      Terminal.print(
        try jsonDocument(
          ComparisonJSON(
            comparison, usesMid: midP, condition: condition.map { ($0.text, fails == true) })))
    } else {
      for line in ComparisonText(comparison: comparison, usesMid: midP).lines {
        Terminal.print(line)
      }
      if let page { Terminal.print("page        \(page.index.path)") }
    }
    guard fails == true else { return }
    condition?.tell(numbers)
    throw ExitCode(ExitStatus.conditionHolds.rawValue)
  }

  /// The rule that was asked for, or that of both audits.
  private func commonRule(_ audits: [AuditRecord]) throws -> String {
    if let rule { return rule }
    let rules = try audits.map { try AuditSettings(canonicalText: $0.manifest.settings).rule }
    guard rules[0] == rules[1] else {
      throw CommandFailure(
        status: .usage,
        message:
          "the audits were judged by different rules, \(rules[0]) and \(rules[1]): choose one with --rule"
      )
    }
    return rules[0]
  }

  private func writePage(
    _ comparison: AuditComparison, to folder: String
  ) throws -> ReportSummary {
    try ComparisonWriter(
      templates: templates.map { URL(fileURLWithPath: $0, isDirectory: true) },
      version: Hallux.version, usesMid: midP
    ).write(
      comparison, to: URL(fileURLWithPath: folder, isDirectory: true),
      reports: reports.isEmpty
        ? nil
        : (
          URL(fileURLWithPath: reports[0], isDirectory: true),
          URL(fileURLWithPath: reports[1], isDirectory: true)
        ))
  }
}
