public import ModelAPI

/// Where a model is served and how to treat its server.
public struct ChatServer: Sendable {
  /// The server's address.
  public var address: ServerAddress
  /// The key that the server asks for, or nil.
  public var key: APIKey?
  /// The model to ask, or nil for the only one that the server lists.
  public var modelName: String?
  /// The most requests in flight; others wait.
  public var maxConnections: Int
  /// When to ask again after a failure.
  public var retryPolicy: RetryPolicy
  /// The longest wait for a connection.
  public var connectTimeout: Duration
  /// The longest wait for a whole reply, connection included.
  public var replyTimeout: Duration
  /// What is known about the weights from elsewhere, such as their digest; nil to ask the server.
  public var fingerprint: String?

  /// Describes a server; everything but the address has a usual value.
  public init(
    address: ServerAddress, key: APIKey? = nil, modelName: String? = nil, maxConnections: Int = 16,
    retryPolicy: RetryPolicy = .standard, connectTimeout: Duration = .seconds(10),
    replyTimeout: Duration = .seconds(120), fingerprint: String? = nil
  ) {
    self.address = address
    self.key = key
    self.modelName = modelName
    self.maxConnections = maxConnections
    self.retryPolicy = retryPolicy
    self.connectTimeout = connectTimeout
    self.replyTimeout = replyTimeout
    self.fingerprint = fingerprint
  }
}
