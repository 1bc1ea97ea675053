/// What the keys of a file's first entries show its entries to be.
struct JSONKeys {
  private(set) var layout = ProbeFileForm.Layout.pope
  private(set) var columns = ColumnMap([:])
  /// Whether the entries are AMBER's annotations instead of probes.
  private(set) var areAnnotations = false

  /// Looks at the first entries that can be read, as far as one of them settles it; POPE's keys are what is
  /// expected when none does, and what a person is told to be missing.
  init(_ entries: [JSONEntry], file: String, given: ColumnMap?) {
    if let given {
      layout = .columns
      columns = given
    }
    for entry in entries.prefix(Self.entriesLookedAt) where entry.bytes.count <= 1 << 20 {
      guard case .value(let row) = FieldRows.row(entry, file: file) else { continue }
      let names = Set(row.values.keys)
      if let given {
        columns = given.completed(by: names)
        if columns.missing(in: names).isEmpty { return }
      } else if names.isSuperset(of: ["question_id", "image", "text", "label"]),
        !Self.goesBeyondPOPE(row)
      {
        return
      } else if ChoiceRows.match(names) {
        layout = .choices
        return
      } else if AmberQueries.matchAnnotation(names) {
        areAnnotations = true
        return
      } else if AmberQueries.match(names) {
        layout = .amber
        return
      } else if case let columns = ColumnMap([:]).completed(by: names),
        columns.missing(in: names).isEmpty
      {
        layout = .columns
        self.columns = columns
        return
      }
    }
  }

  /// Whether an entry with POPE's keys says more by others or by its label than POPE's form knows.
  private static func goesBeyondPOPE(_ row: FieldRow) -> Bool {
    let label = row["label"]?.word ?? ""
    let hasOwnSplits = row["splits"] == nil && (row["split"] != nil || row["category"] != nil)
    return LabelVocabulary(labels: [label]) != .words || hasOwnSplits
  }

  private static let entriesLookedAt = 20
}
