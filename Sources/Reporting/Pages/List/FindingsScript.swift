/// The list's data as a script: what searching, filtering and sorting go by, all findings in the order of the list.
///
/// A script and not a JSON file, since pages that are opened from a folder may read no files.
struct FindingsScript {
  /// The file's name.
  static let name = "findings.js"
  /// What each value of a row is, in the order of ``FindingRowValues/data(model:)``: words that the row shows end in
  /// `Text` where a value to compare has their name.
  static let columns = [
    "number", "page", "question", "object", "said", "saidClass", "kindText", "kind", "model",
    "audit", "image", "split", "probability", "confidence", "areaText", "area", "size", "regions",
    "proofText", "proof", "adjudicated", "cause", "source", "width", "height", "isSmall", "outline",
  ]

  private var rows: [UInt8] = []

  /// Adds a finding, its outline with it.
  mutating func add(_ entry: FindingEntry, model: String) {
    let row = ScriptValue.list(FindingRowValues(entry: entry).data(model: model)).json
    rows += Array((rows.isEmpty ? "" : ",\n").utf8) + Array(row.utf8)
  }

  /// The file: one finding a line.
  var bytes: [UInt8] {
    let columns = ScriptValue.list(Self.columns.map(ScriptValue.text)).json
    return Array("window.halluxFindings = {\"columns\":\(columns),\"rows\":[\n".utf8) + rows
      + Array("\n]};\n".utf8)
  }
}
