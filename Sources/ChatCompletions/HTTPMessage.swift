/// One request to a server.
struct HTTPRequest: Sendable {
  var url: String
  /// Header lines after the standard ones, such as `Authorization: Bearer …`.
  var headers: [String]
  /// What is posted, or nil to get.
  var body: RequestBody?
  /// Where the connection goes.
  var route: HTTPRoute
}

/// How a server is reached.
struct HTTPRoute: Sendable, Hashable {
  /// The Unix socket, or nil for the URL's host and port.
  var socketPath: String?
  /// The certificates that are trusted instead of the system's, or nil.
  var certificateFile: String?
  /// Whether the host is this machine, so that no proxy is asked.
  var isLocal: Bool
}

/// A server's answer, whatever its status.
struct HTTPResponse: Sendable {
  var status: Int
  /// How long the server asks to wait before the next attempt.
  var retryAfter: Duration?
  var body: [UInt8]
  /// From the first piece of the request's body that the system took to the last; nil without a body.
  var sendingTime: Duration?
}

/// Why no answer came.
enum TransportFailure: Error, Hashable {
  case refused
  case reset
  case timedOut(TransferPhase)
  /// The address cannot be reached as it is; the reason names neither host nor key.
  case unreachable(reason: String)
  case replyTooLarge
  case cancelled
}
