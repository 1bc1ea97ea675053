public import Probing

extension LabelOverlay {
  /// Reads an overlay's files, of any form that a probe file may have; RePOPE has one for each split.
  ///
  /// The overlay is named after the published set that the files are, else after the files.
  /// - Throws: ``ProbeFileError`` for the first entry of any file that cannot be read, or that labels anew what
  ///   another one labels: a label that is in doubt relabels nothing.
  public init(
    readingFiles paths: [String], reading: ProbeReading = ProbeReading()
  ) throws(ProbeFileError) {
    var rows: [Row] = []
    var places: [(file: String, line: Int)] = []
    var names: [String] = []
    for (index, path) in paths.enumerated() {
      guard !paths[..<index].contains(path) else {
        throw ProbeFileError(
          code: .duplicateID, file: path,
          message: "is named twice as a file of labels; name it once"
        )
      }
      let read = try FileEntries(
        content: InputFile.bytes(of: path), file: path, reading: reading)
      let name = read.published?.set ?? read.name
      if !names.contains(name) { names.append(name) }
      for entry in read.entries {
        switch entry {
        case .problem(let problem): throw problem
        case .value(let value):
          rows.append(try Self.row(value, file: path))
          places.append((path, value.line))
        }
      }
    }
    guard !rows.isEmpty else {
      throw ProbeFileError(
        code: .empty, file: paths.first ?? "", message: "has no label; name the files of an overlay"
      )
    }
    do throws(Fault) {
      try self.init(name: names.joined(separator: " + "), rows: rows)
    } catch {
      throw Self.error(error, rows: rows, places: places)
    }
  }

  private static func row(_ value: ReadProbe, file: String) throws(ProbeFileError) -> Row {
    guard let label = value.probe.label else {
      throw ProbeFileError(
        code: .badLabel, file: file, line: value.line,
        message: "has no yes or no; an overlay labels yes/no questions only")
    }
    return Row(
      id: value.probe.id, imageName: value.probe.imageName, question: value.probe.question,
      label: label, splits: value.probe.splits)
  }

  private static func error(
    _ fault: Fault, rows: [Row], places: [(file: String, line: Int)]
  ) -> ProbeFileError {
    let (first, second): (Int, Int)
    let code: ProbeFileError.Code
    let message: String
    switch fault {
    case .duplicate(let one, let other):
      (first, second) = (one, other)
      code = .duplicateID
      message = "labels the same question about the same image as"
    case .contradiction(let one, let other):
      (first, second) = (one, other)
      code = .conflictingLabels
      message = "says \(rows[other].label) where \(rows[one].label) is said by"
    case .duplicateID(let one, let other):
      (first, second) = (one, other)
      code = .duplicateID
      message = "has the question_id \(quoted(rows[other].id)) of another question, that of"
    }
    let place = places[second]
    let other = places[first]
    let otherPlace =
      other.file == place.file ? "line \(other.line)" : "\(printable(other.file)):\(other.line)"
    return ProbeFileError(
      code: code, file: place.file, line: place.line,
      message: "\(message) \(otherPlace); an overlay has one label for each question: remove one")
  }
}
