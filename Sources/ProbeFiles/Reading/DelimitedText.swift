/// A table in text: comma- or tab-separated values as RFC 4180 has them.
///
/// Values may stand in quotation marks, where a doubled mark is one and line breaks and delimiters belong to the
/// value; lines end by LF or CRLF. A tab-separated file of plain values reads the same way.
struct DelimitedText {
  /// A row and where it begins.
  struct Row {
    var values: [String]
    /// The line on which the row begins, from 1.
    var line: Int
  }

  /// The first row: the names of the columns.
  let header: [String]
  /// The other rows, those without any value left out.
  let rows: [Row]
  /// What is wrong with the text as a whole.
  let fault: JSONFault?

  /// Reads a table; nil when the first line has neither a comma nor a tab.
  init?(_ content: ArraySlice<UInt8>) {
    var content = content
    if content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
    let firstLine = content.prefix { $0 != UInt8(ascii: "\n") }
    let delimiter: UInt8
    switch (firstLine.contains(UInt8(ascii: "\t")), firstLine.contains(UInt8(ascii: ","))) {
    case (true, _): delimiter = UInt8(ascii: "\t")
    case (false, true): delimiter = UInt8(ascii: ",")
    case (false, false): return nil
    }
    var scanner = RowScanner(content, delimiter: delimiter)
    var rows = scanner.rows()
    guard !rows.isEmpty else { return nil }
    header = rows.removeFirst().values
    self.rows = rows.filter { $0.values.contains { !$0.isEmpty } }
    fault = scanner.fault
  }
}

/// Walks through the bytes once.
private struct RowScanner {
  private let content: ArraySlice<UInt8>
  private let delimiter: UInt8
  private var value: [UInt8] = []
  private var values: [String] = []
  private var line = 1
  private(set) var fault: JSONFault?

  init(_ content: ArraySlice<UInt8>, delimiter: UInt8) {
    self.content = content
    self.delimiter = delimiter
  }

  mutating func rows() -> [DelimitedText.Row] {
    var rows: [DelimitedText.Row] = []
    var index = content.startIndex
    while index < content.endIndex {
      let start = line
      readRow(&index)
      rows.append(DelimitedText.Row(values: values, line: start))
      values = []
    }
    return rows
  }

  /// Reads up to the end of the row, past its line break.
  private mutating func readRow(_ index: inout Int) {
    while index < content.endIndex {
      let byte = content[index]
      if byte == UInt8(ascii: "\""), value.isEmpty {
        readQuoted(&index)
        continue
      }
      index += 1
      if byte == delimiter {
        endValue()
      } else if byte == UInt8(ascii: "\n") {
        line += 1
        if value.last == UInt8(ascii: "\r") { value.removeLast() }
        endValue()
        return
      } else {
        value.append(byte)
      }
    }
    endValue()
  }

  /// Reads a value in quotation marks, from the mark that opens it past the one that closes it.
  private mutating func readQuoted(_ index: inout Int) {
    let start = line
    index += 1
    while index < content.endIndex {
      let byte = content[index]
      index += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      guard byte == UInt8(ascii: "\"") else {
        value.append(byte)
        continue
      }
      guard index < content.endIndex, content[index] == UInt8(ascii: "\"") else { return }
      value.append(byte)
      index += 1
    }
    fault = JSONFault(
      line: start,
      message: "a quotation mark opens a value and none closes it; is the file cut off?")
  }

  private mutating func endValue() {
    values.append(String(decoding: value, as: UTF8.self))
    value = []
  }
}
