/// Reads JSON piece by piece as it comes, in memory bounded by the largest string that is asked for.
///
/// Annotation files have hundreds of megabytes, most of them outlines that nobody asked for. The caller
/// walks down the text, takes the values that it wants and skips the others; both are checked against
/// RFC 8259, so that a file that breaks anywhere is refused with the line and the path of the place.
///
///     try parser.enterObject()
///     while let key = try parser.nextKey() {
///       if key == "id" { id = try parser.integer() } else { try parser.skip() }
///     }
struct JSONPullParser {
  /// The name of the file, for messages.
  let file: String
  /// The line of the next byte, from 1.
  private(set) var line = 1

  /// The objects and arrays that are open, outermost first.
  private(set) var frames: [Frame] = []
  /// The characters of the number that is being read; kept to be used again.
  var numberBytes: [UInt8] = []
  private var source: any ByteSource
  private var chunk: [UInt8] = []
  private var position = 0

  /// An object or array that is open.
  struct Frame {
    /// Whether it is an object.
    var isObject: Bool
    /// The key whose value is being read, or nil between members and in an array.
    var key: String?
    /// The number of the member or element that is being read, or -1 before the first.
    var index = -1
  }

  /// The deepest nesting that is read.
  static let depthLimit = 64

  /// Begins to read.
  ///
  /// - Throws: ``ProbeFileError`` when there is nothing to read, or another kind of file.
  init(_ source: any ByteSource, file: String) throws(ProbeFileError) {
    self.source = source
    self.file = file
    while chunk.count < 4, try refill() {}
    if let fault = FileEntries.encodingFault(chunk) {
      throw ProbeFileError(code: .notText, file: file, message: fault)
    }
    if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  // MARK: Bytes

  /// The next byte, or nil at the end.
  @inline(__always)
  mutating func peek() throws(ProbeFileError) -> UInt8? {
    if position < chunk.count { return chunk[position] }
    return try refill() ? chunk[position] : nil
  }

  /// Steps over the byte that was looked at.
  @inline(__always)
  mutating func advance() { position += 1 }

  /// The next bytes, at most `limit` of them, without stepping over them.
  mutating func lookahead(_ limit: Int) throws(ProbeFileError) -> ArraySlice<UInt8> {
    while chunk.count - position < limit, try refill() {}
    return chunk[position...].prefix(limit)
  }

  /// Takes one more piece; what was not read yet stays.
  private mutating func refill() throws(ProbeFileError) -> Bool {
    guard let next = try source.next() else { return false }
    if position == chunk.count {
      chunk = next
    } else {
      chunk = Array(chunk[position...]) + next
    }
    position = 0
    return true
  }

  /// Steps over white space, counting lines.
  mutating func skipSpace() throws(ProbeFileError) {
    while let byte = try peek() {
      switch byte {
      case 0x0A: line += 1
      case 0x20, 0x09, 0x0D: break
      default: return
      }
      advance()
    }
  }

  /// Steps over the character if it is next.
  mutating func take(_ character: Unicode.Scalar) throws(ProbeFileError) -> Bool {
    guard try peek() == UInt8(ascii: character) else { return false }
    advance()
    return true
  }

  // MARK: Structure

  /// Whether there is more than white space left.
  mutating func hasMore() throws(ProbeFileError) -> Bool {
    try skipSpace()
    return try peek() != nil
  }

  /// Checks that nothing follows the value.
  mutating func finish() throws(ProbeFileError) {
    if try hasMore() { throw try fault("nothing more") }
  }

  /// Whether the next value begins with that character.
  mutating func isNext(_ character: Unicode.Scalar) throws(ProbeFileError) -> Bool {
    try skipSpace()
    return try peek() == UInt8(ascii: character)
  }

  /// Opens an object; ``nextKey()`` gives its members.
  mutating func enterObject() throws(ProbeFileError) {
    try enter("{", "an object in braces")
  }

  /// Opens an array; ``nextElement()`` gives its elements.
  mutating func enterArray() throws(ProbeFileError) {
    try enter("[", "a list")
  }

  private mutating func enter(
    _ bracket: Unicode.Scalar, _ form: String
  ) throws(ProbeFileError) {
    guard try isNext(bracket) else { throw try wrongType(form) }
    guard frames.count < Self.depthLimit else {
      throw try fault("less than \(Self.depthLimit) levels")
    }
    advance()
    frames.append(Frame(isObject: bracket == "{"))
  }

  /// The key of the next member of the object, or nil when it ends.
  mutating func nextKey() throws(ProbeFileError) -> String? {
    guard try hasNext("}") else { return nil }
    try skipSpace()
    guard try peek() == UInt8(ascii: "\"") else { throw try fault("a key in quotation marks") }
    let key = try string()
    try skipSpace()
    guard try take(":") else { throw try fault("a colon") }
    frames[frames.count - 1].key = key
    return key
  }

  /// Whether the array has one more element; after the last one it is closed.
  mutating func nextElement() throws(ProbeFileError) -> Bool { try hasNext("]") }

  private mutating func hasNext(_ end: Unicode.Scalar) throws(ProbeFileError) -> Bool {
    let last = frames.count - 1
    precondition(last >= 0, "nothing is open")
    // A fault between members is the whole object's, not that of the member before.
    frames[last].key = nil
    try skipSpace()
    if try take(end) {
      frames.removeLast()
      return false
    }
    if frames[last].index >= 0 {
      guard try take(",") else { throw try fault("a comma or \"\(end)\"") }
    }
    frames[last].index += 1
    return true
  }
}
