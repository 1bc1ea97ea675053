/// An aligned table for a terminal: a header, then rows; columns are as wide as their widest cell.
struct TextTable {
  /// How a column is aligned.
  enum Alignment { case left, right }

  /// The column titles with their alignment.
  let columns: [(title: String, alignment: Alignment)]
  /// One cell per column.
  private var rows: [[String]] = []

  init(_ columns: [(title: String, alignment: Alignment)]) { self.columns = columns }

  /// Adds a row.
  mutating func add(_ cells: [String]) {
    precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
    rows.append(cells)
  }

  /// The number of rows.
  var rowCount: Int { rows.count }

  /// The table's lines, without trailing spaces.
  var lines: [String] {
    let widths = widths
    return ([columns.map(\.title)] + rows).map { line($0, widths) }
  }

  /// The widths of the columns: those of their widest cells.
  var widths: [Int] {
    let all = [columns.map(\.title)] + rows
    return columns.indices.map { index in all.map { $0[index].count }.max() ?? 0 }
  }

  /// One row as a line; a cell that is wider than its column pushes the rest to the right.
  func line(_ row: [String], _ widths: [Int]) -> String {
    let cells = columns.indices.map { index in
      let padding = String(repeating: " ", count: max(0, widths[index] - row[index].count))
      return columns[index].alignment == .left ? row[index] + padding : padding + row[index]
    }
    return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
  }
}
