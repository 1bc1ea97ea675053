import ArgumentParser
import AuditStore
import Auditing
import Foundation
import Imaging
import ModelAPI
import ProbeFiles
import Probing

/// `hallux import`: replies that other tools had from a model become an audit.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Makes an audit of replies that another tool had from a model.",
    discussion: """
      No model is asked. The replies are recorded, judged under every parse rule, and listed as findings; what they are \
      made of stands in the log. The same replies are the same audit: importing them again adds nothing.

      FILE is told by its content: POPE's answers, lmms-eval's samples (--log_samples), VLMEvalKit's predictions (TSV or \
      JSON), EAGLE's folder of results, what hallux export writes, and any JSON lines or table with the reply under \
      response, prediction, output, answer or text. docs/exchange.md says what of each is kept.

      Examples:
        hallux import answers.jsonl --probes coco_pope_popular.json \\
          --model llava-v1.5-7b
        hallux import llava__v1.5/20260801_samples_pope_adv.jsonl \\
          --probes coco_pope_adversarial.json
        hallux import Qwen2-VL_POPE.tsv --images val2014
      """)

  @Argument(help: ArgumentHelp("The replies; several files are one audit.", valueName: "file"))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The probe file that was asked; may be repeated.",
      discussion: "Without it the replies themselves must say what they are about.",
      valueName: "file"))
  var probes: [String] = []

  @Option(
    help: ArgumentHelp(
      "The model that replied, where the file or its name does not say.", valueName: "name"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "The folder of the images, which are then kept in the log.", valueName: "dir"))
  var images: String?

  @OptionGroup var rule: RuleOption
  @OptionGroup(title: "Probe files") var reading: ProbeReadingOptions
  @OptionGroup(title: "Log") var log: LogOptions

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func run() throws {
    let imported = try ImportedFiles(
      files: files, probes: probes, reading: reading, model: model)
    Terminal.problems(imported.problems.map(\.description))
    for line in imported.notes { Terminal.note("hallux: " + line.printable) }
    let loadImage = try imageLoader()
    let log = try log.openForWriting()
    defer { log.settle() }
    let result = try AuditImport(
      imported.answers, of: ModelIdentity(name: imported.model, fingerprint: ""),
      probeSet: imported.probeSet, sources: imported.sources, rule: try rule.chosenRule(),
      promptSuffix: imported.promptSuffix, into: log, version: Hallux.version, now: { Date() }
    ).run(loadImage: loadImage)
    Terminal.problems(result.imageProblems)
    let audit = try log.chosenAudit(result.auditID)
    if result.wasThere {
      Terminal.note("hallux: the log has these replies already, as audit \(audit.id)")
    }
    let summary = try AuditSummary(
      audit, rule: rule.rule, log: log, seed: RunningAudit.bootstrapSeed)
    if json {
      Terminal.print(try summary.jsonText)
    } else {
      for line in summary.lines(requestsSent: 0) { Terminal.print(line) }
      Terminal.print("log         \(self.log.path), audit \(audit.id)")
      if let head = summary.logHead { Terminal.print("head        \(head.hash)") }
      Terminal.print("next        hallux report \(audit.id) --to report")
    }
    if !imported.problems.isEmpty || !result.imageProblems.isEmpty {
      throw ExitCode(ExitStatus.inputData.rawValue)
    }
  }

  private func imageLoader() throws -> ImageLoader? {
    guard let images else { return nil }
    let folder = try ImageFolder(path: images)
    return { name throws(ImageProblem) in try AuditCommand.readImage(name, in: folder) }
  }
}
