import ArgumentParser
import ProbeFiles
import Probing

/// How probe files are read, and whose labels count.
struct ProbeReadingOptions: ParsableArguments {
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

  /// Reads files into one set, each image and question once.
  ///
  /// - Throws: ``ProbeFileError`` for a file of which nothing can be read.
  func read(_ paths: [String]) throws -> ProbeSet {
    let reading = try reading()
    var sets: [ProbeSet] = []
    for path in paths { sets.append(try ProbeSet(readingFile: path, reading: reading)) }
    return sets.count == 1
      ? sets[0] : ProbeSet(name: sets.map(\.name).joined(separator: "+"), merging: sets)
  }

  /// The probes under the labels that count instead; nil where none do.
  ///
  /// - Throws: ``ProbeFileError``; `CommandFailure` for labels of which none is a probe's: numbers would bear the
  ///   overlay's name without its labels.
  func relabel(_ probes: [Probe]) throws -> RelabeledProbes? {
    guard !relabel.isEmpty else { return nil }
    let overlay = try LabelOverlay(readingFiles: relabel)
    let relabeled = overlay.relabeled(probes)
    guard relabeled.unmatched.count < overlay.rows.count else {
      throw CommandFailure(
        status: .inputData,
        message:
          "\(relabel.joined(separator: ", ")): none of the \(overlay.rows.count) labels is of a probe"
          + " that was given, or of its splits; name the labels that go with the probes")
    }
    return relabeled
  }
}
