import Codecs
import Probing

/// Everything that a probe file holds, entry by entry, before probes that stand twice are united.
struct FileEntries {
  /// The file, as the caller named it.
  let file: String
  /// The set's name: the file's name without folders and extension.
  let name: String
  /// What the file was taken for.
  let form: ProbeFileForm
  /// SHA-256 of the file's bytes.
  let digest: String
  /// The published version that it is, or nil.
  let published: PublishedFile?
  /// The probes and the entries that are none, in the file's order.
  private(set) var entries: [Read<ReadProbe>]
  /// What a person should know about the file, one line each.
  private(set) var notes: [String] = []

  /// Reads a probe file's content.
  ///
  /// A probe that names no splits belongs to the split that the file's name contains, as POPE names its
  /// files, if it contains just one, or to the one of the published version that the file is.
  /// - Throws: ``ProbeFileError`` for a file that is no probe file as a whole.
  init(content: [UInt8], file: String, reading: ProbeReading) throws(ProbeFileError) {
    if let fault = Self.encodingFault(content) {
      throw ProbeFileError(code: .notText, file: file, message: fault)
    }
    let fileName = file.split(separator: "/").last.map(String.init) ?? file
    let document = try ProbeDocument(
      content[...].withoutByteOrderMark, file: file, reading: reading)
    var parsed = try document.probes(reading: reading)
    digest = SHA256Digest.hex(of: content)
    self.file = file
    name = Self.withoutExtension(fileName)
    form = document.form

    let probes = parsed.entries.compactMap { $0.value?.probe }
    let isWhole = probes.count == parsed.entries.count
    published = .recognized(content: digest, rows: isWhole ? RowsDigest.hex(of: probes) : nil)
    let named = Probe.popeSplits.filter(fileName.lowercased().contains)
    let splits = published.map { [$0.split] } ?? (named.count == 1 ? named : [])
    for index in parsed.entries.indices {
      guard var read = parsed.entries[index].value, read.probe.splits.isEmpty else { continue }
      read.probe.splits = read.probe.choices == nil ? splits : []
      parsed.entries[index] = .value(read)
    }
    entries = parsed.entries
    notes = parsed.notes
    if let note = published?.note { notes.append(note) }
    let slips = probes.count { $0.question.contains("imange") }
    if slips > 0, published?.difference == nil {
      notes.append(
        """
        has "imange" for "image" in \(slips) of its questions, a slip of POPE's own builder; they are asked as they \
        stand
        """
      )
    }
    notes += ChoiceRows.notes(on: probes)
    notes = notes.map { "\(printable(file)): \($0)" }
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

  /// What is known of the file as a whole.
  var readFile: ReadFile {
    let probes = entries.count { $0.value != nil }
    return ReadFile(
      path: file, digest: digest, form: form, published: published, probeCount: probes,
      unreadable: entries.count - probes)
  }
}
