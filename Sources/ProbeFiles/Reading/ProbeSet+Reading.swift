import Codecs
import Probing

extension ProbeSet {
  /// What the reader of a probe file is told beside the file.
  public struct Reading: Sendable, Hashable {
    /// What the file calls the parts of a probe; parts that it does not name are found by their usual names.
    public var columns: ColumnMap?
    /// The labels, where the questions stand without.
    public var annotations: LabelAnnotations?

    /// Makes instructions; without arguments, none.
    public init(columns: ColumnMap? = nil, annotations: LabelAnnotations? = nil) {
      self.columns = columns
      self.annotations = annotations
    }
  }

  /// Reads a probe file, whose form is told by the content, never by the name.
  ///
  /// JSON lines and JSON arrays, comma- and tab-separated tables, AMBER's questions with their annotations,
  /// DASH-B's indexes, MMVP's table.
  ///
  /// - Parameters:
  ///   - path: a file or a pipe of at most 512 MB.
  ///   - reading: what is told beside it.
  /// - Throws: ``ProbeFileError`` when the file cannot be opened or not one probe of it can be read.
  public init(
    readingFile path: String, _ reading: Reading = Reading()
  ) throws(ProbeFileError) {
    try self.init(content: InputFile.bytes(of: path), file: path, reading)
  }

  /// Reads a probe file's content, for example from standard input.
  ///
  /// A probe without splits belongs to the split that the file's name contains, as POPE names its
  /// files, if it contains just one.
  /// - Parameters:
  ///   - content: UTF-8, with or without byte order mark, lines ended by LF or CRLF.
  ///   - file: the name for messages and for the set.
  ///   - reading: what is told beside it.
  /// - Throws: ``ProbeFileError`` when not one probe can be read.
  public init(
    content: [UInt8], file: String, _ reading: Reading = Reading()
  ) throws(ProbeFileError) {
    let fileName = file.split(separator: "/").last.map(String.init) ?? file
    let name = Self.withoutExtension(fileName)
    if let fault = Self.encodingFault(content) {
      throw ProbeFileError(code: .notText, file: file, message: fault)
    }
    var collector = ProbeCollector()
    var published: PublishedProbes?
    if let probes = try DASHBIndex.probes(in: content, file: file) {
      for probe in probes { collector.add(Entry(probe: probe, file: file, line: 1), of: name) }
    } else {
      var records = ProbeRecords(content, file: file, columns: reading.columns)
      collector.problems = records.problems
      if let annotations = reading.annotations {
        records.label(by: annotations)
      }
      collector.notes = records.notes
      let probes = records.probes(splits: Self.splits(ofFileNamed: fileName))
      collector.problems += probes.problems
      if collector.problems.isEmpty { published = PublishedProbes(probes.probes.map(\.0)) }
      if let published, let remark = published.remark {
        collector.notes.append("\(printable(file)): is \(published.name): \(remark)")
      }
      for (probe, line) in probes.probes {
        collector.add(Entry(probe: probe, file: file, line: line), of: name)
      }
    }
    let source = Source(
      file: file, sha256: SHA256Digest.hex(of: content), published: published)
    self.init(name: name, sources: [source], collector: collector)
    if entries.isEmpty { throw Self.nothingRead(file: file, problems: problems) }
  }

  /// The split that a file's name contains, if it contains just one.
  static func splits(ofFileNamed name: String) -> [String] {
    let named = Probe.popeSplits.filter(name.lowercased().contains)
    return named.count == 1 ? named : []
  }

  /// The one line for a file of which no probe could be read.
  private static func nothingRead(file: String, problems: [ProbeFileError]) -> ProbeFileError {
    guard var first = problems.first else {
      return ProbeFileError(
        code: .empty, file: file,
        message: "has no probe; a probe is a JSON object on a line of its own, or a row of a table")
    }
    if problems.count > 1 {
      first.message +=
        " (no probe of the file can be read: \(problems.count) problems, this is the first)"
    }
    return first
  }

  /// Why the whole file is no UTF-8 text, judged by its first bytes.
  private static func encodingFault(_ content: [UInt8]) -> String? {
    if content.starts(with: [0xFF, 0xFE]) || content.starts(with: [0xFE, 0xFF]) {
      return "is UTF-16, not UTF-8; save the file as UTF-8"
    }
    if content.starts(with: [0x1F, 0x8B]) { return "is compressed by gzip; unpack it first" }
    if content.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      return "is a ZIP archive; unpack it first"
    }
    return nil
  }

  static func withoutExtension(_ fileName: String) -> String {
    guard let dot = fileName.lastIndex(of: "."), dot > fileName.startIndex else { return fileName }
    return String(fileName[..<dot])
  }
}
