import Probing

/// A probe file cut into entries, and what its content shows it to be.
struct ProbeDocument {
  /// What the file was taken for.
  let form: ProbeFileForm
  private let file: String
  private let content: ArraySlice<UInt8>
  private let body: Body
  private let columns: ColumnMap

  /// The entries as far as they are the same for all layouts.
  private enum Body {
    case json([JSONEntry], fault: JSONFault?)
    case table([CSVRecord], header: [String])
    case whole
  }

  /// Tells what a file is by its first byte, its header or the keys of its first entries.
  ///
  /// - Throws: ``ProbeFileError`` for a table whose columns do not make a probe, and for AMBER's annotations
  ///   in the place of its queries.
  init(
    _ content: ArraySlice<UInt8>, file: String, reading: ProbeReading
  ) throws(ProbeFileError) {
    self.content = content
    self.file = file
    if let table = try TableHeader(content, file: file, given: reading.columns) {
      form = ProbeFileForm(encoding: table.encoding, layout: table.layout)
      columns = table.columns
      body = .table(table.records, header: table.names)
      return
    }
    if DashIndex.match(content) {
      form = ProbeFileForm(encoding: .jsonObject, layout: .dash)
      columns = ColumnMap([:])
      body = .whole
      return
    }
    let (entries, fault) = JSONEntries.split(content)
    let isArray = content.first { !isSpace($0) } == UInt8(ascii: "[")
    let keys = JSONKeys(entries, file: file, given: reading.columns)
    if keys.areAnnotations {
      throw ProbeFileError(
        code: .missingKey, file: file,
        message:
          "is AMBER's annotations, not its queries; give the queries, and this file with --annotations"
      )
    }
    form = ProbeFileForm(encoding: isArray ? .jsonArray : .jsonLines, layout: keys.layout)
    columns = keys.columns
    body = .json(entries, fault: fault)
  }

  /// The probes in the file's order, and what a person should know about them.
  ///
  /// - Throws: ``ProbeFileError`` where one fault spoils the whole file.
  func probes(
    reading: ProbeReading
  ) throws(ProbeFileError) -> (entries: [Read<ReadProbe>], notes: [String]) {
    switch body {
    case .whole:
      let label = try DashIndex.label(of: file, given: reading.label)
      return (try DashIndex.probes(content, file: file, label: label), [])
    case .table(let records, let header):
      return try probes(FieldRows.rows(records, header: header, file: file), reading: reading)
    case .json(let entries, let fault):
      var read: (entries: [Read<ReadProbe>], notes: [String])
      if form.layout == .pope {
        read = (entries.map(popeProbe), [])
      } else {
        read = try probes(entries.map { FieldRows.row($0, file: file) }, reading: reading)
      }
      if let fault {
        read.entries.append(
          .problem(
            ProbeFileError(
              code: .brokenJSON, file: file, line: fault.line, message: fault.message)))
      }
      return read
    }
  }

  private func popeProbe(_ entry: JSONEntry) -> Read<ReadProbe> {
    do throws(ProbeFileError) {
      let probe = try ProbeRecord.probe(entry, file: file)
      return .value(ReadProbe(probe: probe, line: entry.line))
    } catch {
      return .problem(error)
    }
  }

  private func probes(
    _ rows: [Read<FieldRow>], reading: ProbeReading
  ) throws(ProbeFileError) -> (entries: [Read<ReadProbe>], notes: [String]) {
    switch form.layout {
    case .choices:
      return (ChoiceRows(file: file).probes(rows), [])
    case .amber:
      guard let path = reading.annotations else {
        throw ProbeFileError(
          code: .missingKey, file: file,
          message:
            "is AMBER's queries, whose labels are in its annotations.json; give it with --annotations"
        )
      }
      let queries = try AmberQueries(
        file: file, annotations: InputFile.bytes(of: path), of: path)
      let (entries, descriptions) = queries.probes(rows)
      let note = "\(descriptions) of its queries ask for a description and are passed over"
      return (entries, descriptions > 0 ? [note] : [])
    case .pope, .columns, .dash:
      return (MappedRows(columns: columns, file: file).probes(rows), [])
    }
  }
}
