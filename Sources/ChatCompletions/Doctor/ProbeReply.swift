import Foundation
import ModelAPI

/// A reply in the parts that some check looks at; nothing in it is required.
struct ProbeReply: Decodable, Sendable {
  struct PromptToken: Decodable {
    var logprob: Double?
  }

  var model: String?
  var system_fingerprint: String?
  var choices: [ChatReplyBody.Choice]?
  var usage: ChatReplyBody.Usage?
  var prompt_token_ids: [Int]?
  var prompt_logprobs: [[String: PromptToken]?]?

  /// Reads a reply.
  ///
  /// - Throws: ``ModelError`` `unusableReply`.
  init(_ bytes: [UInt8]) throws(ModelError) {
    do {
      self = try JSONDecoder().decode(ProbeReply.self, from: Data(bytes))
    } catch {
      throw .unusable("the server's reply is not the JSON of a chat completion")
    }
  }

  /// The answered tokens, none where there are no log-probabilities.
  var positions: [ChatReplyBody.Position] { choices?.first?.logprobs?.content ?? [] }

  /// The first position's candidates with their log-probabilities in nats.
  var candidates: Candidates { Candidates(positions.first) }

  /// The tokens that have a text of their own and an id, in the order of the reply.
  var answer: [ProbeToken] {
    positions.prefix { $0.token?.isEmpty == false || $0.bytes?.isEmpty == false }
      .compactMap { position in
        guard let id = position.tokenID, let logProbability = position.logprob else { return nil }
        let bytes = position.bytes.map { String(decoding: $0, as: UTF8.self) }
        return ProbeToken(
          id: id, text: bytes ?? position.token ?? "", logProbability: logProbability)
      }
  }
}

/// A token that a server said.
struct ProbeToken: Sendable, Hashable {
  var id: Int
  var text: String
  var logProbability: Double
}

/// The candidates at one position, by id where the server gives ids, else by text.
struct Candidates: Sendable, Hashable {
  /// Log-probabilities in nats.
  private(set) var logProbabilities: [String: Double] = [:]

  init(_ position: ChatReplyBody.Position?) {
    guard let position else { return }
    add(position.id, position.token, position.logprob)
    for other in position.top_logprobs ?? [] { add(other.id, other.token, other.logprob) }
  }

  private mutating func add(_ id: Int?, _ token: String?, _ logProbability: Double?) {
    guard let logProbability, logProbability > -1000, let key = id.map({ "\($0)" }) ?? token else {
      return
    }
    // Without ids several tokens can share a text: the likeliest stands for them.
    logProbabilities[key] = max(logProbabilities[key] ?? -.infinity, logProbability)
  }

  /// The largest difference over the candidates that both list, in nats; infinite when there is none.
  func distance(to other: Candidates) -> Double {
    logProbabilities.compactMap { key, value in
      other.logProbabilities[key].map { abs($0 - value) }
    }.max() ?? .infinity
  }
}

extension ChatReplyBody.Position {
  /// The token's id, given as such or as vLLM writes it in place of the text.
  var tokenID: Int? { id ?? token.flatMap(tokenIDText) }
}

extension ChatReplyBody.Candidate {
  /// The candidate's id, given as such or as vLLM writes it in place of the text.
  var tokenID: Int? { id ?? token.flatMap(tokenIDText) }
}

private func tokenIDText(_ text: String) -> Int? {
  let mark = "token_id:"
  return text.hasPrefix(mark) ? Int(text.dropFirst(mark.count)) : nil
}
