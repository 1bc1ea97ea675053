import ArgumentParser
import Attribution
import AuditStore
import Auditing
import Codecs
import Foundation
import Imaging
import ModelAPI
import Probing
import Reporting

/// `hallux explain`: one image, one answer, and what in the image makes the model give it.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains one answer about one image, or checks a finding again.",
    discussion: """
      Asks the question, or for a description, and finds the smallest part of the image that triggers the \
      answer: its first token, or the word or tokens that are chosen. With --label, only an answer that \
      contradicts the label is explained. The audit log keeps it as an audit of one probe.

      Examples:
        hallux explain kitchen.png --ask "Is there a spoon in the image?"
        hallux explain kitchen.png --ask "Is there a spoon in the image?" \\
          --label no --to spoon
        hallux explain street.jpg --describe --word "traffic light"
        hallux explain street.jpg --describe --sentence
        hallux explain --recheck 12
      """)

  @Argument(help: ArgumentHelp("The image, PNG, JPEG or BMP.", valueName: "image"))
  var image: String?

  @OptionGroup(title: "What is explained") var choice: AnswerChoice

  @Option(
    help: ArgumentHelp(
      "Ask again for every line of a finding's certificates, and compare.", valueName: "finding"))
  var recheck: Int64?

  @Option(
    help: ArgumentHelp(
      "A label map of the image that stands in for superpixels, NPY or PNG.", valueName: "file"))
  var labelMap: String?

  @Option(
    help: ArgumentHelp(
      "Write a report and a picture with the order drawn over it into this folder, too.",
      valueName: "dir"))
  var to: String?

  @OptionGroup var rule: RuleOption
  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Server") var checks: CheckOptions
  @OptionGroup(title: "Images") var pictures: PictureOptions
  @OptionGroup(title: "Explanations") var explanations: ExplanationOptions
  @OptionGroup(title: "Log") var log: LogOptions

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Show no progress; problems are still told.")
  var quiet = false

  func validate() throws {
    if recheck != nil {
      guard image == nil, choice.isEmpty, to == nil else {
        throw ValidationError("--recheck takes a finding of the log: no image and no question.")
      }
    } else {
      guard image != nil else { throw ValidationError("Name an image, or a finding to --recheck.") }
      try choice.validateAsked()
      try explanations.validate(withLabelMaps: labelMap != nil)
    }
  }

  func run() async throws {
    if let recheck {
      try await Rechecking(
        finding: recheck, logPath: log.path, server: server, json: json, quiet: quiet
      ).run()
    } else if let image {
      try await explain(try ImageFile.read(image), of: image)
    }
  }

  private func explain(_ picture: RGBImage, of path: String) async throws {
    // The log tells images apart by their pixels: two files of one name are two probes.
    let prompt = choice.prompt
    let probe = Probe(
      id: String(SHA256Digest.hex(of: picture).prefix(16)),
      imageName: URL(fileURLWithPath: path).lastPathComponent, question: prompt,
      object: choice.describe ? nil : Probe.object(ofQuestion: prompt), label: choice.label)
    var settings = AuditSettings()
    settings.rule = rule.rule
    settings.explained = .all
    settings.target = choice.selection == .firstToken ? nil : choice.selection
    settings.maxAnswerTokens = choice.maxAnswerTokens
    try explanations.apply(to: &settings)
    pictures.apply(to: &settings)
    let shown = settings.pictureFitting?.fitted(picture) ?? picture
    let imported = try labelMap.map {
      try LabelMapFile.read($0, width: shown.width, height: shown.height)
    }
    if let imported {
      settings.scheme = .imported
      settings.labelMapsDigest = ImportedLabelMaps.digest([imported])
    }

    let log = try log.openForWriting()
    let display = ProgressDisplay(isQuiet: quiet)
    let outcome = try await RunningAudit(
      log: log, logPath: self.log.path, server: server, checks: checks, settings: settings,
      rule: try rule.chosenRule(), search: try explanations.chosenSearch(),
      loadLabelMap: imported.map(ImportedLabelMaps.loader), display: display, isQuiet: quiet
    ).run([probe], named: AuditRecord.explanationName) { _ in picture }
    if outcome.result.wasInterrupted { throw ExitCode(ExitStatus.interrupted.rawValue) }

    let explained = try ExplainedAnswer(
      audit: outcome.summary.audit, question: prompt, rule: rule.rule, log: log)
    if json {
      Terminal.print(try explained.jsonText)
    } else {
      for line in explained.lines(logPath: self.log.path) { Terminal.print(line) }
    }
    if let to {
      let report = try ReportCommand.write(audit: outcome.summary.audit.id, of: log, to: to)
      if !json { Terminal.print("report      \(report.index.path)") }
      if let finding = explained.finding {
        let overlay = try ReportWriter.overlay(
          ofFinding: finding.id, of: log, to: URL(fileURLWithPath: to, isDirectory: true))
        if let overlay, !json { Terminal.print("overlay     \(overlay.path)") }
      }
    }
    if outcome.result.failures > 0 {
      throw ExitCode(ExitStatus.finishedWithFailures.rawValue)
    }
  }
}
