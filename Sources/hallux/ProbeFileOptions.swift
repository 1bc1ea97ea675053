import ArgumentParser
import Foundation
import ProbeFiles
import Probing

/// Which probes, how their files are to be read, and under whose labels.
struct ProbeFileOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Probe files; several count as one set, each image and question once.",
      discussion: """
        POPE's JSON lines or arrays, other JSON, CSV or TSV with recognizable columns, MMVP, AMBER, DASH-B: told by \
        the content. Default: the bundled probes.
        """,
      valueName: "probes"))
  var probes: [String] = []

  @Option(
    help: ArgumentHelp(
      "The folder of the images.", discussion: "Default: images beside the first probe file.",
      valueName: "dir"))
  var images: String?

  @OptionGroup var reading: ProbeReadingOptions

  /// Reads the probes.
  func chosen() throws -> ChosenProbes {
    let paths = probes.isEmpty ? [try Resources.bundledProbes()] : probes
    let set = try reading.read(paths)
    return ChosenProbes(
      set: set, isBundled: probes.isEmpty, relabeled: try reading.relabel(set.probes),
      imageFolder: images
        ?? URL(fileURLWithPath: paths[0]).deletingLastPathComponent().path + "/images",
      annotations: reading.annotations, relabelFiles: reading.relabel)
  }
}

/// The probes that the command line names.
struct ChosenProbes {
  /// The probes as their files have them.
  let set: ProbeSet
  /// Whether they are those that come with the program.
  let isBundled: Bool
  /// The probes under the labels of an overlay, or nil when none was given.
  let relabeled: RelabeledProbes?
  /// The folder of the images; it need not be there.
  let imageFolder: String
  /// The file of labels of questions that stand without, as it was named.
  let annotations: String?
  /// The files of labels that count instead, as they were named.
  let relabelFiles: [String]

  /// The probes, under the labels that count.
  var probes: [Probe] { relabeled?.probes ?? set.probes }

  /// The set's name for people: what it was published as, else its file's; and whose labels count.
  var name: String {
    guard !isBundled else { return "bundled" }
    var name = set.name
    let published = set.files.compactMap(\.published)
    if published.count == set.files.count {
      let sets = Set(published.map(\.set))
      name = published.count == 1 ? published[0].name : sets.count == 1 ? published[0].set : name
    }
    return name + (relabeled.map { ", labels of \($0.overlay)" } ?? "")
  }
}
