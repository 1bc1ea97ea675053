/// Why a model gave no usable reply.
public struct ModelError: Error, Sendable, Hashable {
  /// What kind of failure it is, for those who must decide what to do.
  public enum Code: String, Sendable, Hashable {
    /// Nothing answered at the address: refused, no route, no such name, TLS failure.
    case unreachable
    /// The key was missing or refused.
    case unauthorized
    /// The server does not know the model or the path.
    case notFound
    /// The server refused the request as wrong, and would refuse it again.
    case rejected
    /// The server was overloaded or timed out, also after retries.
    case unavailable
    /// The server failed at this request (HTTP 500), also after retries; it may well answer others.
    case failed
    /// The reply came but cannot be used: not JSON, no token probabilities, another token than
    /// forced.
    case unusableReply
    /// Another model answered than before, or the same one under other settings; its reply was not used.
    case changed
    /// The run was told to stop.
    case cancelled
  }

  /// The kind of failure.
  public var code: Code
  /// One line for a person: what failed, where, and what to do; never a key, a host or image bytes.
  public var message: String

  /// Makes an error.
  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}

extension ModelError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
