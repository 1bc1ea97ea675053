import ArgumentParser
import AuditStore
import Auditing
import Codecs
import Foundation
import Imaging
import ModelAPI
import Probing
import ProbeFiles

/// `hallux audit`: one run of one model over one probe set.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract:
      "Asks a model the questions of a probe set, judges the answers and explains its hallucinations.",
    discussion: """
      Without PROBES the bundled probe set is asked, without --server the bundled model answers. An audit that was \
      interrupted goes on with the same command, and nothing that the log holds is asked again.

      Examples:
        hallux audit
        hallux audit coco_pope_popular.json --images val2014 \\
          --server http://localhost:8000/v1
        hallux audit coco_pope_random.json --images val2014 \\
          --relabel coco_repope_random.json
        hallux audit probes.jsonl --images DIR --explain none --json
        hallux audit --captions --images DIR --caption-truth instances_val2014.json
        hallux audit probes.jsonl --images DIR --dry-run
        hallux audit --repeat 3             audit 3 once more, from the log alone
        hallux audit probes.jsonl --images DIR --shard 3/8 --log shard-3.sqlite
      """)

  @OptionGroup(title: "Probe files") var probeFiles: ProbeFileOptions

  @Option(
    help: ArgumentHelp(
      "Which findings to explain.",
      discussion: """
        flagged is what was hallucinated, also called false-positives; top:<n> only the n of the greatest confidence; \
        all takes misses and every mention of a caption as well.
        """, valueName: "kinds"))
  var explain: ExplainChoice = .usual

  @Flag(
    help: """
      Explain the first token of the correct answer, which the model did not give, as EAGLE's reference does; no \
      trigger is searched.
      """)
  var counter = false

  @Option(
    help: ArgumentHelp(
      "Ask only the first n probes, and with --captions about their images.",
      valueName: "n"))
  var limit: Int?

  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp(
      "Ask a recorded audit anew, as a new audit beside it, and say what comes out otherwise.",
      discussion: "Probes, pictures and settings are those in the log.", valueName: "audit"))
  var repeated: Int64?

  @Option(
    help: ArgumentHelp(
      "Ask only one share of the images, for example 3/8: the third of eight.",
      discussion: "The others are asked elsewhere; hallux log merge makes one audit of their logs.",
      valueName: "i/n"))
  var shard: ProbeShare?

  @Option(
    help: ArgumentHelp(
      "A folder of label maps that stand in for superpixels: NPY or PNG, named after the images.",
      valueName: "dir"))
  var labelMaps: String?

  @Option(
    help: ArgumentHelp(
      "What is put behind every yes/no question, by name.",
      discussion: PromptSuffixes.all.map(\.name).joined(separator: ", ") + ".", valueName: "name"))
  var promptSuffix: String = PromptSuffixes.none.name

  @OptionGroup(title: "Captions") var captions: CaptionAuditOptions
  @OptionGroup var rule: RuleOption
  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Server") var checks: CheckOptions
  @OptionGroup(title: "Images") var pictures: PictureOptions
  @Option(
    help: ArgumentHelp(
      "What the log keeps of the pictures; their digests always.",
      discussion: "Without all pixels, findings cannot be asked about again from the log.",
      valueName: "what"))
  var storeImages: StoredImage.Kept = .full

  @OptionGroup(title: "Explanations") var explanations: ExplanationOptions
  @OptionGroup(title: "Log") var log: LogOptions

  @Flag(
    help: """
      Only say how many requests, tokens and how much time the audit would take. A server that was never examined is \
      examined for it.
      """)
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "End with 1 when this holds of the audit's numbers, such as 'f1 < 0.85 or adversarial.specificity < 80 %'.",
      discussion: "docs/compare.md has the language and the names.", valueName: "condition"))
  var failIf: String?

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Show no progress; problems are still told.")
  var quiet = false

  func validate() throws {
    try explanations.validate(withLabelMaps: labelMaps != nil)
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    if shard != nil, explain.count != nil {
      throw ValidationError(
        "--explain top:n picks among all findings: that does not go with --shard.")
    }
    try validateRepeated()
    guard PromptSuffixes.suffix(named: promptSuffix) != nil else {
      throw ValidationError(
        "--prompt-suffix '\(promptSuffix)' is not one of: "
          + "\(PromptSuffixes.all.map(\.name).joined(separator: ", ")).")
    }
  }

  /// Whether nothing is given that a repeated audit has in its log.
  private func validateRepeated() throws {
    guard repeated != nil else { return }
    let isAlone =
      try probeFiles.probes.isEmpty && probeFiles.images == nil
      && probeFiles.reading.relabel.isEmpty
      && limit == nil && labelMaps == nil && !dryRun && failIf == nil && storeImages == .full
      && settings() == AuditSettings()
    guard isAlone else {
      throw ValidationError(
        "--repeat takes probes, pictures and settings from the log: only --server and its like, --shard, --log, --json and --quiet go with it."
      )
    }
  }

  /// What the options say about the audit.
  private func settings() throws -> AuditSettings {
    var settings = AuditSettings()
    settings.rule = rule.rule
    settings.explained = explain.kinds
    settings.explainedCount = explain.count
    captions.apply(to: &settings)
    settings.target = counter ? .counterToken : nil
    settings.promptSuffix = promptSuffix == PromptSuffixes.none.name ? nil : promptSuffix
    try explanations.apply(to: &settings)
    pictures.apply(to: &settings)
    return settings
  }

  func run() async throws {
    if let repeated {
      let result = try await RepeatedAudit(
        audit: repeated, log: try log.openExisting(), logPath: log.path, server: server,
        checks: checks, share: shard, display: ProgressDisplay(isQuiet: quiet), json: json,
        isQuiet: quiet
      ).run()
      return try end(result, isInputWhole: true)
    }
    let condition = try failIf.map { try FailCondition($0, names: ConditionNumbers.ofAudit) }
    let audited = try AuditedProbes(probeFiles, captions: captions, limit: limit)
    let chosen = audited.probes
    let folder = try ImageFolder(path: audited.imageFolder)
    let display = ProgressDisplay(isQuiet: quiet)
    for line in audited.notes where !quiet { display.note(line) }
    for problem in audited.problems { display.note(problem) }

    var settings = try settings()
    let imported = try labelMaps.map { try ImportedLabelMaps(folder: $0, probes: chosen) }
    if let imported {
      settings.scheme = .imported
      settings.labelMapsDigest = imported.digest
    }

    let log = try log.openForWriting()
    if dryRun {
      let text = try await DryRun(
        log: log, server: server, checks: checks, settings: settings, rule: try rule.chosenRule(),
        display: display, isQuiet: quiet
      ).forecast(shard.map { shard in chosen.filter(shard.holds) } ?? chosen) {
        name throws(ImageProblem) in try Self.readImage(name, in: folder)
      }
      if json {
        Terminal.print(try text.jsonText)
      } else {
        for line in text.lines { Terminal.print(line) }
      }
      return
    }
    let outcome = try await RunningAudit(
      log: log, logPath: self.log.path, server: server, checks: checks, settings: settings,
      rule: try rule.chosenRule(), search: try explanations.chosenSearch(),
      loadLabelMap: imported?.loader, share: shard, keeping: storeImages, display: display,
      isQuiet: quiet
    ).run(chosen, named: audited.name, from: audited.sources) { name throws(ImageProblem) in
      try Self.readImage(name, in: folder)
    }

    if json {
      Terminal.print(try outcome.summary.jsonText)
    } else {
      for line in outcome.summary.lines(requestsSent: outcome.result.requestsSent) {
        Terminal.print(line)
      }
      Terminal.print("log         \(self.log.path), audit \(outcome.summary.audit.id)")
      if let head = outcome.summary.logHead { Terminal.print("head        \(head.hash)") }
      Terminal.print("next        \(outcome.summary.nextCommand(share: shard))")
    }
    try end(outcome.result, isInputWhole: audited.problems.isEmpty)
    if let condition, try condition.holds(for: outcome.summary.numbers) {
      condition.tell(outcome.summary.numbers)
      throw ExitCode(ExitStatus.conditionHolds.rawValue)
    }
  }

  /// Ends with the exit code of a run.
  private func end(_ result: AuditResult, isInputWhole: Bool) throws {
    let status: ExitStatus =
      if result.wasInterrupted {
        .interrupted
      } else if !isInputWhole || result.inputProblems > 0 {
        .inputData
      } else if result.failures > 0 {
        .finishedWithFailures
      } else {
        .done
      }
    if status != .done { throw ExitCode(status.rawValue) }
  }

  /// Reads an image of the probe set; whatever is wrong with it is one line, which the log keeps: it has the image's name
  /// and no path of this machine.
  static func readImage(
    _ name: String, in folder: ImageFolder
  ) throws(ImageProblem) -> RGBImage {
    let path: String
    do { path = try folder.path(ofImage: name) } catch {
      throw ImageProblem(
        reason: (error.code == .missingImage ? "the folder of images " : "") + error.message)
    }
    do { return try ImageFile.read(path) } catch {
      throw ImageProblem(reason: "\(name): \(error.reason)")
    }
  }
}
