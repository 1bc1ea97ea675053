public import ArgumentParser
import Codecs
import Foundation
public import ProbeFiles
import Probing

/// `hallux probes build`: annotations become a set of probes.
struct ProbesBuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Builds a set of probes from COCO's or LVIS's annotations, or from lists of objects.",
    discussion: """
      For each of the images drawn, the first objects of its list are asked, and after each one that is absent: \
      drawn evenly (random), the most frequent (popular), the one seen most often beside the object before \
      (adversarial), all three as POPE does; or one that a person has looked for and not found (verified), \
      which only LVIS's annotations say. The same file and seed give the same set.

      Beside the set NAME.jsonl stands NAME.provenance.json: what it was made of, how, and its balance.

      Examples:
        hallux probes build --from coco instances_val2014.json --to coco.jsonl
        hallux probes build --from lvis lvis_v1_val.json --strategy verified \\
          --to lvis.jsonl
        hallux probes build --from objects lists.jsonl --strategy popular --seed 7 \\
          --to mine.jsonl
      """)

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      "What the file is.",
      discussion:
        #"objects is a line {"image": "a.jpg", "objects": ["cat", "cup"]} for each image."#,
      valueName: "form"))
  var form: ObjectLists.Form

  @Argument(help: ArgumentHelp("The annotations or lists, of any size.", valueName: "file"))
  var file: String

  @Option(
    name: .customLong("strategy"),
    help: ArgumentHelp(
      "How absent objects are chosen: \(ProbeStrategy.allNames); may be repeated.",
      discussion: "Default: all, that is all that the file allows.", valueName: "name"))
  var strategyNames: [String] = []

  @Option(help: ArgumentHelp("The number of images.", valueName: "n"))
  var images: Int = 500

  @Option(
    help: ArgumentHelp(
      "Of each image and strategy, the number of objects there and of objects not there.",
      valueName: "n"))
  var perImage: Int = 3

  @Option(help: ArgumentHelp("The seed of all that is drawn.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "The question, with {a} and {object} in it.",
      discussion: "Default: \"\(QuestionWording.standard.template)\".", valueName: "text"))
  var template: String?

  @Flag(help: "Take POPE's grammar: \"an\" by the letter, no plurals.")
  var popeGrammar = false

  @Option(help: ArgumentHelp("The set to write, JSON lines.", valueName: "file"))
  var to: String

  @Flag(help: "Replace a set that is there already.")
  var force = false

  /// The strategies that were asked for, in their own order.
  private func strategies() throws -> [ProbeStrategy] {
    let possible = ProbeStrategy.allCases.filter { $0 != .verified || form == .lvis }
    guard !strategyNames.isEmpty, !strategyNames.contains("all") else { return possible }
    let chosen = try strategyNames.map { name in
      guard let strategy = ProbeStrategy(rawValue: name) else {
        throw ValidationError(
          "--strategy '\(name)' is not one of: \(ProbeStrategy.allNames), all.")
      }
      return strategy
    }
    if chosen.contains(.verified), form != .lvis {
      throw ValidationError(
        "--strategy verified goes with --from lvis: no other form says what is surely absent.")
    }
    return ProbeStrategy.allCases.filter(chosen.contains)
  }

  private func wording() throws -> QuestionWording {
    guard let template else { return popeGrammar ? .pope : .standard }
    guard let wording = QuestionWording(template: template) else {
      throw ValidationError("--template needs {object} in it, and nothing else in braces but {a}.")
    }
    return wording
  }

  func validate() throws {
    _ = try strategies()
    _ = try wording()
    if template != nil, popeGrammar {
      throw ValidationError("--template and --pope-grammar exclude each other.")
    }
    if !(1...10_000_000).contains(images) {
      throw ValidationError("--images must be between 1 and 10000000.")
    }
    if !(1...1000).contains(perImage) {
      throw ValidationError("--per-image must be between 1 and 1000.")
    }
  }

  func run() async throws {
    let output = ProbeSetOutput(path: to)
    try output.check(force: force, source: file)
    let builder = ProbeBuilder(
      strategies: try strategies(), imageCount: images, objectsPerImage: perImage, seed: seed,
      wording: try wording())

    let digest = SHA256Stream()
    let lists = try ObjectLists(readingFile: file, form: form) { digest.update($0) }
    for note in lists.notes { Terminal.note("hallux: \(file.printable): \(note)") }
    if form == .lvis, builder.strategies != [.verified] {
      Terminal.note(
        "hallux: LVIS annotates only some categories of each image: what random, popular and adversarial take for"
          + " absent may be there; only --strategy verified is sure")
    }
    let built = try build(lists, by: builder)
    let text = built.probes.map { $0.jsonLine + "\n" }.joined()
    let provenance = ProbeProvenance(
      builder: builder, built: built, lists: lists,
      source: ProbeProvenance.Source(
        file: URL(fileURLWithPath: file).lastPathComponent, form: form.rawValue,
        sha256: digest.hex, byteCount: digest.byteCount),
      set: ProbeProvenance.Written(
        file: output.name, sha256: SHA256Digest.hex(of: Array(text.utf8))))
    try output.write(text, provenance: jsonDocument(provenance) + "\n")
    for line in provenance.lines { Terminal.print(line) }
    Terminal.print("written      \(output.path.printable), \(output.provenancePath.printable)")
  }

  private func build(_ lists: ObjectLists, by builder: ProbeBuilder) throws -> BuiltProbes {
    do {
      return try builder.build(from: lists.images)
    } catch {
      throw CommandFailure(
        status: .inputData,
        message:
          "\(file): \(error.eligible) of \(lists.images.count) images have at least \(perImage)"
          + " objects, and --images wants \(error.wanted); lower --images or --per-image")
    }
  }
}

extension ObjectLists.Form: ExpressibleByArgument {}
