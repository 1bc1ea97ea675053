import AuditStore
import Foundation

/// An audit as `hallux compare` names it: a number in the log, `FILE:NUMBER`, or a file with its newest audit.
struct ComparedName {
  /// The log's path; nil for that of `--log`.
  let path: String?
  /// The audit's number; nil for the newest one.
  let number: Int64?

  /// Reads a name.
  init(_ text: String) {
    let end = text.lastIndex(of: ":")
    if let number = Int64(text) {
      (path, self.number) = (nil, number)
    } else if let end, let number = Int64(text[text.index(after: end)...]), end > text.startIndex {
      (path, self.number) = (String(text[..<end]), number)
    } else {
      (path, number) = (text, nil)
    }
  }

  /// The two audits to compare, each with its log; without names the latest two of the log.
  ///
  /// - Parameters:
  ///   - names: No name, or two.
  ///   - path: The path of the log that names without a file mean.
  /// - Returns: The first and the second.
  /// - Throws: ``LogError``; `CommandFailure` when there are no such audits.
  static func chosen(
    _ names: [String], defaultPath path: String
  ) throws -> [(audit: AuditRecord, log: AuditLog)] {
    guard !names.isEmpty else {
      let log = try AuditLog.open(at: path, access: .readOnly)
      let latest = try log.audits().filter { !$0.isExplanation }.suffix(2)
      guard latest.count == 2 else {
        throw CommandFailure(
          status: .inputData,
          message: "the log \(path) holds \(latest.count == 1 ? "one audit" : "no audit"): two are "
            + "compared; name one of another log as FILE:NUMBER")
      }
      return latest.map { ($0, log) }
    }
    var logs: [String: AuditLog] = [:]
    return try names.map { text in
      let name = ComparedName(text)
      let file = name.path ?? path
      let log = try logs[file] ?? AuditLog.open(at: file, access: .readOnly)
      logs[file] = log
      return (try log.chosenAudit(name.number), log)
    }
  }
}
