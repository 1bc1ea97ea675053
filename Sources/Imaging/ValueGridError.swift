/// Why a grid of values cannot be what it is given for.
public struct ValueGridError: Error, Sendable, Hashable {
  /// What kind of failure it is.
  public enum Code: String, Sendable, Hashable {
    /// The grid has another size or shape than the picture.
    case wrongSize
    /// A value cannot stand there: not finite, not whole, or too large.
    case wrongValue
    /// There are more regions than are searched.
    case tooManyRegions
  }

  /// The kind of failure.
  public var code: Code
  /// What is wrong, where, and what to do: one line.
  public var reason: String

  /// Makes an error.
  public init(code: Code, reason: String) {
    self.code = code
    self.reason = reason
  }
}

extension ValueGridError: CustomStringConvertible {
  /// The reason.
  public var description: String { reason }
}
