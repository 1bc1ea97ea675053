import Codecs
public import ModelAPI

/// Where a server's interface begins, whatever form of its address a user has at hand.
public struct ServerAddress: Sendable, Hashable {
  /// The address before `/v1`, without a slash at its end.
  let root: String
  /// The host, without port and brackets; that of a Unix socket is this machine.
  let host: String
  /// The Unix socket to connect to, or nil for a port of the host.
  let socketPath: String?

  /// Reads an address.
  ///
  /// - Parameter text: `http://host:8000`, the same with `/v1`, with a slash at the end, with
  ///   `/v1/chat/completions`, or without `http://`; or `unix:/path/of/socket`.
  /// - Throws: ``ModelError`` `rejected` when it cannot be an address of a web server.
  public init(_ text: String) throws(ModelError) {
    if text.hasPrefix("unix:") {
      // Also `unix:///path`, as docker writes it.
      let path = "/" + text.dropFirst("unix:".count).drop { $0 == "/" }
      guard path.count > 1, text.dropFirst("unix:".count).hasPrefix("/"),
        path.utf8.count <= Self.longestSocketPath, !path.utf8.contains(0)
      else { throw Self.unusableSocket }
      (root, host, socketPath) = ("http://localhost", "localhost", path)
      return
    }
    var root = text.contains("://") ? text : "http://" + text
    for ending in ["/", "/chat/completions", "/", "/v1", "/"] {
      while root.hasSuffix(ending) {
        root.removeLast(ending.count)
        if ending != "/" { break }
      }
    }
    let isPlain = root.unicodeScalars.allSatisfy { (0x21...0x7E).contains($0.value) }
    guard isPlain, let scheme = root.firstRange(of: "://"),
      ["http", "https"].contains(root[..<scheme.lowerBound].lowercased())
    else { throw Self.unreadable }
    let authority = root[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let hostAndPort = authority.split(separator: "@").last ?? ""
    let host =
      hostAndPort.hasPrefix("[")
      ? hostAndPort.dropFirst().prefix { $0 != "]" } : hostAndPort.prefix { $0 != ":" }
    guard !host.isEmpty, !root.contains("?"), !root.contains("#") else { throw Self.unreadable }
    self.root = root
    self.host = String(host)
    socketPath = nil
  }

  private static let unreadable = ModelError(
    code: .rejected,
    message: "the server's address is not one: write it like http://localhost:8000/v1")

  private static let unusableSocket = ModelError(
    code: .rejected,
    message: "the server's address is not a Unix socket's: write it like unix:/run/model.sock, "
      + "at most \(longestSocketPath) bytes long")

  /// What the system allows (`sockaddr_un`, less the NUL at its end).
  private static let longestSocketPath = 107

  /// Whether the server is on this machine, where no proxy belongs in between.
  var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

  /// The user name with the password, the password, and the form in which a header has them; none without.
  var credentials: [String] {
    guard let scheme = root.firstRange(of: "://") else { return [] }
    let authority = root[scheme.upperBound...].prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return [] }
    let pair = Array(authority[..<at].utf8)
    let header = Base64.encode(pair)
    let password = authority[..<at].split(separator: ":", maxSplits: 1).dropFirst().map(String.init)
    return [String(authority[..<at]), String(decoding: header, as: UTF8.self)] + password
  }

  /// The full address of a page.
  func url(of page: ServerPage) -> String { root + page.path }
}

/// A page of a server's interface.
struct ServerPage: Sendable, Hashable {
  /// What follows the server's root.
  let path: String

  static let models = ServerPage(path: "/v1/models")
  static let chatCompletions = ServerPage(path: "/v1/chat/completions")
  /// Where vLLM and llama.cpp turn text into token ids.
  static let tokenize = ServerPage(path: "/tokenize")
  /// llama.cpp's own page of facts; other servers have none.
  static let properties = ServerPage(path: "/props")
  /// Where llama.cpp shows the text that a chat becomes.
  static let chatTemplate = ServerPage(path: "/apply-template")
}

extension ServerAddress: CustomStringConvertible {
  /// The address without user name and password.
  public var description: String {
    if let socketPath { return "unix:" + socketPath }
    guard let scheme = root.firstRange(of: "://") else { return root }
    let rest = root[scheme.upperBound...]
    let path = rest.firstIndex(of: "/") ?? rest.endIndex
    guard let at = rest[..<path].lastIndex(of: "@") else { return root }
    return String(root[..<scheme.upperBound] + rest[rest.index(after: at)...])
  }
}
