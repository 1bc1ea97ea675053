/// Reads the entries of a file as rows of named values.
enum FieldRows {
  /// The row of a JSON entry.
  static func row(_ entry: JSONEntry, file: String) -> Read<FieldRow> {
    do throws(ProbeFileError) {
      try entry.check(file: file)
      let object: [String: FieldValue] = try decodeJSON(entry.bytes, file: file, line: entry.line)
      let values = object.map { (ColumnMap.folded($0.key), $0.value) }
      // Of "Label" and "label" both, which one is meant cannot be told.
      guard Set(values.map(\.0)).count == values.count else {
        throw ProbeFileError(
          code: .wrongType, file: file, line: entry.line,
          message: "has two keys that differ in case only; remove one")
      }
      return .value(FieldRow(line: entry.line, values: Dictionary(uniqueKeysWithValues: values)))
    } catch {
      return .problem(error)
    }
  }

  /// The rows of CSV records under their header.
  static func rows(_ records: some Sequence<CSVRecord>, header: [String], file: String) -> [Read<
    FieldRow
  >] {
    records.map { record in
      if let fault = record.fault {
        return .problem(
          ProbeFileError(code: fault.code, file: file, line: fault.line, message: fault.message))
      }
      guard record.fields.count == header.count else {
        return .problem(
          ProbeFileError(
            code: .brokenRecord, file: file, line: record.line,
            message: """
              has \(record.fields.count) fields where the header has \(header.count); put a field with \
              commas in quotation marks
              """))
      }
      let values = zip(header, record.fields).map { ($0, FieldValue.text($1)) }
      return .value(
        FieldRow(line: record.line, values: Dictionary(values) { first, _ in first }))
    }
  }
}
