extension ChatReplyBody {
  /// Gives an answer's tokens the ids that stand beside them, and the blanks that the text has.
  ///
  /// Such a server spells each token alone, and some tokenizers then drop the blank before it. The listed
  /// candidates have no ids, except the token itself where it is among them.
  ///
  /// - Parameters:
  ///   - positions: The answer's tokens in order.
  ///   - ids: Their ids; ignored unless there is one for each.
  ///   - text: The answer's text, without its end mark.
  static func complete(_ positions: inout [Position], with ids: [Int], spelledAsIn text: String) {
    let spelled = spelled(positions.map { $0.token ?? "" }, asIn: text)
    for index in positions.indices where positions[index].token != nil {
      var position = positions[index]
      let itself = position.top_logprobs?.firstIndex {
        $0.token == position.token && $0.logprob == position.logprob
      }
      position.token = spelled[index]
      position.bytes = Array(spelled[index].utf8)
      if ids.count == positions.count { position.id = ids[index] }
      if let itself {
        position.top_logprobs?[itself].token = spelled[index]
        position.top_logprobs?[itself].id = ids.count == positions.count ? ids[index] : nil
      }
      positions[index] = position
    }
  }

  /// Gives tokens the blanks back that they have in a text.
  ///
  /// - Returns: As many tokens; those from the first on that does not stand in the text are as they were.
  static func spelled(_ tokens: [String], asIn text: String) -> [String] {
    var spelled = tokens
    var rest = text.utf8[...]
    for (index, token) in tokens.enumerated() {
      if rest.starts(with: token.utf8) {
        rest = rest.dropFirst(token.utf8.count)
      } else if rest.first == UInt8(ascii: " "), rest.dropFirst().starts(with: token.utf8) {
        spelled[index] = " " + token
        rest = rest.dropFirst(1 + token.utf8.count)
      } else {
        break
      }
    }
    return spelled
  }
}
