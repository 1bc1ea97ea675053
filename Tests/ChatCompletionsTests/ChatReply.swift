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
}
