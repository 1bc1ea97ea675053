public import ArgumentParser
import AuditStore
import Auditing
import Foundation
import ProbeFiles
public import Probing

extension ClusterKey: ExpressibleByArgument {}

/// `hallux score`: the numbers of replies that are there already, under any rule and any labels.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Judges the replies of an audit or a file again, without asking the model.",
    discussion: """
      One set of replies has as many scores as there are ways to read a yes in them. This prints them side by \
      side: a row for each parse rule and each set of labels.

      Captions are scored against --annotations, COCO's instances, by the published CHAIR and by one that mends its \
      slips; or, where there are none, against the model's own answers about what it mentioned (--answers). Those of \
      an audit are scored by what judged them there.

      SUBJECT is the number of an audit in the log, the newest by default, or a file of replies (POPE's answer \
      files, LLaVA's, and any JSON lines with the reply under response, prediction, output, answer or text), \
      which goes with --probes.

      Examples:
        hallux score
        hallux score 3 --rule all --json
        hallux score 3 --relabel coco_repope_popular.json
        hallux score answers.jsonl --probes coco_pope_popular.json --rule pope
        hallux score captions.jsonl --annotations instances_val2014.json \\
          --references captions_val2014.json
      """)

  @Argument(
    help: ArgumentHelp("The audit's number, or a file of replies.", valueName: "subject"))
  var subject: String?

  @Option(
    name: .customLong("rule"),
    help: ArgumentHelp(
      "A parse rule; may be repeated. all stands for every rule.",
      discussion: ParseRules.all.map(\.name).joined(separator: ", ") + ".", valueName: "name"))
  var rules: [String] = []

  @Option(
    help: ArgumentHelp(
      "The probe file that the replies of a file answer; may be repeated.", valueName: "file"))
  var probes: [String] = []

  @Option(
    name: .customLong("cluster"),
    help: ArgumentHelp(
      "What goes together in the intervals.", valueName: "key"))
  var clusterKey: ClusterKey = .image

  @Option(
    help: ArgumentHelp(
      "Of captions: people's captions of the same images, whose objects count as present.",
      valueName: "file"))
  var references: String?

  @Option(
    help: ArgumentHelp(
      "Of captions without annotations: the audit that asked about each mention.",
      valueName: "audit")
  )
  var answers: Int64?

  @OptionGroup(title: "Captions") var captions: CaptionOptions
  @OptionGroup(title: "Probe files") var reading: ProbeReadingOptions
  @OptionGroup(title: "Log") var log: LogOptions

  @Flag(help: "Print the scores as JSON.")
  var json = false

  func validate() throws { _ = try chosenRules() }

  private func chosenRules() throws -> [any ParseRule] {
    if rules.isEmpty { return [ParseRules.hallux] }
    if rules.contains("all") { return ParseRules.all }
    var seen: Set<String> = []
    return try rules.filter { seen.insert($0).inserted }.map { name in
      guard let rule = ParseRules.rule(named: name) else {
        throw ValidationError(
          "--rule '\(name)' is not one of: all, "
            + "\(ParseRules.all.map(\.name).joined(separator: ", ")).")
      }
      return rule
    }
  }

  func run() throws {
    if let subject, Int64(subject) == nil, try CaptionFile.isOne(subject) {
      try scoreCaptions(subject)
    } else if let (audit, captions) = try loggedCaptions() {
      try score(captions, ofAudit: audit)
    } else {
      try scoreReplies()
    }
  }

  /// The captions of the audit that is scored; nil when it is a file, or an audit with yes/no questions.
  private func loggedCaptions() throws -> (audit: Int64, captions: LoggedCaptions)? {
    guard probes.isEmpty, subject.map({ Int64($0) != nil }) ?? true else { return nil }
    let log = try AuditLog.open(at: log.path, access: .readOnly)
    let audit = try log.chosenAudit(subject.flatMap { Int64($0) }).id
    let probes = try log.probes(ofAudit: audit)
    guard probes.allSatisfy({ $0.probe.caption != nil }) else { return nil }
    let byID = Dictionary(uniqueKeysWithValues: probes.map { ($0.id, $0.probe) })
    return try LoggedCaptions(ofAudit: audit, probes: byID, in: log).map { (audit, $0) }
  }

  private func score(_ logged: LoggedCaptions, ofAudit audit: Int64) throws {
    try refuse(
      [
        ("--relabel", !reading.relabel.isEmpty), ("--annotations", reading.annotations != nil),
        ("--references", references != nil), ("--answers", answers != nil),
      ], with: "the captions of an audit, which are scored by what judged them there")
    let truncation = try captions.chosenTruncation()
    let scores = logged.scores(
      ofAudit: audit, variants: try captions.chosenVariants(), truncation: truncation,
      rule: try chosenRules()[0])
    try print(scores, of: "audit \(audit)", truncation)
  }

  private func print(
    _ scores: [CaptionScore], of subject: String, _ truncation: CaptionTruncation
  ) throws {
    guard !json else {
      return Terminal.print(
        try jsonDocument(CaptionScoresJSON(subject, truncation: truncation, scores)))
    }
    Terminal.print("captions    \(subject.printable)")
    for score in scores {
      Terminal.print("")
      for line in score.lines { Terminal.print(line) }
    }
  }

  private func scoreCaptions(_ subject: String) throws {
    try refuse(
      [
        ("--probes", !probes.isEmpty), ("--relabel", !reading.relabel.isEmpty),
        ("--columns", reading.columns != nil), ("--label", reading.label != nil),
      ], with: "captions")
    let file = try CaptionFile(readingFile: subject)
    Terminal.problems(file.problems.map(\.description))
    let truth: CaptionScoring.Truth
    switch (reading.annotations, answers) {
    case (let instances?, nil):
      truth = .annotations(instances: instances, references: references)
    case (nil, let number?):
      let log = try AuditLog.open(at: log.path, access: .readOnly)
      truth = .audit(try log.chosenAudit(number), log)
    default:
      throw CommandFailure(
        status: .usage,
        message:
          "\(subject) has captions: judge them by --annotations FILE, COCO's instances, or by --answers AUDIT, one of them"
      )
    }
    let truncation = try captions.chosenTruncation()
    let scores = try CaptionScoring(
      file: file, truth: truth, variants: try captions.chosenVariants(), truncation: truncation,
      rule: try chosenRules()[0]
    ).scores()
    try print(scores, of: subject, truncation)
    guard scores.allSatisfy(\.isJudged) else {
      throw CommandFailure(
        status: .inputData,
        message:
          "nothing of \(subject) could be judged: name the annotations of its images, or the audit that asked about them"
      )
    }
    if !file.problems.isEmpty { throw ExitCode(ExitStatus.inputData.rawValue) }
  }

  /// Refuses options that would say nothing here.
  private func refuse(_ options: [(name: String, isGiven: Bool)], with subject: String) throws {
    guard let option = options.first(where: \.isGiven) else { return }
    throw CommandFailure(status: .usage, message: "\(option.name) does not go with \(subject)")
  }

  private func scoreReplies() throws {
    try refuse(
      [("--references", references != nil), ("--answers", answers != nil)],
      with: "replies to yes/no questions, only with captions")
    var problems: [ProbeFileError] = []
    let (name, responses) = try responses(&problems)
    Terminal.problems(problems.map(\.description))
    if self.rules.contains(ParseRules.firstToken.name), !responses.hasProbabilities {
      throw CommandFailure(
        status: .usage,
        message:
          "\(name) has no probabilities of tokens, which --rule first-token reads; leave it out")
    }
    var labelings = [(name: Score.givenLabels, responses: responses)]
    if let relabeled = try reading.relabel(responses.probes) {
      for line in relabeled.lines { Terminal.note(line) }
      labelings.append((relabeled.overlay, responses.relabeled(relabeled)))
    }
    var rules = try chosenRules()
    if self.rules.contains("all"), !responses.hasProbabilities {
      rules.removeAll { $0.name == ParseRules.firstToken.name }
    }
    let scores = labelings.flatMap { labels, responses in
      rules.map { rule in
        Score(
          responses, under: rule, labels: labels, seed: RunningAudit.bootstrapSeed,
          clusterKey: clusterKey)
      }
    }
    if json {
      Terminal.print(try jsonDocument(ScoresJSON(name, scores)))
    } else {
      for line in ScoresText(name: name, scores: scores, clusterKey: clusterKey).lines {
        Terminal.print(line)
      }
    }
    if !problems.isEmpty { throw ExitCode(ExitStatus.inputData.rawValue) }
  }

  /// The replies, and what they are called.
  private func responses(
    _ problems: inout [ProbeFileError]
  ) throws -> (name: String, responses: ResponseSet) {
    if let subject, Int64(subject) == nil {
      guard !probes.isEmpty else {
        throw CommandFailure(
          status: .usage, message: "\(subject) is scored against probes: name them with --probes")
      }
      let set = try reading.read(probes)
      let file = try ReplyFile(readingFile: subject)
      let paired = try file.paired(with: set.probes, otherIDs: set.otherIDs)
      problems += set.problems + file.problems + paired.problems
      if paired.isUnchecked {
        Terminal.note(
          "hallux: \(subject.printable): replies are paired with probes by \(paired.pairing.rawValue) alone: nothing in"
            + " them says that these are the probes that were asked")
      }
      return (subject, paired.responses)
    }
    try refuse([("--probes", !probes.isEmpty)], with: "an audit, whose probes are in the log")
    let log = try AuditLog.open(at: log.path, access: .readOnly)
    let audit = try log.chosenAudit(subject.flatMap { Int64($0) })
    return ("audit \(audit.id)", try ResponseSet(ofAudit: audit.id, in: log))
  }
}
