public import ModelAPI

/// Where a server's interface begins, whatever form of its address a user has at hand.
public struct ServerAddress: Sendable, Hashable {
  /// The address before `/v1`, without a slash at its end.
  let root: String
  /// The host, without port and brackets.
  let host: String

  /// Reads an address.
  ///
  /// - Parameter text: `http://host:8000`, the same with `/v1`, with a slash at the end, with
  ///   `/v1/chat/completions`, or without `http://`.
  /// - Throws: ``ModelError`` `rejected` when it cannot be an address of a web server.
  public init(_ text: String) throws(ModelError) {
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
  }

  private static let unreadable = ModelError(
    code: .rejected,
    message: "the server's address is not one: write it like http://localhost:8000/v1")

  var isEncrypted: Bool { root.lowercased().hasPrefix("https:") }

  /// Whether the server is on this machine, where no proxy belongs in between.
  var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

  var models: String { root + "/v1/models" }
  var chatCompletions: String { root + "/v1/chat/completions" }
  /// Where vLLM and llama.cpp turn text into token ids.
  var tokenize: String { root + "/tokenize" }
  /// llama.cpp's own page of facts; other servers have none.
  var properties: String { root + "/props" }
}

extension ServerAddress: CustomStringConvertible {
  /// The address without user name and password.
  public var description: String {
    guard let scheme = root.firstRange(of: "://") else { return root }
    let rest = root[scheme.upperBound...]
    let path = rest.firstIndex(of: "/") ?? rest.endIndex
    guard let at = rest[..<path].lastIndex(of: "@") else { return root }
    return String(root[..<scheme.upperBound] + rest[rest.index(after: at)...])
  }
}
