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

  @Option(
    help: ArgumentHelp(
      "Which columns or keys hold what, for example image=file_name,text=question,label=gt.",
      discussion:
        "Of question_id, image, text, label, object, splits; what is not named is recognized.",
      valueName: "map"))
  var columns: String?

  @Option(
    help: ArgumentHelp(
      "The file of the labels that go with AMBER's queries, annotations.json.", valueName: "file"))
  var annotations: String?

  @Option(
    help: ArgumentHelp(
      "The label of all probes of a DASH-B index whose name does not tell.", valueName: "yes|no"))
  var label: Answer?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Files of labels that count instead of those of the probe files, such as RePOPE's.",
      discussion: "A probe of their splits that they do not label is left out.", valueName: "file"))
  var relabel: [String] = []

  func validate() throws { _ = try reading() }

  /// What the person says about the files.
  private func reading() throws -> ProbeReading {
    var reading = ProbeReading(annotations: annotations, label: label)
    guard let columns else { return reading }
    do throws(ColumnMapError) {
      reading.columns = try ColumnMap(parsing: columns)
    } catch {
      throw ValidationError("--columns: \(error.message).")
    }
    return reading
  }

  /// Reads the probes.
  func chosen() throws -> ChosenProbes {
    let reading = try reading()
    let paths = probes.isEmpty ? [try Resources.bundledProbes()] : probes
    var sets: [ProbeSet] = []
    for path in paths { sets.append(try ProbeSet(readingFile: path, reading: reading)) }
    let set =
      sets.count == 1
      ? sets[0] : ProbeSet(name: sets.map(\.name).joined(separator: "+"), merging: sets)
    let relabeled =
      relabel.isEmpty
      ? nil : try LabelOverlay(readingFiles: relabel).relabeled(set.probes)
    return ChosenProbes(
      set: set, isBundled: probes.isEmpty, relabeled: relabeled,
      imageFolder: images
        ?? URL(fileURLWithPath: paths[0]).deletingLastPathComponent().path + "/images")
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
