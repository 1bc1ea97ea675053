import Probing

/// Makes probes of rows whose columns are named by a map.
struct MappedRows {
  let columns: ColumnMap
  let file: String

  /// The probes of all rows, in their order.
  func probes(_ rows: [Read<FieldRow>]) -> [Read<ReadProbe>] {
    let labels = rows.compactMap { $0.value.flatMap { value(.label, of: $0)?.word } }
    let vocabulary = LabelVocabulary(labels: labels)
    return rows.enumerated().map { place, row in
      switch row {
      case .problem(let problem): .problem(problem)
      case .value(let row): probe(row, place: place + 1, vocabulary: vocabulary)
      }
    }
  }

  private func value(_ field: ColumnMap.Field, of row: FieldRow) -> FieldValue? {
    columns.columns[field].flatMap { row[$0] }
  }

  private func probe(
    _ row: FieldRow, place: Int, vocabulary: LabelVocabulary
  ) -> Read<ReadProbe> {
    do throws(ProbeFileError) {
      let imageName = try word(.image, of: row)
      let question = try word(.text, of: row)
      let label = try word(.label, of: row)
      guard let answer = vocabulary.answer(label) else {
        throw error(
          .badLabel, row,
          "the label \(quoted(label)) is \(vocabulary.description); correct it or remove the entry")
      }
      guard imageName.utf8.count <= 4096 else {
        throw error(
          .wrongType, row,
          "\(name(.image)) is too long for a file's name; name the column of the images' names")
      }
      let probe = Probe(
        id: value(.id, of: row) == nil ? String(place) : try word(.id, of: row),
        imageName: imageName, question: question,
        object: value(.object, of: row)?.word ?? Probe.object(ofQuestion: question),
        label: answer, splits: splits(of: row))
      return .value(ReadProbe(probe: probe, line: row.line))
    } catch {
      return .problem(error)
    }
  }

  private func word(_ field: ColumnMap.Field, of row: FieldRow) throws(ProbeFileError) -> String {
    guard let value = value(field, of: row) else {
      throw error(.missingKey, row, "has no \(name(field)); fill it in or remove the entry")
    }
    guard let word = value.word else {
      throw error(.wrongType, row, "\(name(field)) is not a text or a whole number; correct it")
    }
    guard !word.unicodeScalars.contains("\0") else {
      throw error(.notText, row, "\(name(field)) has a NUL character; remove it")
    }
    return word
  }

  private func splits(of row: FieldRow) -> [String] {
    switch value(.splits, of: row) {
    case .list(let splits): return splits
    case let value:
      return (value?.word ?? "").split(separator: ",")
        .map { String($0.drop(while: \.isWhitespace)) }.filter { !$0.isEmpty }
    }
  }

  private func name(_ field: ColumnMap.Field) -> String {
    quoted(columns.columns[field] ?? field.rawValue)
  }

  private func error(
    _ code: ProbeFileError.Code, _ row: FieldRow, _ message: String
  ) -> ProbeFileError {
    ProbeFileError(code: code, file: file, line: row.line, message: message)
  }
}
