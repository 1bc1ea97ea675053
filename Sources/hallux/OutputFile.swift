import Foundation
import Glibc

/// A file that is written whole or not at all.
struct OutputFile {
  let path: String

  /// Writes a text beside the file's place and moves it there.
  ///
  /// - Throws: `CommandFailure` when the file is there and is not to be replaced, or cannot be written.
  func write(_ text: String, force: Bool) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      guard !isFolder.boolValue else {
        throw CommandFailure(status: .inputData, message: "\(path) is a folder; name a file")
      }
      guard force else {
        throw CommandFailure(
          status: .inputData,
          message: "\(path) exists already; name another file, or add --force to replace it")
      }
    }
    try ProbeSetOutput.replace(path, with: text)
  }
}
