/// Finds the tags of a page as browsers do: byte by byte, so that no combining mark hides a quote or a bracket.
///
/// All that delimits tags in HTML is ASCII, and no byte of a longer UTF-8 sequence is: what stands between delimiters is never
/// looked at. Comments, scripts, style sheets and other elements of raw text hold no tags.
struct PageScanner: Sequence, IteratorProtocol {
  /// Elements whose content is text up to their own closing tag.
  private static let rawTextElements: Set = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
  ]

  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  /// The element of raw text that the scan is within.
  private var rawText: String?

  /// Scans a part of a page that begins outside of any tag.
  init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
    self.bytes = bytes
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  /// The next tag; nil at the end.
  ///
  /// A tag that the page ends within is none.
  mutating func next() -> PageTag? {
    while position < end {
      guard bytes[position] == UInt8(ascii: "<") else {
        position += 1
        continue
      }
      if let rawText {
        guard closes(rawText) else {
          position += 1
          continue
        }
        self.rawText = nil
      }
      if let tag = tag() {
        if !tag.isEnd, Self.rawTextElements.contains(tag.name) { rawText = tag.name }
        return tag
      }
    }
    return nil
  }

  /// Whether the tag that closes an element begins here.
  private func closes(_ name: String) -> Bool {
    let tag = Array("</\(name)".utf8)
    guard position + tag.count < end else { return false }
    for (offset, byte) in tag.enumerated()
    where Self.lowercased(bytes[position + offset]) != byte { return false }
    return Self.endsName(bytes[position + tag.count])
  }

  /// The tag that begins here; nil for a comment, a declaration or text, which are passed over.
  private mutating func tag() -> PageTag? {
    let start = position
    position += 1
    guard position < end else { return nil }
    var isEnd = false
    switch bytes[position] {
    case UInt8(ascii: "!"), UInt8(ascii: "?"):
      skipDeclaration()
      return nil
    case UInt8(ascii: "/"):
      guard position + 1 < end else { return nil }
      guard Self.isLetter(bytes[position + 1]) else {
        skip(through: UInt8(ascii: ">"))
        return nil
      }
      isEnd = true
      position += 1
    default:
      guard Self.isLetter(bytes[position]) else { return nil }
    }
    let nameStart = position
    while position < end, !Self.endsName(bytes[position]) { position += 1 }
    let name = lowercased(nameStart..<position)
    var attributes: [PageTag.Attribute] = []
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: ">"):
        position += 1
        return PageTag(name: name, isEnd: isEnd, range: start..<position, attributes: attributes)
      case UInt8(ascii: "/"): position += 1
      case let byte where Self.isSpace(byte): position += 1
      default: attributes.append(attribute())
      }
    }
    return nil
  }

  /// The attribute that begins here.
  private mutating func attribute() -> PageTag.Attribute {
    let start = position
    position += 1  // an equals sign at the front belongs to the name
    while position < end, !Self.endsName(bytes[position]), bytes[position] != UInt8(ascii: "=") {
      position += 1
    }
    let name = start..<position
    var next = position
    while next < end, Self.isSpace(bytes[next]) { next += 1 }
    guard next < end, bytes[next] == UInt8(ascii: "=") else {
      return PageTag.Attribute(name: lowercased(name), range: name, value: position..<position)
    }
    next += 1
    while next < end, Self.isSpace(bytes[next]) { next += 1 }
    position = next
    let value = self.value()
    return PageTag.Attribute(name: lowercased(name), range: start..<position, value: value)
  }

  /// The value that begins here; the scan goes on after its quote.
  private mutating func value() -> Range<Int> {
    guard position < end else { return position..<position }
    let quote = bytes[position]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      position += 1
      let start = position
      while position < end, bytes[position] != quote { position += 1 }
      let value = start..<position
      position = Swift.min(position + 1, end)
      return value
    }
    let start = position
    while position < end, !Self.isSpace(bytes[position]), bytes[position] != UInt8(ascii: ">") {
      position += 1
    }
    return start..<position
  }

  private mutating func skipDeclaration() {
    guard bytes[position..<end].starts(with: "!--".utf8) else {
      return skip(through: UInt8(ascii: ">"))
    }
    position += 3
    // `<!-->` and `<!--->` are whole comments.
    if bytes[position..<end].starts(with: ">".utf8) || bytes[position..<end].starts(with: "->".utf8)
    {
      return skip(through: UInt8(ascii: ">"))
    }
    while position < end {
      let rest = bytes[position..<end]
      if rest.starts(with: "-->".utf8) || rest.starts(with: "--!>".utf8) {
        return skip(through: UInt8(ascii: ">"))
      }
      position += 1
    }
  }

  private mutating func skip(through byte: UInt8) {
    while position < end, bytes[position] != byte { position += 1 }
    position = Swift.min(position + 1, end)
  }

  private func lowercased(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].map(Self.lowercased), as: UTF8.self)
  }

  /// The small letter of an ASCII letter; any other byte as it is.
  static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased(byte))
  }

  /// Tab, line feed, form feed, carriage return, space: what HTML takes for space.
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0C || byte == 0x0D
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
  }
}
