public import ArgumentParser
import Attribution
import AuditStore
import Auditing
import Codecs
import Foundation
import Imaging
import ModelAPI
public import Probing
import Reporting

/// `hallux explain`: one image, one question, and what makes the model answer it wrongly.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains one wrong answer about one image.",
    discussion: """
      Asks the question, and when the answer contradicts the label, finds the smallest part of the image that \
      triggers it. The audit log keeps it as an audit of one probe.

      Examples:
        hallux explain kitchen.png --ask "Is there a spoon in the image?" --label no
        hallux explain street.jpg --ask "Is there a bus in the image?" --label no --to street
      """)

  @Argument(help: ArgumentHelp("The image, PNG, JPEG or BMP.", valueName: "image"))
  var image: String

  @Option(help: ArgumentHelp("The yes/no question.", valueName: "question"))
  var ask: String

  @Option(help: ArgumentHelp("The correct answer.", valueName: "answer"))
  var label: Answer

  @Option(help: ArgumentHelp("Write a report into this folder, too.", valueName: "dir"))
  var to: String?

  @OptionGroup var rule: RuleOption
  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Explanations") var explanations: ExplanationOptions
  @OptionGroup(title: "Log") var log: LogOptions

  @Flag(name: .shortAndLong, help: "Show no progress; problems are still told.")
  var quiet = false

  func run() async throws {
    let picture = try ImageFile.read(image)
    // The log tells images apart by their pixels: two files of one name are two probes.
    let probe = Probe(
      id: String(SHA256Digest.hex(of: picture).prefix(16)),
      imageName: URL(fileURLWithPath: image).lastPathComponent, question: ask,
      object: Probe.object(ofQuestion: ask), label: label)
    var settings = AuditSettings()
    settings.rule = rule.rule
    settings.explained = .all
    explanations.apply(to: &settings)

    let log = try AuditLog.open(at: log.path, access: .readWrite)
    let display = ProgressDisplay(isQuiet: quiet)
    let outcome = try await RunningAudit(
      log: log, logPath: self.log.path, server: server, settings: settings,
      rule: try rule.chosenRule(), search: try explanations.chosenSearch(), display: display
    ).run([probe], named: "explain") { _ in picture }
    if outcome.result.wasInterrupted { throw ExitCode(ExitStatus.interrupted.rawValue) }

    for line in try lines(outcome.summary.audit, log) { Terminal.print(line) }
    if let to {
      let report = try ReportCommand.write(audit: outcome.summary.audit.id, of: log, to: to)
      Terminal.print("report      \(report.index.path)")
    }
    if outcome.result.failures > 0 {
      throw ExitCode(ExitStatus.finishedWithFailures.rawValue)
    }
  }

  /// What came out, for a person.
  private func lines(_ audit: AuditRecord, _ log: AuditLog) throws -> [String] {
    guard let verdict = try log.verdicts(ofAudit: audit.id, rule: rule.rule).first else {
      return []
    }
    let reply = try log.reply(key: verdict.replyKey)?.reply.text ?? ""
    var lines = [
      "question    \(ask.printable)",
      "answer      \(String(reply.drop { $0 == " " }).printable)",
    ]
    guard let finding = try log.findings(ofAudit: audit.id).first else {
      let reason =
        verdict.answer == nil ? "neither a yes nor a no under the rule \(rule.rule)" : "as labeled"
      return lines + ["verdict     \(reason): there is nothing to explain"]
    }
    lines.append(
      "verdict     \(finding.kind.rawValue)"
        + (finding.confidence.map { ", p(\(finding.kind.said)) = \(fixed($0))" } ?? ""))
    for record in try log.triggers(ofFinding: finding.id) { lines.append(Self.line(record)) }
    if let explanation = try log.explanation(ofFinding: finding.id) {
      lines.append(
        "order       insertion AUC \(fixed(explanation.insertionAUC)), deletion AUC"
          + " \(fixed(explanation.deletionAUC)), influence \(fixed(explanation.influence))")
    }
    let requests = try log.requestCount(ofAudit: audit.id)
    return lines + [
      "requests    \(requests.total)",
      "log         \(self.log.path), audit \(audit.id), finding \(finding.id)",
    ]
  }

  private static func line(_ record: TriggerRecord) -> String {
    let trigger = record.trigger
    let title = "\(trigger.side)" + (trigger.side == .necessary ? "   " : "  ")
    guard trigger.status == .found else { return title + trigger.status.rawValue }
    let regions = trigger.regions.regions.map(String.init).joined(separator: ", ")
    let said = record.verification?.answer.map { ", verified: the model says \($0)" } ?? ""
    return "\(title)regions \(regions): \(percent(record.area)) of the image,"
      + " \(trigger.minimality.rawValue)\(said)"
  }
}

extension Answer: ExpressibleByArgument {}
