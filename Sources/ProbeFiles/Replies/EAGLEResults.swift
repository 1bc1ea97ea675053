import Codecs
import FoundationEssentials
import Probing

/// A folder of results as EAGLE's scripts write them: `json/IMAGE_ID.json`, and beside it `npy/` with the regions.
///
/// Read are the question, the label and what the model said to the whole image, which is the last of
/// `revised_answering`, where every region is back (RuoyuChen10/EAGLE faithfulness_explanation/*-RePOPE.py, commit
/// 03bb45e). Curves and regions make no explanation here: the results have tokens' ids without their texts, and not
/// the prompt around the question, so that nothing could be asked about again.
struct EAGLEResults {
  /// The results in the order of their names.
  let records: [Read<ReplyRecord>]
  /// SHA-256 of the files' names and digests.
  let digest: String

  /// Reads a folder; nil for what is no folder.
  ///
  /// - Throws: ``ProbeFileError`` for a folder without results.
  init?(folder: String) throws(ProbeFileError) {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder else {
      return nil
    }
    let candidates = [folder + "/json", folder]
    guard let place = candidates.first(where: { !Self.names(in: $0).isEmpty }) else {
      throw ProbeFileError(
        code: .empty, file: folder,
        message: "has no file of EAGLE's results; name the folder that has json/ in it")
    }
    var records: [Read<ReplyRecord>] = []
    var digests = ""
    for name in Self.names(in: place) {
      let path = place + "/" + name
      let bytes = try InputFile.bytes(of: path)
      digests += "\(SHA256Digest.hex(of: bytes))  \(name)\n"
      records.append(Self.record(bytes, named: name, path: path))
    }
    self.records = records
    digest = SHA256Digest.hex(of: Array(digests.utf8))
  }

  private static func names(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted()
  }

  private static func record(_ bytes: [UInt8], named name: String, path: String)
    -> Read<ReplyRecord>
  {
    do throws(ProbeFileError) {
      let entry = JSONEntry(bytes: bytes[...].withoutByteOrderMark, line: 1)
      try entry.check(file: path)
      let result: Result = try decodeJSON(entry.bytes, file: path, line: 1)
      guard let said = result.answers?.last else {
        throw ProbeFileError(
          code: .missingKey, file: path,
          message:
            "has no \"revised_answering\", which ends with the model's own answer; leave it out"
        )
      }
      var record = ReplyRecord()
      record.id = result.id?.text
      record.image = image(ofFile: name, id: result.id?.text)
      record.question = result.question
      record.label = result.label.flatMap { Answer(rawValue: $0.lowercased()) }
      record.reply = said
      record.keys = result.keys
      record.unused = result.keys.subtracting(["id", "question", "label"]).sorted()
      return .value(record)
    } catch {
      return .problem(error)
    }
  }

  /// The image of a result: `IMAGE_ID.json` is about `IMAGE.jpg`.
  static func image(ofFile name: String, id: String?) -> String {
    var stem = name.dropLast(".json".count)
    if let id, stem.hasSuffix("_" + id) { stem = stem.dropLast(id.count + 1) }
    return stem + ".jpg"
  }

  /// A result, as far as it is read.
  private struct Result: Decodable {
    var id: ProbeRecord.Name?
    var question: String?
    var label: String?
    var answers: [String]?
    var keys: Set<String>

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: NamedKey.self)
      id = try container.decodeIfPresent(ProbeRecord.Name.self, forKey: NamedKey("id"))
      question = try container.decodeIfPresent(String.self, forKey: NamedKey("question"))
      label = try container.decodeIfPresent(String.self, forKey: NamedKey("label"))
      answers = try container.decodeIfPresent([String].self, forKey: NamedKey("revised_answering"))
      keys = Set(container.allKeys.map(\.stringValue))
    }
  }
}
