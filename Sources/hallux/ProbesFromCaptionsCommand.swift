import ArgumentParser
import Foundation
import ProbeFiles
import Probing

/// `hallux probes from-captions`: a question about every object that captions mention.
struct ProbesFromCaptionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "from-captions",
    abstract: "Makes a yes/no probe of every object that captions mention, to cross-examine them.",
    discussion: """
      For images without annotations: the model is asked about each object that its caption claims, once an image. \
      The label of every probe is "yes", for that is what the caption says; it is no ground truth. An audit of the \
      probes then judges the captions.

      Examples:
        hallux probes from-captions captions.jsonl --to claims.jsonl
        hallux audit claims.jsonl --images DIR --explain none
        hallux score captions.jsonl --answers 4
      """)

  @Argument(help: ArgumentHelp("The captions.", valueName: "file"))
  var file: String

  @OptionGroup var captions: CaptionOptions

  @Option(help: ArgumentHelp("The set to write, JSON lines.", valueName: "file"))
  var to: String

  @Flag(help: "Replace a set that is there already.")
  var force = false

  func run() throws {
    let output = ProbeSetOutput(path: to)
    try output.check(force: force, source: file)
    let read = try CaptionFile(readingFile: file)
    Terminal.problems(read.problems.map(\.description))
    let variants = try captions.chosenVariants()
    let truncation = try captions.chosenTruncation()
    var asked: Set<String> = []
    // Our own reading first; what only the published one sees is asked about, too, where both are wanted.
    let probes = variants.reversed().flatMap { variant in
      CrossExamination.probes(for: read.captions, variant: variant, truncation: truncation)
    }.filter { asked.insert($0.id).inserted }.map { probe in
      var claimed = probe
      claimed.label = .yes
      claimed.splits = ["claimed"]
      return claimed
    }
    guard !probes.isEmpty else {
      throw CommandFailure(
        status: .inputData,
        message: "\(file): no caption mentions an object of COCO's: there is nothing to ask")
    }
    let provenance = Provenance(
      captions: URL(fileURLWithPath: file).lastPathComponent, captionCount: read.captions.count,
      variants: variants.map(\.rawValue), truncation: truncation.name,
      probes: probes.count, halluxVersion: Hallux.version)
    try output.write(
      probes.map { $0.jsonLine + "\n" }.joined(), provenance: jsonDocument(provenance) + "\n")
    Terminal.print(
      "probes      \(probes.count) claims of \(read.captions.count) captions, all labeled yes: what the captions say"
    )
    Terminal.print("written     \(output.path.printable), \(output.provenancePath.printable)")
    if !read.problems.isEmpty { throw ExitCode(ExitStatus.inputData.rawValue) }
  }

  private struct Provenance: Encodable {
    var captions: String
    var captionCount: Int
    var variants: [String]
    var truncation: String
    var probes: Int
    var halluxVersion: String
  }
}

/// How captions are read.
struct CaptionOptions: ParsableArguments {
  @Option(
    name: .customLong("variant"),
    help: ArgumentHelp(
      "How objects are found in captions: \(CHAIRVariant.allNames), or both.", valueName: "name"))
  var variant: String = "both"

  @Option(
    help: ArgumentHelp(
      "What is cut off captions before: \(CaptionTruncation.allCases.map(\.name).joined(separator: ", ")).",
      valueName: "rule"))
  var truncate: String = CaptionTruncation.none.name

  func validate() throws {
    _ = try chosenVariants()
    _ = try chosenTruncation()
  }

  /// The variants, the published one first.
  func chosenVariants() throws -> [CHAIRVariant] {
    if variant == "both" { return CHAIRVariant.allCases }
    guard let chosen = CHAIRVariant(rawValue: variant) else {
      throw ValidationError(
        "--variant '\(variant)' is not one of: \(CHAIRVariant.allNames), both.")
    }
    return [chosen]
  }

  /// The truncation.
  func chosenTruncation() throws -> CaptionTruncation {
    guard let chosen = CaptionTruncation(name: truncate) else {
      throw ValidationError(
        "--truncate '\(truncate)' is not one of: "
          + "\(CaptionTruncation.allCases.map(\.name).joined(separator: ", ")).")
    }
    return chosen
  }
}
