import Probing

/// The records of a probe file, whatever its form, before they become probes.
struct ProbeRecords {
  private let file: String
  private var columns: ColumnMap
  private var records: [(record: ProbeRecord, line: Int)] = []
  /// What could not be read, in the file's order.
  private(set) var problems: [ProbeFileError] = []
  /// What was done that the file does not say; one line each.
  private(set) var notes: [String] = []

  /// Reads JSON, or a table where the first line is one and has a probe's columns.
  init(_ content: [UInt8], file: String, columns: ColumnMap?) {
    self.file = file
    self.columns = columns ?? .usual
    if !Self.isJSON(content), let table = DelimitedText(content[...]) {
      let found = self.columns.completed(from: table.header)
      if columns != nil || (found.has(.question) && (found.has(.image) || found.has(.options))) {
        self.columns = found
        read(table)
        return
      }
    }
    read(JSONEntries.split(content[...]))
  }

  /// Whether the first byte that is no blank and no byte order mark begins a JSON object or array.
  private static func isJSON(_ content: [UInt8]) -> Bool {
    let first = content.first { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  private mutating func read(_ json: (entries: [JSONEntry], fault: JSONFault?)) {
    var isFirst = true
    for entry in json.entries {
      do throws(ProbeFileError) {
        try entry.checkIsText(file: file)
        if isFirst, let keys: KeyNames = try? decodeJSON(entry.bytes, file: file, line: nil) {
          columns = columns.completed(from: keys.names)
          isFirst = false
        }
        let record: ProbeRecord = try decodeJSON(
          entry.bytes, file: file, line: entry.line, columns: columns)
        records.append((record, entry.line))
      } catch {
        problems.append(error)
      }
    }
    if let fault = json.fault { add(fault) }
  }

  private mutating func read(_ table: DelimitedText) {
    for row in table.rows {
      guard row.values.count == table.header.count else {
        problems.append(
          ProbeFileError(
            code: .wrongType, file: file, line: row.line,
            message:
              "has \(row.values.count) values, but there are \(table.header.count) columns; correct it"
          ))
        continue
      }
      let values = Dictionary(zip(table.header, row.values)) { first, _ in first }
      records.append((ProbeRecord(row: values, columns: columns), row.line))
    }
    if let fault = table.fault { add(fault) }
  }

  private mutating func add(_ fault: JSONFault) {
    problems.append(
      ProbeFileError(code: .brokenJSON, file: file, line: fault.line, message: fault.message))
  }

  /// Takes the labels from another file; what has none there, such as a task that is no question, is left out.
  mutating func label(by annotations: LabelAnnotations) {
    var unlabeled = 0
    records = records.compactMap { record, line in
      guard let entry = annotations.entries[record.id ?? ""], let label = entry.label else {
        unlabeled += 1
        return nil
      }
      var record = record
      record.label = label
      record.splits = record.splits ?? entry.split.map { [$0] }
      return (record, line)
    }
    if unlabeled > 0 {
      notes.append(
        "\(printable(file)): \(unlabeled) entries have no label in \(printable(annotations.file)), and are left out"
      )
    }
  }

  /// The probes, with what is wrong with the other records.
  mutating func probes(
    splits: [String]
  ) -> (probes: [(Probe, line: Int)], problems: [ProbeFileError]) {
    let labels = LabelForms(records.compactMap { $0.record.options == nil ? $0.record.label : nil })
    if let note = labels.note { notes.append("\(printable(file)): \(note)") }
    if !records.isEmpty, records.allSatisfy({ $0.record.id == nil }) {
      notes.append(
        "\(printable(file)): gives its questions no ids; they are numbered by their place")
    }
    let context = ProbeRecord.Context(file: file, columns: columns, labels: labels, splits: splits)
    var probes: [(Probe, line: Int)] = []
    var problems: [ProbeFileError] = []
    for (index, (record, line)) in records.enumerated() {
      do throws(ProbeFileError) {
        probes.append((try record.probe(line: line, place: index + 1, in: context), line: line))
      } catch {
        problems.append(error)
      }
    }
    pair(&probes)
    note(slipsIn: probes.map(\.0))
    return (probes, problems)
  }

  /// Joins two questions in a row that are one question about two images, throughout the file: MMVP's pairs.
  private mutating func pair(_ probes: inout [(Probe, line: Int)]) {
    let isPaired =
      !probes.isEmpty && probes.count.isMultiple(of: 2)
      && stride(from: 0, to: probes.count, by: 2).allSatisfy { index in
        let (first, second) = (probes[index].0, probes[index + 1].0)
        return first.choices?.options == second.choices?.options && first.choices != nil
          && first.choices?.correct != second.choices?.correct
      }
    guard isPaired else { return }
    for index in probes.indices {
      probes[index].0.choices?.pair = String(index / 2 + 1)
    }
    notes.append(
      "\(printable(file)): \(probes.count / 2) pairs of questions that count together, two in a row"
    )
    guard probes.count == 300, probes[98].0.question.lowercased().contains("tusk"),
      probes[98].0.choices?.correct == 1
    else { return }
    notes.append(
      "\(printable(file)): MMVP's first edition, whose answers to 99 and 100, and to 279 and 280, are"
        + " known to be exchanged (EvolvingLMMs-Lab/lmms-eval issue 1018)")
  }

  private mutating func note(slipsIn probes: [Probe]) {
    let slips = probes.count { $0.question.contains("imange") }
    guard slips > 0 else { return }
    notes.append(
      "\(printable(file)): \(slips) questions ask about an \"imange\", a slip of POPE's builder; they are asked"
        + " as they stand")
  }
}

/// The keys of a JSON object.
private struct KeyNames: Decodable {
  var names: [String]

  init(from decoder: any Decoder) throws {
    names = try decoder.container(keyedBy: NamedKey.self).allKeys.map(\.stringValue)
  }
}
