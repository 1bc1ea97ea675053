import Synchronization

/// A model whose answers are written by its user: for tests, and for trying a search without a
/// server.
///
/// The closure may throw what a server could make happen, and may wait for whatever the test
/// controls.
public final class ScriptedModel: VisionLanguageModel {
  /// Answers one request; the number counts the requests from 0 in the order in which they came.
  public typealias Script =
    @Sendable (_ request: ModelRequest, _ number: Int) async throws(ModelError) -> ModelReply

  private struct Tally {
    var requests: [ModelRequest] = []
    var inFlight = 0
    var mostInFlight = 0
  }

  /// Whether the script reads forced tokens.
  public let readsForcedTokens: Bool
  /// What the script's server is said to be able to do.
  public let capabilities: ServerCapabilities?

  private let script: Script
  private let tally = Mutex(Tally())

  /// Makes a model that answers as the script says.
  ///
  /// - Parameters:
  ///   - readsForcedTokens: Whether the script reads forced tokens, and refuses to when they become others.
  ///   - capabilities: What its server is said to be able to do; nil when nobody examined it.
  ///   - script: Answers one request.
  public init(
    readsForcedTokens: Bool = false, capabilities: ServerCapabilities? = nil,
    _ script: @escaping Script
  ) {
    self.readsForcedTokens = readsForcedTokens
    self.capabilities = capabilities
    self.script = script
  }

  /// Makes a model whose first token is "Yes" with a probability that depends on the request, else
  /// "No".
  ///
  /// - Parameter yesProbability: The probability of "Yes", in 0 … 1.
  public convenience init(yesProbability: @escaping @Sendable (ModelRequest) -> Double) {
    self.init { request, _ throws(ModelError) in
      let yes = yesProbability(request)
      return ModelReply(
        oneTokenOf: ["Yes": yes, "No": 1 - yes], forced: request.forcedTokens.first?.text)
    }
  }

  /// Answers by the script.
  public func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
    let number = tally.withLock { tally in
      tally.requests.append(request)
      tally.inFlight += 1
      tally.mostInFlight = max(tally.mostInFlight, tally.inFlight)
      return tally.requests.count - 1
    }
    defer { tally.withLock { $0.inFlight -= 1 } }
    return try await script(request, number)
  }

  /// All requests so far, in the order in which they came.
  public var requests: [ModelRequest] { tally.withLock { $0.requests } }

  /// The number of requests so far.
  public var requestCount: Int { tally.withLock { $0.requests.count } }

  /// The most requests that were ever waiting for their answers at one time.
  public var mostInFlight: Int { tally.withLock { $0.mostInFlight } }
}

extension ModelReply {
  /// Makes a reply of one token as an exact server gives it.
  ///
  /// - Parameters:
  ///   - probabilities: The listed tokens with their probabilities, in 0 … 1, at least one.
  ///   - forced: The token to say; nil, or one that is not listed, for the likeliest, of two equals
  ///     the first by text.
  public init(oneTokenOf probabilities: [String: Double], forced: String? = nil) {
    precondition(!probabilities.isEmpty, "a reply needs a token to say")
    let entries =
      probabilities
      .sorted { ($0.value, $1.key) > ($1.value, $0.key) }
      .map { text, probability in
        TokenDistribution.Entry(
          token: Token(text: text), logProbability: naturalLogarithm(probability))
      }
    let said = entries.first { $0.token.text == forced } ?? entries[0]
    self.init(
      text: said.token.text,
      tokens: [TokenDistribution(said: said, alternatives: entries)], finishReason: "length")
  }
}
