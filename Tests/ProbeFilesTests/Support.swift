import Foundation
import ProbeFiles

/// A folder of its own for one test, removed with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "hallux-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path(percentEncoded: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: URL(filePath: file).deletingLastPathComponent().path(percentEncoded: false),
      withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }

  /// Makes a symbolic link and returns its path.
  @discardableResult
  func link(_ name: String, to target: String) throws -> String {
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + name, withDestinationPath: target)
    return path + "/" + name
  }
}

extension ProbeSet {
  /// Reads the text of a probe file.
  init(_ text: String, file: String = "probes.jsonl") throws(ProbeFileError) {
    try self.init(content: Array(text.utf8), file: file)
  }
}

/// A line of a probe file.
func line(_ id: Int, image: String = "a.png", object: String = "cat", label: String = "yes")
  -> String
{
  """
  {"question_id": \(id), "image": "\(image)", "text": "Is there a \(object) in the image?", \
  "label": "\(label)"}
  """
}
