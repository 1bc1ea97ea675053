import Foundation
import Glibc

/// Where a set of probes and its provenance are written.
struct ProbeSetOutput {
  /// The set.
  let path: String
  /// Its provenance, beside it.
  let provenancePath: String

  /// The set's file name.
  var name: String { URL(fileURLWithPath: path).lastPathComponent }

  init(path: String) {
    self.path = path
    let known = [".jsonl", ".json"].first(where: path.hasSuffix) ?? ""
    provenancePath = path.dropLast(known.count) + ".provenance.json"
  }

  /// Refuses to write over what is there, and over the source in any case.
  ///
  /// - Throws: `CommandFailure`.
  func check(force: Bool, source: String) throws {
    for target in [path, provenancePath] where FileManager.default.fileExists(atPath: target) {
      guard Self.real(target) != Self.real(source) else {
        throw CommandFailure(
          status: .inputData, message: "\(target) is the source itself; name another file")
      }
      var isFolder: ObjCBool = false
      guard
        !FileManager.default.fileExists(atPath: target, isDirectory: &isFolder)
          || !isFolder.boolValue
      else {
        throw CommandFailure(
          status: .inputData, message: "\(target) is a folder; name a file")
      }
      guard force else {
        throw CommandFailure(
          status: .inputData,
          message: "\(target) exists already; name another file, or add --force to replace it")
      }
    }
  }

  /// Writes both files, each whole or not at all; the provenance first, so that no set is without it.
  ///
  /// - Throws: `CommandFailure`.
  func write(_ text: String, provenance: String) throws {
    try Self.replace(provenancePath, with: provenance)
    try Self.replace(path, with: text)
  }

  /// Writes a file beside its place and moves it there.
  static func replace(_ path: String, with text: String) throws {
    func failure() -> CommandFailure {
      CommandFailure(
        status: .inputData,
        message: "\(path) cannot be written: \(String(cString: strerror(errno))); check the path")
    }
    let temporary = "\(path).\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure() }
    do {
      defer { close(descriptor) }
      var bytes = Array(text.utf8)[...]
      while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw failure() }
        bytes = bytes.dropFirst(count)
      }
      guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure() }
      guard rename(temporary, path) == 0 else { throw failure() }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func real(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
