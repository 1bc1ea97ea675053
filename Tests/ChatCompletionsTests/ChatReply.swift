/// Bodies of replies as servers write them.
enum ChatReply {
  /// One token with the given alternatives, in llama.cpp's form (ids) or vLLM's (none).
  static func body(
    _ token: String = "Yes", id: Int? = 7, logprob: String = "-0.25",
    others: String = #"{"id":8,"token":"No","bytes":[78,111],"logprob":-1.5}"#
  ) -> String {
    let id = id.map { "\"id\":\($0)," } ?? ""
    return #"""
      {"choices":[{"message":{"role":"assistant","content":"\#(token)"},"finish_reason":"length",
      "logprobs":{"content":[{\#(id)"token":"\#(token)","bytes":[89,101,115],"logprob":\#(logprob),
      "top_logprobs":[{\#(id)"token":"\#(token)","logprob":\#(logprob)},\#(others)]}]}}],
      "usage":{"prompt_tokens":80},"system_fingerprint":"fp1"}
      """#
  }

  /// Several tokens, each with its id unless there are none.
  static func body(tokens: [(text: String, id: Int)], withIDs: Bool = true) -> String {
    let positions = tokens.map { token in
      (withIDs ? "{\"id\":\(token.id)," : "{")
        + "\"token\":\"\(token.text)\",\"logprob\":-0.5,\"top_logprobs\":[]}"
    }
    return "{\"choices\":[{\"message\":{\"content\":\"\(tokens.map(\.text).joined())\"},"
      + "\"finish_reason\":\"length\",\"logprobs\":{\"content\":[\(positions.joined(separator: ","))]}}]}"
  }

  /// No token at all.
  static func empty(finishReason: String) -> String {
    #"{"choices":[{"message":{"content":""},"logprobs":{"content":[]},"#
      + #""finish_reason":"\#(finishReason)"}]}"#
  }

  /// An answer as vLLM gives it with its ids: each token spelled alone, listed first among its candidates.
  static func withIDs(
    _ text: String, _ tokens: [(text: String, id: Int)], isEnded: Bool = false
  ) -> String {
    let positions = tokens.map { token in
      let entry = "\"token\":\"\(token.text)\",\"logprob\":-2.5"
      return "{\(entry),\"top_logprobs\":[{\(entry)},{\"token\":\"no\",\"logprob\":-0.25}]}"
    }
    let ids = tokens.map { String($0.id) }.joined(separator: ",")
    return "{\"choices\":[{\"message\":{\"content\":\"\(text)\"},\"token_ids\":[\(ids)],"
      + "\"finish_reason\":\"\(isEnded ? "stop" : "length")\","
      + "\"logprobs\":{\"content\":[\(positions.joined(separator: ","))]}}],"
      + "\"system_fingerprint\":\"fp1\"}"
  }

  /// The same with an account of the prompt, token by token; the first has no probability.
  static func scored(_ body: String, prompt: [(id: Int, logprob: Double)]) -> String {
    let scores = prompt.enumerated().map { index, token in
      index == 0
        ? "null"
        : "{\"\(token.id)\":{\"logprob\":\(token.logprob),\"rank\":2,\"decoded_token\":\"x\"},"
          + "\"77\":{\"logprob\":-0.25,\"rank\":1,\"decoded_token\":\" cat\"}}"
    }
    let ids = prompt.map { String($0.id) }.joined(separator: ",")
    return String(body.dropLast()) + ",\"prompt_token_ids\":[\(ids)],"
      + "\"prompt_logprobs\":[\(scores.joined(separator: ","))]}"
  }
}
