import Attribution
import Foundation
import ModelAPI

/// The JSON that some columns hold: sorted keys, no spaces, slashes as they are.
enum JSONColumn {
  /// The text of a value.
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The value of a text.
  static func value<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws
    -> Value
  {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// A list of numbers, by hand: evaluations come by the ten thousand, and a coder is slow.
  static func text(numbers: [Double]) -> String {
    "[" + numbers.map(\.description).joined(separator: ",") + "]"
  }

  /// A list of places.
  static func text(places: [Int]) -> String {
    "[" + places.map(\.description).joined(separator: ",") + "]"
  }

  /// The numbers of a list, or nil when the text is not one.
  static func numbers(_ text: String) -> [Double]? {
    guard text.first == "[", text.last == "]" else { return nil }
    let fields = text.dropFirst().dropLast().split(separator: ",")
    let numbers = fields.compactMap { Double($0) }
    return numbers.count == fields.count ? numbers : nil
  }
}

/// A curve as its column holds it: for each point the area, then the probability of each token.
struct CurveColumn {
  /// Encodes a curve.
  static func text(_ curve: [CurvePoint]) throws -> String {
    try JSONColumn.text(curve.map { [$0.areaFraction] + $0.probabilities })
  }

  /// Decodes a curve, or returns nil when a point has no probability.
  static func curve(_ text: String) throws -> [CurvePoint]? {
    let points = try JSONColumn.value(text, as: [[Double]].self)
    guard points.allSatisfy({ $0.count >= 2 }) else { return nil }
    return points.map { CurvePoint(areaFraction: $0[0], probabilities: Array($0[1...])) }
  }
}

/// A token as its column holds it, named as in OpenAI's replies; no `logprob` stands for −∞.
struct TokenColumn: Codable {
  var token: String
  var id: Int?
  var logprob: Double?
  var top: [TokenColumn]?

  init(_ token: Token) {
    self.token = token.text
    self.id = token.id
  }

  init(_ entry: TokenDistribution.Entry) {
    self.init(entry.token)
    self.logprob = entry.logProbability.isFinite ? entry.logProbability : nil
  }

  init(_ distribution: TokenDistribution) {
    self.init(distribution.said)
    self.top = distribution.alternatives.map(TokenColumn.init)
  }

  var value: Token { Token(text: token, id: id) }

  var entry: TokenDistribution.Entry {
    TokenDistribution.Entry(token: value, logProbability: logprob ?? -.infinity)
  }

  var distribution: TokenDistribution {
    TokenDistribution(said: entry, alternatives: (top ?? []).map(\.entry))
  }
}
