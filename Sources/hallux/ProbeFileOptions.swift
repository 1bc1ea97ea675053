import ArgumentParser
import AuditStore
import Codecs
import Foundation
import ProbeFiles
import Probing

/// How probe files are read: beside what stands in them.
struct ProbeFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the files call the parts of a probe, such as image=file_name,text=question,label=gt.",
      discussion: "Parts: \(ColumnMap.Part.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "map"))
  var columns: String?

  @Option(
    help: ArgumentHelp(
      "A file with the labels of questions that stand without, as AMBER's annotations.json.",
      valueName: "file"))
  var annotations: String?

  @Option(
    help: ArgumentHelp(
      "Labels that replace those of the probes, as RePOPE's; may be repeated.", valueName: "file"))
  var relabel: [String] = []

  func validate() throws { _ = try columnMap() }

  private func columnMap() throws -> ColumnMap? {
    guard let columns else { return nil }
    guard let map = ColumnMap(columns) else {
      throw ValidationError(
        "--columns '\(columns)' is no list such as image=file_name,text=question of the parts: "
          + "\(ColumnMap.Part.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return map
  }

  /// Reads probe files into one set, under the labels that are to count.
  ///
  /// - Throws: ``ProbeFileError`` for a file that cannot be read at all.
  func read(_ files: [String]) throws -> ProbesRead {
    let reading = ProbeSet.Reading(
      columns: try columnMap(),
      annotations: try annotations.map { try LabelAnnotations(readingFile: $0) })
    let sets = try files.map { try ProbeSet(readingFile: $0, reading) }
    let set =
      sets.count == 1
      ? sets[0] : ProbeSet(name: Self.commonName(sets.map(\.name)), merging: sets)
    let overlays = try relabel.map { try LabelOverlay(readingFile: $0) }
    return ProbesRead(
      set: set, overlays: overlays, overlayFiles: relabel, annotations: annotations)
  }

  /// What the names have in common, for example `coco_pope`; joined where that is next to nothing.
  private static func commonName(_ names: [String]) -> String {
    guard var common = names.first else { return "" }
    for name in names { common = common.commonPrefix(with: name) }
    let trimmed = common.trimmingCharacters(in: CharacterSet(charactersIn: "_-. "))
    return trimmed.count >= 3 ? trimmed : names.joined(separator: "+")
  }
}

/// Probe files that were read, and what became of their labels.
struct ProbesRead {
  /// The probes as the files have them.
  let set: ProbeSet
  /// The labels that replace theirs.
  let overlays: [LabelOverlay]
  /// The files of those labels, as the caller named them.
  let overlayFiles: [String]
  /// The file of labels of questions that stand without, as the caller named it.
  let annotations: String?
  /// The probes under the labels that count; nil where no labels replace theirs.
  let relabeled: RelabeledProbes?

  init(set: ProbeSet, overlays: [LabelOverlay], overlayFiles: [String], annotations: String?) {
    self.set = set
    self.overlays = overlays
    self.overlayFiles = overlayFiles
    self.annotations = annotations
    relabeled = overlays.isEmpty ? nil : RelabeledProbes(set.probes, by: overlays)
  }

  /// The probes to ask, under the labels that count.
  var probes: [Probe] { relabeled?.probes ?? set.probes }

  /// What the labels in force are called.
  var labelsName: String {
    overlays.isEmpty ? Score.givenLabels : overlays.map(\.name).joined(separator: "+")
  }

  /// What became of the labels, in one line; nil where none replace them.
  var relabelLine: String? {
    guard let relabeled else { return nil }
    return
      "\(labelsName.printable): \(relabeled.yesToNo) labels yes→no, \(relabeled.noToYes) no→yes, "
      + "\(relabeled.droppedYes) yes and \(relabeled.droppedNo) no dropped, "
      + "\(relabeled.probes.count) of \(set.probes.count) probes kept"
      + (relabeled.unmatchedRows > 0
        ? "; \(relabeled.unmatchedRows) rows are about none of them" : "")
  }

  /// The files, for the audit log: names without folders, and digests.
  ///
  /// - Throws: ``CommandFailure`` when a file of labels is gone by now.
  func sources() throws -> [ProbeSource] {
    let probes = set.sources.map { source in
      ProbeSource(
        role: .probes, name: Self.name(of: source.file), sha256: source.sha256,
        published: source.published?.name)
    }
    let labels = try overlayFiles.map { file in
      ProbeSource(
        role: .relabel, name: Self.name(of: file), sha256: try Self.digest(of: file),
        published: try? ProbeSet(readingFile: file).sources.first?.published?.name,
        note: relabelLine)
    }
    let annotated = try annotations.map { file in
      ProbeSource(
        role: .annotations, name: Self.name(of: file), sha256: try Self.digest(of: file))
    }
    return probes + labels + [annotated].compactMap { $0 }
  }

  private static func name(of file: String) -> String {
    file.split(separator: "/").last.map(String.init) ?? file
  }

  private static func digest(of file: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandFailure(status: .inputData, message: "\(file): cannot be read again")
    }
    return SHA256Digest.hex(of: Array(data))
  }
}
