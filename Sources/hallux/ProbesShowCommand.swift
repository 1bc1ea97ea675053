import ArgumentParser
import Foundation
import ProbeFiles
import Probing

/// `hallux probes show`: what probe files hold, and what is wrong with them.
struct ProbesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Says what probe files hold, and what is wrong with them.",
    discussion: """
      Reads POPE's files in both their forms, tables, MMVP, AMBER (with --annotations) and DASH-B's indexes; the \
      form is told by the content. Published files are recognized and named. With --images every image is looked \
      for.

      Examples:
        hallux probes show coco_pope_popular.json
        hallux probes show coco_pope_*.json --images val2014 --relabel coco_repope_popular.json
        hallux probes show data.csv --columns image=file,text=question,label=gt --json
      """)

  @Argument(help: ArgumentHelp("The probe files.", valueName: "file"))
  var files: [String]

  @Option(help: ArgumentHelp("The folder of the images.", valueName: "dir"))
  var images: String?

  @OptionGroup var reading: ProbeFileOptions

  @Flag(help: "Print it as JSON.")
  var json = false

  func run() throws {
    let read = try reading.read(files)
    let folder = try images.map { try ImageFolder(path: $0) }
    for problem in read.set.problems { Terminal.note(problem.description) }
    let overview = ProbesOverview(read, folder: folder)
    if json {
      Terminal.print(try jsonDocument(overview))
    } else {
      for line in overview.lines { Terminal.print(line) }
      for note in read.set.notes { Terminal.print("note        \(note)") }
    }
    if overview.problems > 0 || !overview.missingImages.isEmpty {
      throw ExitCode(ExitStatus.inputData.rawValue)
    }
  }
}
