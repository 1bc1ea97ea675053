public import ModelAPI

/// A token that leads up to a mention, with the other tokens that could have stood in its place.
///
/// "There is a sheep" and "A sheep can be seen" come to the same, "It looks like a quiet day" does not. Which is which was
/// found out by letting the model go on with each.
public struct LeadInToken: Sendable, Hashable {
  /// One token that could stand there.
  public struct Way: Sendable, Hashable {
    /// The token.
    public var token: Token
    /// The reply that goes on with it; nil for the token that the caption has.
    public var replyKey: String?
    /// Whether going on with it names the same object.
    public var leads: Bool

    /// Makes a way.
    public init(token: Token, replyKey: String?, leads: Bool) {
      self.token = token
      self.replyKey = replyKey
      self.leads = leads
    }
  }

  /// Its place among the forced tokens.
  public var position: Int
  /// The token that the caption has, then the others that were tried, likeliest first.
  public var ways: [Way]

  /// Makes a token.
  public init(position: Int, ways: [Way]) {
    self.position = position
    self.ways = ways
  }

  /// The tokens that lead to the mention.
  public var leading: [Token] { ways.filter(\.leads).map(\.token) }
}

/// A lead-in token as its column holds it.
struct LeadInColumn: Codable {
  struct Way: Codable {
    var token: String
    var id: Int?
    var reply_key: String?
    var leads: Bool
  }

  var position: Int
  var ways: [Way]

  init(_ token: LeadInToken) {
    position = token.position
    ways = token.ways.map {
      Way(token: $0.token.text, id: $0.token.id, reply_key: $0.replyKey, leads: $0.leads)
    }
  }

  var value: LeadInToken {
    LeadInToken(
      position: position,
      ways: ways.map {
        LeadInToken.Way(
          token: Token(text: $0.token, id: $0.id), replyKey: $0.reply_key, leads: $0.leads)
      })
  }
}
