public import ModelAPI

/// Where a model is served, by one server or by several alike, and how to treat them.
public struct ChatServer: Sendable {
  /// The servers' addresses, at least one; all serve the same model.
  public var addresses: [ServerAddress]
  /// The key that the servers ask for, or nil.
  public var key: APIKey?
  /// Further header lines of every request.
  public var headers: [HTTPHeader] = []
  /// A file of certificates to trust instead of the system's, PEM, or nil.
  ///
  /// There is no way not to verify: a log that rests on an answer from nobody knows whom proves nothing.
  public var certificateFile: String?
  /// The model to ask, or nil for the only one that the servers list.
  public var modelName: String?
  /// The most requests in flight at each server; others wait.
  public var maxConnections: Int
  /// Whether fewer are in flight where more would bring nothing, or overload the server.
  public var adaptsConnections = true
  /// How pictures are sent.
  public var pictureFormat = PictureFormat.byLink
  /// When to ask again after a failure.
  public var retryPolicy: RetryPolicy
  /// How long each part of a request may take.
  public var timeLimits: TimeLimits
  /// What is known about the weights from elsewhere, such as their digest; nil to ask the server.
  public var fingerprint: String?

  /// Describes the servers of a model; everything but the addresses has a usual value.
  public init(
    addresses: [ServerAddress], key: APIKey? = nil, modelName: String? = nil,
    maxConnections: Int = 32, retryPolicy: RetryPolicy = .standard,
    timeLimits: TimeLimits = TimeLimits(), fingerprint: String? = nil
  ) {
    precondition(!addresses.isEmpty, "a model without a server cannot be asked")
    self.addresses = addresses
    self.key = key
    self.modelName = modelName
    self.maxConnections = maxConnections
    self.retryPolicy = retryPolicy
    self.timeLimits = timeLimits
    self.fingerprint = fingerprint
  }

  /// Describes a single server.
  public init(
    address: ServerAddress, key: APIKey? = nil, modelName: String? = nil,
    maxConnections: Int = 32, retryPolicy: RetryPolicy = .standard,
    timeLimits: TimeLimits = TimeLimits(), fingerprint: String? = nil
  ) {
    self.init(
      addresses: [address], key: key, modelName: modelName, maxConnections: maxConnections,
      retryPolicy: retryPolicy, timeLimits: timeLimits, fingerprint: fingerprint)
  }

  /// The most requests in flight, all servers together.
  public var maxInFlight: Int { maxConnections * addresses.count }

  /// What must not stand in any message.
  var secrets: [String] {
    ([key?.secret].compactMap(\.self) + headers.map(\.value) + addresses.map(\.host)
      + addresses.flatMap(\.credentials))
      // A part of another one would leave its rest; one or two characters stand in every sentence.
      .filter { $0.count > 2 }.sorted { $0.count > $1.count }
  }
}

/// How pictures are sent; either way without loss.
public enum PictureFormat: String, Sendable, Hashable, CaseIterable {
  /// As BMP, which costs next to nothing to make, but as PNG over a slow link or where BMP is refused.
  case byLink = "auto"
  /// As BMP.
  case bmp
  /// As PNG.
  case png
}
