/// One record of a CSV file.
struct CSVRecord {
  /// The line on which it begins, from 1.
  var line: Int
  /// Its fields, without quotation marks around them.
  var fields: [String]
  /// What is wrong with it, or nil.
  var fault: CSVFault?
}

/// What is wrong with a record.
struct CSVFault {
  var code: ProbeFileError.Code
  var line: Int
  var message: String
}

/// Cuts comma- or tab-separated values into records, by RFC 4180 and no more lenient.
///
/// Fields may be quoted, a quotation mark within is doubled, and a quoted field may run over lines; lines
/// end by CRLF or LF. A broken record is one fault and the next line goes on, because a person who mends a
/// file wants all of its faults at once.
struct CSVRecords {
  private let bytes: ArraySlice<UInt8>
  private let delimiter: UInt8
  private var position: Int
  private var line = 1

  private init(_ bytes: ArraySlice<UInt8>, delimiter: UInt8) {
    self.bytes = bytes
    self.delimiter = delimiter
    position = bytes.startIndex
  }

  /// The records in the file's order, without the lines that are blank.
  static func split(_ bytes: ArraySlice<UInt8>, delimiter: UInt8) -> [CSVRecord] {
    var scanner = CSVRecords(bytes, delimiter: delimiter)
    var records: [CSVRecord] = []
    while scanner.position < bytes.endIndex {
      if let record = scanner.record() { records.append(record) }
    }
    return records
  }

  private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private var isAtLineEnd: Bool {
    guard let byte = next else { return true }
    if byte == UInt8(ascii: "\n") { return true }
    return byte == UInt8(ascii: "\r") && position + 1 < bytes.endIndex
      && bytes[position + 1] == UInt8(ascii: "\n")
  }

  private mutating func skipLineEnd() {
    if next == UInt8(ascii: "\r") { position += 1 }
    if next == UInt8(ascii: "\n") {
      position += 1
      line += 1
    }
  }

  /// The next record, or nil for a blank line.
  private mutating func record() -> CSVRecord? {
    let start = position
    let firstLine = line
    var fields: [String] = []
    func broken(_ fault: CSVFault) -> CSVRecord {
      CSVRecord(line: firstLine, fields: [], fault: fault)
    }
    while true {
      switch field() {
      case .failure(let fault):
        return broken(fault)
      case .success(let field):
        guard let text = String(validating: field, as: UTF8.self) else {
          skipLine()
          return broken(
            CSVFault(
              code: .notText, line: firstLine, message: "is not UTF-8; save the file as UTF-8"))
        }
        fields.append(text)
      }
      if next == delimiter {
        position += 1
        continue
      }
      let content = bytes[start..<position]
      skipLineEnd()
      if content.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { return nil }
      if content.count > ProbeRecord.sizeLimit {
        return broken(
          CSVFault(
            code: .tooLarge, line: firstLine,
            message:
              "this entry is longer than \(ProbeRecord.sizeLimit >> 20) MB; is the file cut into lines?"
          ))
      }
      if content.contains(0) {
        return broken(
          CSVFault(
            code: .notText, line: firstLine,
            message: "has a NUL byte; save the file as plain UTF-8 text"))
      }
      return CSVRecord(line: firstLine, fields: fields, fault: nil)
    }
  }

  private enum Field {
    case success([UInt8])
    case failure(CSVFault)
  }

  /// The next field; what follows it is a delimiter or the end of the line.
  private mutating func field() -> Field {
    guard next == UInt8(ascii: "\"") else {
      let start = position
      while let byte = next, byte != delimiter, !isAtLineEnd {
        if byte == UInt8(ascii: "\"") { return .failure(strayMark()) }
        position += 1
      }
      return .success(Array(bytes[start..<position]))
    }
    let firstLine = line
    var content: [UInt8] = []
    position += 1
    while let byte = next {
      position += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      guard byte == UInt8(ascii: "\"") else {
        content.append(byte)
        continue
      }
      if next == UInt8(ascii: "\"") {
        content.append(byte)
        position += 1
        continue
      }
      guard next == delimiter || isAtLineEnd else { return .failure(strayMark()) }
      return .success(content)
    }
    return .failure(
      CSVFault(
        code: .brokenRecord, line: firstLine,
        message:
          "a quotation mark opens a field and is never closed; close it, or is the file cut off?"
      ))
  }

  private mutating func strayMark() -> CSVFault {
    defer { skipLine() }
    return CSVFault(
      code: .brokenRecord, line: line,
      message:
        "a quotation mark stands amid a field; put the whole field in quotation marks and double those within"
    )
  }

  private mutating func skipLine() {
    while let byte = next, byte != UInt8(ascii: "\n") { position += 1 }
    skipLineEnd()
  }
}
