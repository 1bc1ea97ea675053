/// The first line of a table, and what its columns show the table to be.
struct TableHeader {
  let encoding: ProbeFileForm.Encoding
  let layout: ProbeFileForm.Layout
  let columns: ColumnMap
  /// The folded names of the columns.
  let names: [String]
  /// The records under the header.
  let records: [CSVRecord]

  /// Reads a table, or returns nil for a content that is none: one that begins as JSON, or whose first line
  /// has no column that a probe has use for.
  ///
  /// - Throws: ``ProbeFileError`` when a probe cannot do without a column that is not there.
  init?(_ content: ArraySlice<UInt8>, file: String, given: ColumnMap?) throws(ProbeFileError) {
    guard let first = content.first(where: { !isSpace($0) }), !"[{".utf8.contains(first) else {
      return nil
    }
    let body = content.drop(while: isSpace)
    let firstLine = body.prefix { $0 != UInt8(ascii: "\n") }
    guard firstLine.count <= 1 << 16, !firstLine.contains(0) else { return nil }
    let delimiters: [Unicode.Scalar] = ["\t", ",", ";"]
    let counts = delimiters.map { delimiter in firstLine.count { $0 == UInt8(ascii: delimiter) } }
    guard let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) else {
      return nil
    }
    let all = CSVRecords.split(content, delimiter: UInt8(ascii: delimiters[place]))
    guard let header = all.first, header.fault == nil else { return nil }
    let names = header.fields.map(ColumnMap.folded)
    let known = Set(ColumnMap.Field.allCases.flatMap(\.synonyms) + ["options"])
      .union(given.map { Set($0.columns.values) } ?? [])
    guard !known.isDisjoint(with: names) else { return nil }

    let encoding: ProbeFileForm.Encoding = place == 0 ? .tsv : .csv
    func error(_ code: ProbeFileError.Code, _ message: String) -> ProbeFileError {
      ProbeFileError(code: code, file: file, line: header.line, message: message)
    }
    let set = Set(names)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }), !twice.isEmpty {
      throw error(.brokenRecord, "has two columns \(quoted(twice)); rename one")
    }
    if given == nil, ChoiceRows.match(set) {
      layout = .choices
      columns = ColumnMap([:])
    } else {
      columns = (given ?? ColumnMap([:])).completed(by: set)
      layout = .columns
      if let missing = columns.missing(in: set).first {
        let column = columns.columns[missing].map { " \(quoted($0))" } ?? ""
        throw error(
          .missingKey,
          """
          was taken for \(encoding.rawValue), but has no column\(column) for the \(missing.rawValue); name it with \
          --columns \(missing.rawValue)=COLUMN
          """)
      }
    }
    self.encoding = encoding
    self.names = names
    records = Array(all.dropFirst())
  }
}
