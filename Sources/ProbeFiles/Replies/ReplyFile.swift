import Codecs
public import Probing

/// The replies of a model to a probe set, as an evaluation tool wrote them down.
public struct ReplyFile: Sendable, Hashable {
  /// A reply and where it stands.
  public struct Entry: Sendable, Hashable {
    /// The question's id; nil when the file gives none.
    public let id: String?
    /// The image's name; nil when the file gives none.
    public let image: String?
    /// The object that was asked about; nil when the file gives none.
    public let object: String?
    /// The question, with the instruction behind it where the tool wrote it down; nil when the file gives none.
    public let question: String?
    /// What the model was asked word for word, where the file has that beside the question.
    public let prompt: String?
    /// The correct answer; nil when the file gives none, or another than yes and no.
    public let label: Answer?
    /// The splits that the question belongs to; empty when the file gives none.
    public let splits: [String]
    /// The reply, word for word; of a request that failed, the tool's note.
    public let reply: String
    /// The line on which the entry begins, from 1.
    public let line: Int
    /// Its place among the entries of the file, from 0.
    public let place: Int
  }

  /// A kind of value that the entries have and nothing is made of.
  public struct Unused: Sendable, Hashable {
    /// The key or column.
    public let name: String
    /// How many entries have it.
    public let count: Int
  }

  /// The file, as the caller named it.
  public let file: String
  /// What it was taken for.
  public let form: ReplyFileForm
  /// SHA-256 of its bytes, in 64 lowercase hexadecimal digits; of a folder, of its files' digests by name.
  public let digest: String
  /// The model that the file, or its name, says was asked; nil when neither does.
  public let model: String?
  /// The readable replies in the file's order.
  public let entries: [Entry]
  /// The questions whose requests failed, by the tool's own note in the place of a reply.
  public let failed: [Entry]
  /// What could not be read, in the file's order.
  public let problems: [ProbeFileError]
  /// What the entries have beside all this, by name.
  public let unused: [Unused]

  /// Reads a file of replies, told by its content: JSON lines, one JSON array, or a table with a header; or the
  /// folder of EAGLE's results.
  ///
  /// - Throws: ``ProbeFileError`` when the file cannot be opened or not one reply can be read.
  public init(readingFile path: String) throws(ProbeFileError) {
    if let results = try EAGLEResults(folder: path) {
      try self.init(
        file: path, digest: results.digest, records: results.records,
        form: .eagle)
    } else {
      try self.init(content: InputFile.bytes(of: path), file: path)
    }
  }

  /// Reads a file's content; `file` is the name for messages.
  ///
  /// - Throws: ``ProbeFileError`` when not one reply can be read.
  public init(content: [UInt8], file: String) throws(ProbeFileError) {
    if let fault = FileEntries.encodingFault(content) {
      throw ProbeFileError(code: .notText, file: file, message: fault)
    }
    let body = content[...].withoutByteOrderMark
    if JSONEntries.isOneObjectOverLines(body) {
      throw ProbeFileError(
        code: .brokenJSON, file: file,
        message:
          "is one JSON object over many lines, as Inspect's logs are, not a reply a line or a list of replies; "
          + "take the list out of it (docs/exchange.md has the command for Inspect)")
    }
    var records: [Read<ReplyRecord>]
    if let rows = ReplyTable.rows(body, file: file) {
      records = rows
    } else {
      let (entries, fault) = JSONEntries.split(body)
      records = entries.map { entry in
        do throws(ProbeFileError) {
          try entry.check(file: file)
          var record: ReplyRecord = try decodeJSON(entry.bytes, file: file, line: entry.line)
          record.line = entry.line
          return .value(record)
        } catch {
          return .problem(error)
        }
      }
      if let fault {
        records.append(
          .problem(
            ProbeFileError(code: .brokenJSON, file: file, line: fault.line, message: fault.message))
        )
      }
    }
    try self.init(
      file: file, digest: SHA256Digest.hex(of: content), records: records,
      form: nil)
  }

  private init(
    file: String, digest: String, records: [Read<ReplyRecord>],
    form: ReplyFileForm?
  ) throws(ProbeFileError) {
    var entries: [Entry] = []
    var failed: [Entry] = []
    var problems: [ProbeFileError] = []
    var unused: [String: Int] = [:]
    for (place, read) in records.enumerated() {
      switch read {
      case .problem(let problem): problems.append(problem)
      case .value(let record):
        for name in record.unused { unused[name, default: 0] += 1 }
        guard let reply = record.reply else {
          problems.append(
            ProbeFileError(
              code: .missingKey, file: file, line: record.line,
              message: "has no reply: none of response, prediction, output, answer, text; add one"))
          continue
        }
        guard !Self.failureMarkers.contains(where: reply.contains) else {
          failed.append(record.entry(reply, place: place))
          problems.append(
            ProbeFileError(
              code: .badReply, file: file, line: record.line,
              message:
                "is a tool's note of a failed request, not a reply: \(quoted(reply)); ask again"))
          continue
        }
        entries.append(record.entry(reply, place: place))
      }
    }
    guard !entries.isEmpty else {
      throw problems.first
        ?? ProbeFileError(
          code: .empty, file: file,
          message: "has no reply; a reply is a JSON object on a line of its own")
    }
    let values = records.compactMap(\.value)
    let told = form ?? ReplyFileForm(keys: values.first?.keys ?? [])
    self.file = file
    self.form = told
    self.digest = digest
    self.entries = entries
    self.failed = failed
    self.problems = problems
    self.unused = unused.sorted { $0.key < $1.key }.map { Unused(name: $0.key, count: $0.value) }
    let named = Set(values.compactMap(\.model))
    model = named.count == 1 ? named.first : told.model(ofFile: file)
  }

  /// What VLMEvalKit writes in the place of a reply that it did not get.
  private static let failureMarkers = ["Failed to obtain answer"]
}
