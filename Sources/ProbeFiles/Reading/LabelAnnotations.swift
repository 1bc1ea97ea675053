import FoundationEssentials
import Probing

/// The labels of questions that stand in another file, as AMBER's `annotations.json` has them.
///
/// A list of `{"id": 1005, "type": "discriminative-attribute-state", "truth": "yes"}`; the generative entries,
/// whose truth is a list of objects, have no label.
public struct LabelAnnotations: Sendable, Hashable {
  /// What the file says of one question.
  struct Entry: Sendable, Hashable {
    /// The right answer as it is written; nil for a task that is no question.
    var label: String?
    /// The kind of question, for example `attribute-state`: the split that it belongs to.
    var split: String?
  }

  /// The file, as the caller named it.
  public let file: String
  let entries: [String: Entry]

  /// Reads a file of labels.
  ///
  /// - Throws: ``ProbeFileError`` when it cannot be read or has no label.
  public init(readingFile path: String) throws(ProbeFileError) {
    try self.init(content: InputFile.bytes(of: path), file: path)
  }

  /// Reads a file's content; `file` is the name for messages.
  ///
  /// - Throws: ``ProbeFileError`` when it has no label, or an entry cannot be read.
  public init(content: [UInt8], file: String) throws(ProbeFileError) {
    let (jsonEntries, fault) = JSONEntries.split(content[...])
    if let fault {
      throw ProbeFileError(
        code: .brokenJSON, file: file, line: fault.line, message: fault.message)
    }
    var entries: [String: Entry] = [:]
    for jsonEntry in jsonEntries {
      try jsonEntry.checkIsText(file: file)
      let record: Record = try decodeJSON(jsonEntry.bytes, file: file, line: jsonEntry.line)
      guard entries[record.id.text] == nil else {
        throw ProbeFileError(
          code: .duplicateID, file: file, line: jsonEntry.line,
          message: "the id \(quoted(record.id.text)) stands twice; give each question its own")
      }
      entries[record.id.text] = Entry(label: record.truth.label, split: record.split)
    }
    guard entries.values.contains(where: { $0.label != nil }) else {
      throw ProbeFileError(
        code: .empty, file: file,
        message: "has no label: entries need \"id\" and \"truth\"; is it a file of labels?")
    }
    self.file = file
    self.entries = entries
  }

  private struct Record: Decodable {
    var id: ProbeRecord.QuestionID
    var type: String?
    var truth: Truth

    /// AMBER's kinds begin with the task; its one bare "relation" is the other half of that kind.
    var split: String? {
      guard let type else { return nil }
      return type.hasPrefix("discriminative-") ? String(type.dropFirst(15)) : type
    }
  }

  /// A label, or a list of objects.
  private struct Truth: Decodable {
    var label: String?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      label =
        (try? container.decode([String].self)) == nil ? try container.decode(String.self) : nil
    }
  }
}
