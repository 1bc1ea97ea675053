public import Probing

/// Captions that a model gave, as CHAIR's tools write them: `{"image_id": 1290, "caption": "A child …"}`.
///
/// JSON lines or one JSON array. The image is told by `image_id`, a number, or by a name under `image`,
/// `image_name` or `file_name`; the caption stands under `caption`, or `text` where a name is given.
public struct CaptionFile: Sendable, Hashable {
  /// The readable captions in the file's order.
  public let captions: [Caption]
  /// What could not be read, in the file's order.
  public let problems: [ProbeFileError]

  /// Whether the file's first entry is a caption, and no reply to a question.
  ///
  /// - Throws: ``ProbeFileError`` when the file cannot be read.
  public static func isOne(_ path: String) throws(ProbeFileError) -> Bool {
    let (entries, _) = JSONEntries.split(try InputFile.bytes(of: path)[...])
    guard let first = entries.first,
      let record: CaptionRecord = try? decodeJSON(first.bytes, file: path, line: nil)
    else { return false }
    return record.caption != nil
  }

  /// Reads a file of captions.
  ///
  /// - Throws: ``ProbeFileError`` when it cannot be opened or not one caption can be read.
  public init(readingFile path: String) throws(ProbeFileError) {
    try self.init(content: InputFile.bytes(of: path), file: path)
  }

  /// Reads a file's content; `file` is the name for messages.
  ///
  /// - Throws: ``ProbeFileError`` when not one caption can be read.
  public init(content: [UInt8], file: String) throws(ProbeFileError) {
    let (entries, fault) = JSONEntries.split(content[...])
    var captions: [Caption] = []
    var problems: [ProbeFileError] = []
    for entry in entries {
      do throws(ProbeFileError) {
        captions.append(try Self.caption(entry, file: file))
      } catch {
        problems.append(error)
      }
    }
    if let fault {
      problems.append(
        ProbeFileError(code: .brokenJSON, file: file, line: fault.line, message: fault.message))
    }
    guard !captions.isEmpty else {
      throw problems.first
        ?? ProbeFileError(
          code: .empty, file: file,
          message: "has no caption; a caption is a JSON object with \"image_id\" and \"caption\"")
    }
    self.captions = captions
    self.problems = problems
  }

  private static func caption(
    _ entry: JSONEntry, file: String
  ) throws(ProbeFileError) -> Caption {
    try entry.check(file: file)
    let record: CaptionRecord = try decodeJSON(entry.bytes, file: file, line: entry.line)
    func missing(_ what: String) -> ProbeFileError {
      ProbeFileError(
        code: .missingKey, file: file, line: entry.line, message: "has no \(what); correct it")
    }
    guard let text = record.caption ?? record.text else { throw missing("\"caption\"") }
    guard record.imageID != nil || record.name != nil else {
      throw missing("\"image_id\" and no \"image\"")
    }
    return Caption(
      imageID: record.imageID, imageName: record.name ?? record.imageID.map(String.init) ?? "",
      text: text)
  }
}

/// A caption as it is written.
private struct CaptionRecord: Decodable {
  var imageID: Int?
  var name: String?
  var caption: String?
  var text: String?

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: NamedKey.self)
    func text(_ names: [String]) throws -> String? {
      for name in names where container.contains(NamedKey(name)) {
        return try container.decode(String.self, forKey: NamedKey(name))
      }
      return nil
    }
    name = try text(["image", "image_name", "file_name"])
    if name == nil, let id = try? container.decode(String.self, forKey: NamedKey("image_id")) {
      // A number in quotation marks is one; anything else in them is a name.
      imageID = Int(id)
      name = imageID == nil ? id : nil
    } else {
      imageID = try container.decodeIfPresent(Int.self, forKey: NamedKey("image_id"))
    }
    caption = try text(["caption"])
    self.text = try text(["text"])
  }
}
