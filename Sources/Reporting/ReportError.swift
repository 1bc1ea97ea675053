/// Why a report could not be written.
public struct ReportError: Error, Sendable, Hashable {
  /// What kind of thing went wrong.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// A template is broken or missing; the message names file, line and reason.
    case template
    /// The folder cannot be written, or holds something that is not an earlier report.
    case folder
    /// A single file would be too large to be of use.
    case size
    /// The file of boxes cannot be read, or does not fit the pictures.
    case boxes
    /// The log lacks what the report needs, or cannot be read.
    case log
  }

  /// What kind of thing went wrong.
  public var code: Code
  /// What, where, and what to do about it, in one line.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension ReportError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
