/// One entry of a file of JSON objects: its bytes, and the line on which it begins.
struct JSONEntry {
  /// The entry's text, without the space around it.
  var bytes: ArraySlice<UInt8>
  /// The line on which it begins, from 1.
  var line: Int
}

/// Cuts a file into its entries, one object a line or the elements of one array.
///
/// Which of the two is told by the first byte that is no space, never by the name: POPE publishes
/// both forms as `.json`. Only brackets and strings are looked at here, so that one broken entry does
/// not hide the others and each keeps its line.
enum JSONEntries {
  /// The entries in the file's order.
  ///
  /// - Returns: the entries, and for an array that does not end as it should the line and the fault.
  static func split(_ bytes: ArraySlice<UInt8>) -> (entries: [JSONEntry], fault: JSONFault?) {
    let content = bytes.withoutByteOrderMark
    var scanner = ArrayScanner(content)
    return scanner.startsArray ? scanner.scan() : (lines(of: content), nil)
  }

  /// Whether the file is an object that is laid out over lines: its first line that is not blank opens one, and says
  /// nothing else.
  static func isOneObjectOverLines(_ bytes: ArraySlice<UInt8>) -> Bool {
    let content = bytes.withoutByteOrderMark.drop(while: isSpace)
    let rest = content.dropFirst().prefix { $0 != UInt8(ascii: "\n") }
    return content.first == UInt8(ascii: "{") && rest.endIndex < content.endIndex
      && rest.allSatisfy(isSpace)
  }

  /// The lines that are not blank.
  private static func lines(of content: ArraySlice<UInt8>) -> [JSONEntry] {
    content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
      .map { JSONEntry(bytes: $1.trimmed(isSpace), line: $0 + 1) }
      .filter { !$0.bytes.isEmpty }
  }
}

extension ArraySlice<UInt8> {
  /// The bytes without UTF-8's byte order mark, which Windows programs write first.
  var withoutByteOrderMark: ArraySlice<UInt8> {
    starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self
  }
}

/// What is wrong with an array as a whole.
struct JSONFault {
  /// Where it shows, from 1.
  var line: Int
  /// What it is and what to do.
  var message: String
}

/// Finds the elements of a JSON array by its brackets, commas and quotation marks.
private struct ArrayScanner {
  private let content: ArraySlice<UInt8>
  private var entries: [JSONEntry] = []
  private var line = 1
  private var start: Int
  private var startLine = 1

  init(_ content: ArraySlice<UInt8>) {
    self.content = content
    start = content.startIndex
  }

  /// Whether the first byte that is no space opens an array.
  var startsArray: Bool { content.first { !isSpace($0) } == UInt8(ascii: "[") }

  mutating func scan() -> (entries: [JSONEntry], fault: JSONFault?) {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (index, byte) in zip(content.indices, content) {
      if byte == UInt8(ascii: "\n") { line += 1 }
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isInString = true
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        if depth == 1 { begin(after: index) }
      case UInt8(ascii: ","):
        if depth == 1 {
          end(before: index, isLast: false)
          begin(after: index)
        }
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 {
          end(before: index, isLast: true)
          return (entries, faultAfterArray(at: index))
        }
      default:
        break
      }
    }
    end(before: content.endIndex, isLast: true)
    let message = "the list that the file begins is never closed; is the file cut off?"
    return (entries, JSONFault(line: line, message: message))
  }

  private mutating func begin(after index: Int) {
    start = index + 1
    startLine = line
  }

  /// Takes what lies since the last comma; nothing at all is an entry too, a broken one, except in `[]`.
  private mutating func end(before index: Int, isLast: Bool) {
    let element = content[start..<index]
    let bytes = element.trimmed(isSpace)
    if isLast && entries.isEmpty && bytes.isEmpty { return }
    let leading = content[start..<bytes.startIndex]
    let newlines = bytes.isEmpty ? 0 : leading.count { $0 == UInt8(ascii: "\n") }
    entries.append(JSONEntry(bytes: bytes, line: startLine + newlines))
  }

  private func faultAfterArray(at index: Int) -> JSONFault? {
    guard let stray = content[(index + 1)...].firstIndex(where: { !isSpace($0) }) else {
      return nil
    }
    let newlines = content[index..<stray].count { $0 == UInt8(ascii: "\n") }
    return JSONFault(
      line: line + newlines, message: "there is text after the end of the list; remove it")
  }
}

/// Whether JSON takes the byte for white space.
func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}

extension ArraySlice {
  /// The slice without the elements at both ends that satisfy the predicate.
  fileprivate func trimmed(_ isTrimmed: (Element) -> Bool) -> ArraySlice {
    let head = drop(while: isTrimmed)
    guard let last = head.lastIndex(where: { !isTrimmed($0) }) else { return head }
    return head[...last]
  }
}
