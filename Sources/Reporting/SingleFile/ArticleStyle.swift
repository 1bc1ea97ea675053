/// Makes a style sheet's selectors of ids find their elements where every page's ids have the page's name before them.
///
/// `#record + .columns` becomes `:is(#record, [id$="--record"]) + .columns`, of the same specificity. Values, comments and strings,
/// where a `#` is no id, stay as they are.
enum ArticleStyle {
  /// The style sheet for a report of one file.
  static func rewritten(_ sheet: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(sheet.count + 256)
    // What has been read since the last brace or semicolon, with the places where an id begins in it.
    var start = 0
    var ids: [Range<Int>] = []
    var place = 0
    while place < sheet.count {
      switch sheet[place] {
      case UInt8(ascii: "/") where sheet[place...].starts(with: "/*".utf8):
        place = endOfComment(sheet, place)
      case UInt8(ascii: "\""), UInt8(ascii: "'"): place = endOfString(sheet, place)
      case UInt8(ascii: "#"):
        let end = endOfName(sheet, place + 1)
        if end > place + 1 { ids.append(place..<end) }
        place = max(end, place + 1)
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"):
        let isSelector = sheet[place] == UInt8(ascii: "{")
        for id in isSelector ? ids : [] {
          let name = String(decoding: sheet[id].dropFirst(), as: UTF8.self)
          result += sheet[start..<id.lowerBound]
          result += Array(":is(#\(name), [id$=\"--\(name)\"])".utf8)
          start = id.upperBound
        }
        result += sheet[start...place]
        place += 1
        (start, ids) = (place, [])
      default: place += 1
      }
    }
    return result + sheet[start...]
  }

  private static func endOfComment(_ sheet: [UInt8], _ start: Int) -> Int {
    var place = start + 2
    while place < sheet.count, !sheet[place...].starts(with: "*/".utf8) { place += 1 }
    return min(place + 2, sheet.count)
  }

  private static func endOfString(_ sheet: [UInt8], _ start: Int) -> Int {
    var place = start + 1
    while place < sheet.count, sheet[place] != sheet[start] {
      place += sheet[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(place + 1, sheet.count)
  }

  /// Where a name ends that has neither escapes nor a digit at its front; its beginning where it has.
  private static func endOfName(_ sheet: [UInt8], _ start: Int) -> Int {
    var place = start
    while place < sheet.count, isPlain(sheet[place], isFirst: place == start) { place += 1 }
    return place < sheet.count && sheet[place] == UInt8(ascii: "\\") ? start : place
  }

  private static func isPlain(_ byte: UInt8, isFirst: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), 0x80...:
      true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): !isFirst
    default: false
    }
  }
}
