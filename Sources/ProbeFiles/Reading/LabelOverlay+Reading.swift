public import Probing

extension LabelOverlay {
  /// Reads labels that replace others: a probe file in POPE's form, whose labels may also be "drop".
  ///
  /// - Parameter path: The file, for example `coco_repope_popular.json`; a split in its name is the split that
  ///   the labels are for.
  /// - Throws: ``ProbeFileError`` when a row cannot be read, or two rows contradict one another: an overlay is
  ///   taken whole or not at all.
  public init(readingFile path: String) throws(ProbeFileError) {
    try self.init(content: InputFile.bytes(of: path), file: path)
  }

  /// Reads a file's content; `file` is the name for messages and tells the split.
  ///
  /// - Throws: ``ProbeFileError`` as for a file.
  public init(content: [UInt8], file: String) throws(ProbeFileError) {
    let fileName = file.split(separator: "/").last.map(String.init) ?? file
    let (entries, fault) = JSONEntries.split(content[...])
    if let fault {
      throw ProbeFileError(
        code: .brokenJSON, file: file, line: fault.line, message: fault.message)
    }
    var rows: [Row] = []
    var seen: [[String]: (label: Answer?, line: Int)] = [:]
    for entry in entries {
      try entry.checkIsText(file: file)
      let record: OverlayRecord = try decodeJSON(entry.bytes, file: file, line: entry.line)
      guard let label = record.answer else {
        throw ProbeFileError(
          code: .badLabel, file: file, line: entry.line,
          message:
            "the label \(quoted(record.label)) is none of \"yes\", \"no\" and \"drop\"; correct it")
      }
      let key = [record.image, record.text]
      if let first = seen[key] {
        guard first.label == label else {
          throw ProbeFileError(
            code: .conflictingLabels, file: file, line: entry.line,
            message:
              "gives \(quoted(record.text)) about \(quoted(record.image)) another label than line \(first.line);"
              + " correct one of them")
        }
        continue
      }
      seen[key] = (label, entry.line)
      rows.append(Row(imageName: record.image, question: record.text, label: label))
    }
    guard !rows.isEmpty else {
      throw ProbeFileError(code: .empty, file: file, message: "has no label")
    }
    let splits = ProbeSet.splits(ofFileNamed: fileName)
    self.init(
      name: ProbeSet.withoutExtension(fileName), split: splits.first, rows: rows)
  }
}

/// A row of an overlay as it is written.
private struct OverlayRecord: Decodable {
  var image: String
  var text: String
  var label: String

  /// The label; an inner nil for "drop", an outer one for anything unknown.
  var answer: Answer?? {
    switch label.lowercased() {
    case "yes": .yes
    case "no": .no
    case "drop": .some(nil)
    default: nil
    }
  }
}
