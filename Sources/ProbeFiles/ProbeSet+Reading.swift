import Probing

extension ProbeSet {
  /// Reads a probe file of any known form, which its content tells.
  ///
  /// JSON lines or one JSON array, with POPE's keys or others; CSV or TSV; MMVP's questions; AMBER's queries;
  /// DASH-B's indices. ``files`` says what it was taken for.
  /// - Parameters:
  ///   - path: a file or a pipe of at most 512 MB.
  ///   - reading: what the content does not say.
  /// - Throws: ``ProbeFileError`` when the file cannot be opened or not one probe of it can be read.
  public init(
    readingFile path: String, reading: ProbeReading = ProbeReading()
  ) throws(ProbeFileError) {
    try self.init(content: InputFile.bytes(of: path), file: path, reading: reading)
  }

  /// Reads a probe file's content, for example from standard input.
  ///
  /// - Parameters:
  ///   - content: UTF-8, with or without byte order mark, lines ended by LF or CRLF.
  ///   - file: the name for messages and for the set.
  ///   - reading: what the content does not say.
  /// - Throws: ``ProbeFileError`` when not one probe can be read.
  public init(
    content: [UInt8], file: String, reading: ProbeReading = ProbeReading()
  ) throws(ProbeFileError) {
    let read = try FileEntries(content: content, file: file, reading: reading)
    var collector = ProbeCollector()
    collector.notes = read.notes
    for entry in read.entries {
      switch entry {
      case .value(let value):
        collector.add(Entry(probe: value.probe, file: file, line: value.line), of: read.name)
      case .problem(let problem):
        collector.problems.append(problem)
      }
    }
    collector.files = [read.readFile]
    self.init(name: read.name, collector: collector)
    if entries.isEmpty {
      throw Self.nothingRead(file: file, form: read.form, problems: problems)
    }
  }

  /// Reads AMBER's queries with the annotations that hold their labels.
  ///
  /// - Throws: ``ProbeFileError`` when either file cannot be read.
  public init(
    readingAMBERQueries path: String, annotations: String
  ) throws(ProbeFileError) {
    try self.init(readingFile: path, reading: ProbeReading(annotations: annotations))
  }

  /// The one line for a file of which no probe could be read.
  private static func nothingRead(
    file: String, form: ProbeFileForm, problems: [ProbeFileError]
  ) -> ProbeFileError {
    guard var first = problems.first else {
      let message =
        switch form.layout {
        case .amber: "has no yes/no query; all of its queries ask for a description"
        case .choices,
          .columns where form.encoding == .csv || form.encoding == .tsv:
          "has no probe; it was taken for \(form), with a probe on each line after the header"
        default: "has no probe; a probe is a JSON object on a line of its own"
        }
      return ProbeFileError(code: .empty, file: file, message: message)
    }
    if problems.count > 1 {
      first.message +=
        " (no probe of the file can be read, which was taken for \(form): \(problems.count) problems, this is the first)"
    }
    return first
  }
}
