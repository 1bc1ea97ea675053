import Probing

extension ProbeSet {
  /// Reads a probe file: JSON lines, or one JSON array, told apart by the content.
  ///
  /// - Parameter path: a file or a pipe of at most 512 MB.
  /// - Throws: ``ProbeFileError`` when the file cannot be opened or not one probe of it can be read.
  public init(readingFile path: String) throws(ProbeFileError) {
    try self.init(content: InputFile.bytes(of: path), file: path)
  }

  /// Reads a probe file's content, for example from standard input.
  ///
  /// A probe without `splits` belongs to the split that the file's name contains, as POPE names its
  /// files, if it contains just one.
  /// - Parameters:
  ///   - content: UTF-8, with or without byte order mark, lines ended by LF or CRLF.
  ///   - file: the name for messages and for the set.
  /// - Throws: ``ProbeFileError`` when not one probe can be read.
  public init(content: [UInt8], file: String) throws(ProbeFileError) {
    let fileName = file.split(separator: "/").last.map(String.init) ?? file
    let name = Self.withoutExtension(fileName)
    let named = Probe.popeSplits.filter(fileName.lowercased().contains)
    let fileSplits = named.count == 1 ? named : []

    if let fault = Self.encodingFault(content) {
      throw ProbeFileError(code: .notText, file: file, message: fault)
    }
    let (jsonEntries, fault) = JSONEntries.split(content[...])
    var collector = ProbeCollector()
    for jsonEntry in jsonEntries {
      do throws(ProbeFileError) {
        let probe = try ProbeRecord.probe(jsonEntry, file: file, fileSplits: fileSplits)
        collector.add(Entry(probe: probe, file: file, line: jsonEntry.line), of: name)
      } catch {
        collector.problems.append(error)
      }
    }
    if let fault {
      collector.problems.append(
        ProbeFileError(code: .brokenJSON, file: file, line: fault.line, message: fault.message))
    }
    self.init(name: name, collector: collector)
    if entries.isEmpty { throw Self.nothingRead(file: file, problems: problems) }
  }

  /// The one line for a file of which no probe could be read.
  private static func nothingRead(file: String, problems: [ProbeFileError]) -> ProbeFileError {
    guard var first = problems.first else {
      return ProbeFileError(
        code: .empty, file: file,
        message: "has no probe; a probe is a JSON object on a line of its own")
    }
    if problems.count > 1 {
      first.message +=
        " (no probe of the file can be read: \(problems.count) problems, this is the first)"
    }
    return first
  }

  /// Why the whole file is no UTF-8 text, judged by its first bytes.
  static func encodingFault(_ content: [UInt8]) -> String? {
    if content.starts(with: [0xFF, 0xFE]) || content.starts(with: [0xFE, 0xFF]) {
      return "is UTF-16, not UTF-8; save the file as UTF-8"
    }
    if content.starts(with: [0x1F, 0x8B]) { return "is compressed by gzip; unpack it first" }
    if content.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      return "is a ZIP archive; unpack it first"
    }
    return nil
  }

  private static func withoutExtension(_ fileName: String) -> String {
    guard let dot = fileName.lastIndex(of: "."), dot > fileName.startIndex else { return fileName }
    return String(fileName[..<dot])
  }
}
