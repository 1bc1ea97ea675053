/// A table that is printed while it comes, however long it is: the first rows say how wide the columns are.
struct TableListing {
  private var table: TextTable
  private var widths: [Int]?
  private let print: (String) -> Void

  /// So many rows are waited for.
  private static let measuredRowCount = 5_000

  init(_ table: TextTable, print: @escaping (String) -> Void) {
    self.table = table
    self.print = print
  }

  /// Whether nothing was added.
  var isEmpty: Bool { table.rowCount == 0 }

  /// Adds a row.
  mutating func add(_ cells: [String]) {
    if let widths { return print(table.line(cells, widths)) }
    table.add(cells)
    if table.rowCount == Self.measuredRowCount { printMeasured() }
  }

  /// Prints what was waited for.
  mutating func end() { if widths == nil, !isEmpty { printMeasured() } }

  private mutating func printMeasured() {
    for line in table.lines { print(line) }
    widths = table.widths
  }
}
