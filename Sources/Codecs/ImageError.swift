/// Why a file did not become a picture.
public struct ImageError: Error, Sendable, Hashable {
  /// What kind of failure it is.
  public enum Code: String, Sendable, Hashable {
    /// The file is not there or may not be read.
    case unreadable
    /// The content is in no format that is decoded here.
    case unknownFormat
    /// The picture has more pixels than the limit.
    case tooLarge
    /// The file is cut short or its content is damaged.
    case damaged
    /// The content is sound, but cannot be what it is given for.
    case unsuitable
  }

  /// The kind of failure.
  public var code: Code
  /// The file's name as it was given.
  public var name: String
  /// What is wrong, without the name.
  public var reason: String

  /// Makes an error.
  public init(code: Code, name: String, reason: String) {
    self.code = code
    self.name = name
    self.reason = reason
  }
}

extension ImageError: CustomStringConvertible {
  /// One line: the file's name and the reason.
  public var description: String { "\(name): \(reason)" }
}
