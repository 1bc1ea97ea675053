import Testing

/// Something that a server does wrong, and what is to become of an audit.
struct ServerFault: CustomTestStringConvertible, Sendable {
  /// How an audit ends whose server does this from some request on.
  enum Ending: Sendable {
    /// As if nothing had happened: it cannot be told from a server that is well.
    case right
    /// To its end, without what the faulty replies were about; each such problem has these words.
    case failures(String)
    /// With the server's error, which has these words.
    case error(String)
  }

  let name: String
  /// How an audit ends when it happens once.
  let once: Ending
  /// How an audit ends when it happens from some request on.
  let always: Ending
  let action: AnsweringServer.Action

  /// Whether it costs megabytes each time.
  var isLarge: Bool {
    if case .answer(_, _, let body) = action { body.count > 1 << 20 } else { false }
  }

  var testDescription: String { name }

  private init(
    _ name: String, once: Ending, always: Ending, _ action: AnsweringServer.Action
  ) {
    self.name = name
    self.once = once
    self.always = always
    self.action = action
  }

  /// A reply that cannot be used: asked for a second time, then given up for this request.
  private static func unusable(
    _ name: String, _ words: String, _ action: AnsweringServer.Action
  ) -> ServerFault {
    ServerFault(name, once: .right, always: .failures(words), action)
  }

  private static func unusable(
    _ name: String, _ words: String, _ alter: @escaping @Sendable (inout ModelAnswer) -> Void
  ) -> ServerFault {
    unusable(name, words, .altered(alter))
  }

  /// A status that is waited out, then given up for the whole run.
  private static func passing(
    _ status: Int, _ headers: [String] = [], words: String
  ) -> ServerFault {
    ServerFault(
      "\(status)\(headers.map { ", " + $0 }.joined())", once: .right, always: .error(words),
      .answer(status, headers: headers, body: Array(#"{"error":{"message":"busy"}}"#.utf8)))
  }

  /// A refusal of one request, which is not sent again.
  private static func refusal(_ status: Int, _ headers: [String] = [], words: String) -> ServerFault
  {
    ServerFault(
      "\(status)", once: .failures(words), always: .failures(words),
      .answer(status, headers: headers, body: Array(#"{"detail":"no"}"#.utf8)))
  }

  /// Another model, or the same one under other settings: noticed at once.
  private static func change(
    _ name: String, _ words: String, _ alter: @escaping @Sendable (inout ModelAnswer) -> Void
  ) -> ServerFault {
    ServerFault("changed: " + name, once: .error(words), always: .error(words), .altered(alter))
  }

  private static func text(_ text: String) -> AnsweringServer.Action {
    .answer(200, body: Array(text.utf8))
  }

  /// Everything that is told by a reply, or by the lack of one.
  static let all: [ServerFault] =
    [
      ServerFault(
        "reset in the middle of a body", once: .right,
        always: .error("broke the connection before its reply was whole"), .resetInBody),
      passing(429, ["Retry-After: 7"], words: "overloaded (HTTP 429): busy"),
      // Four probes and two findings are too few to call the server broken.
      ServerFault(
        "500", once: .right, always: .failures("fails at this request (HTTP 500): busy"),
        .answer(500, body: Array(#"{"error":{"message":"busy"}}"#.utf8))),
      passing(503, words: "overloaded (HTTP 503): busy"),
      refusal(400, words: "refuses the request (HTTP 400): no"),
      refusal(413, words: "refuses the request (HTTP 413): no"),
      refusal(307, ["Location: http://127.0.0.1:1/"], words: "redirects"),
      ServerFault(
        "401", once: .error("refuses the key"), always: .error("refuses the key"),
        .answer(401, body: Array(#"{"error":"Unauthorized"}"#.utf8))),
      unusable("an HTML page", "not the JSON", text("<html><body>Welcome to nginx!</body></html>")),
      unusable("cut JSON", "not the JSON", text(#"{"choices":[{"message":{"content":"Ye"#)),
      unusable("other JSON", "no choices", text(#"{"object":"list","data":[]}"#)),
      unusable("an empty body", "not the JSON", text("")),
      unusable(
        "a body of 65 MB", "larger than 64 MB",
        .answer(200, body: Array(repeating: UInt8(ascii: " "), count: 65 << 20))),
      unusable("no log-probabilities", "no log-probabilities") { $0.hasLogProbabilities = false },
      unusable("NaN", "not the JSON") { $0.yes = "NaN" },
      unusable("minus infinity, written out", "not the JSON") { $0.no = "-Infinity" },
      unusable("null for a log-probability", "log-probability that is none") { $0.yes = "null" },
      unusable("a log-probability above 0", "log-probability that is none") { $0.yes = "0.5" },
    ] + [
      change("name", #"the model's name is "other" and was "m""#) { $0.model = "other" },
      change("system_fingerprint", #"system_fingerprint is "fp2" and was "fp1""#) {
        $0.fingerprint = "fp2"
      },
    ]
}
