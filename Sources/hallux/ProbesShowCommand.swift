import ArgumentParser
import ProbeFiles

/// `hallux probes show`: what probe files hold, before anything is asked.
struct ProbesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract:
      "Shows what probe files hold: whose they are, splits, labels, objects, images, and what is wrong.",
    discussion: """
      Nothing is asked and nothing is written. Ends with 3 when an entry cannot be read or, with --images, an image is \
      not there.

      Examples:
        hallux probes show coco_pope_*.json --images val2014
        hallux probes show coco_pope_random.json --relabel coco_repope_random.json
        hallux probes show query_all.json --annotations annotations.json --json
      """)

  @OptionGroup var probes: ProbeFileOptions

  @Flag(help: "Print as JSON.")
  var json = false

  func run() throws {
    let chosen = try probes.chosen()
    var folder: ImageFolder?
    if let path = probes.images { folder = try ImageFolder(path: path) }
    let overview = ProbesOverview(chosen, images: folder)
    if json {
      Terminal.print(try jsonDocument(ProbesOverviewJSON(overview)))
    } else {
      for line in overview.lines { Terminal.print(line) }
    }
    for problem in overview.chosen.set.problems {
      Terminal.note("hallux: " + problem.description.printable)
    }
    for problem in overview.missingImages.prefix(Self.problemsShown) {
      Terminal.note("hallux: " + problem.printable)
    }
    let more = overview.missingImages.count - Self.problemsShown
    if more > 0 { Terminal.note("hallux: and \(more) more images") }
    if !overview.chosen.set.problems.isEmpty || !overview.missingImages.isEmpty {
      throw ExitCode(ExitStatus.inputData.rawValue)
    }
  }

  /// How many missing images are named; of a wrong folder all are missing.
  private static let problemsShown = 20
}
