import ArgumentParser
import Attribution
import AuditStore
import Auditing
import Probing

/// `hallux captions`: the captions of an audit with their mentions, and what was found out about them.
struct CaptionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "captions",
    abstract:
      "Prints the captions of an audit, their mentions marked, and why mentions were hallucinated.",
    discussion: """
      Hallucinated mentions stand in [brackets]. --json has every mention with its place, its diagnosis with the numbers \
      behind it, the chain that a snowball followed, the evidence over regions and its path, and the captions written again \
      without the trigger.

      Examples:
        hallux captions
        hallux captions 3 --image street.png
        hallux captions 3 --json
      """)

  @Argument(help: ArgumentHelp("The audit; the latest by default.", valueName: "audit"))
  var audit: Int64?

  @Option(help: ArgumentHelp("Only the caption of this image.", valueName: "name"))
  var image: String?

  @OptionGroup(title: "Log") var log: LogOptions

  @Flag(help: "Print everything as JSON.")
  var json = false

  func run() throws {
    let log = try AuditLog.open(at: log.path, access: .readOnly)
    let chosen = try log.chosenAudit(audit)
    let captions = try AuditedCaption.all(ofAudit: chosen.id, in: log)
      .filter { image == nil || $0.imageName == image }
    guard !captions.isEmpty else {
      throw CommandFailure(
        status: .inputData,
        message: image.map { "audit \(chosen.id) has no caption of \($0.printable)" }
          ?? "audit \(chosen.id) has no captions: hallux audit --captions asks for them")
    }
    if json {
      Terminal.print(try jsonDocument(captions.map(AuditedCaptionJSON.init)))
      return
    }
    for caption in captions { for line in caption.lines { Terminal.print(line) } }
  }
}

extension AuditedCaption {
  /// The caption for a person: its text with hallucinated mentions in brackets, then a line for each finding.
  fileprivate var lines: [String] {
    var lines = ["", "\(imageName.printable)\(isCut ? " (ended by the token limit)" : "")"]
    lines.append("  " + marked.printable)
    for mention in mentions {
      guard let finding = mention.finding else { continue }
      var parts = ["  finding \(finding.id)  \(mention.record.words.printable)"]
      if let diagnosis = mention.diagnosis?.diagnosis {
        parts.append(diagnosis.cause.rawValue)
        parts.append(
          "visual \(percent(diagnosis.visual)), snowball \(percent(diagnosis.snowball)), prior"
            + " \(percent(diagnosis.prior))")
        if !mention.chain.isEmpty {
          parts.append("follows from " + mention.chain.map(\.printable).joined(separator: " <- "))
        }
      } else {
        parts.append(finding.state.rawValue)
      }
      if let fate = mention.recaptions.first(where: { $0.record.removed == .trigger }) {
        parts.append(
          "without the trigger (\(percent(fate.record.area))): \(fate.record.fate.name)"
            + (fate.record.fate.replacement.map { " by \($0.printable)" } ?? ""))
      }
      if mention.evidence?.isJump == true { parts.append("the evidence jumps") }
      if let problem = finding.problem { parts.append(problem.printable) }
      lines.append(parts.joined(separator: "; "))
    }
    return lines
  }

  private var marked: String {
    var text = ""
    var end = 0
    func append(_ range: Range<Int>) {
      if let indices = self.text.range(utf8Offsets: range) { text += self.text[indices] }
    }
    for mention in mentions
    where mention.record.standing == .hallucinated && mention.record.range.lowerBound >= end {
      append(end..<mention.record.range.lowerBound)
      text += "["
      append(mention.record.range)
      text += "]"
      end = mention.record.range.upperBound
    }
    append(end..<self.text.utf8.count)
    return String(text.drop { $0 == " " })
  }
}
