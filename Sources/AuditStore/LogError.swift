/// Why the audit log could not do what was asked.
public struct LogError: Error, Sendable, Hashable {
  /// What kind of failure it is, for those who must decide what to do.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// No file is at the path.
    case missing
    /// The file is something else: text, or the database of another program.
    case notALog
    /// The file was a log, and its pages or contents no longer hold together.
    case damaged
    /// A newer version of the program wrote it.
    case newer
    /// Another process is writing to it.
    case locked
    /// The file or its folder cannot be created or written.
    case unwritable
    /// The disk has no room left.
    case full
    /// The log already holds another value where only one can be true.
    case conflict
    /// What was to be recorded cannot be: it refers to nothing, or is out of range.
    case invalid
    /// The database failed in a way that has no name here.
    case failed
  }

  /// The kind of failure.
  public var code: Code
  /// One line for a person: what failed and what to do; never a recorded value.
  public var message: String
  /// The log's path, or `:memory:`.
  public var path: String

  /// Makes an error.
  public init(code: Code, message: String, path: String) {
    self.code = code
    self.message = message
    self.path = path
  }

  /// No file is at the path.
  public static func missing(_ path: String) -> LogError {
    LogError(code: .missing, message: "there is no such file", path: path)
  }
}

extension LogError: CustomStringConvertible {
  /// The path and the message, in one line.
  public var description: String { "audit log \(path): \(message)" }
}
