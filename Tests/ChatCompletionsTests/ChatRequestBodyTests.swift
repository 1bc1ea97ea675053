import Foundation
import Imaging
import ModelAPI
import Testing

@testable import ChatCompletions

@Suite struct ChatRequestBodyTests {
  private func text(_ request: ModelRequest) -> String {
    String(decoding: ChatRequestBody.make(request, modelName: "m").bytes, as: UTF8.self)
  }

  @Test("a text-only question is the smallest request")
  func textOnly() {
    #expect(
      text(ModelRequest(image: nil, prompt: "Hi", topLogProbabilities: 5))
        == #"{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"#
        + #""max_tokens":1,"temperature":0,"logprobs":true,"top_logprobs":5}"#)
  }

  @Test("image, prefix and forced token stand where servers look for them")
  func full() {
    let image = RGBImage(width: 1, height: 1, pixels: [1, 2, 3])
    let request = ModelRequest(
      image: image, prompt: "What?", answerPrefix: " The", maxTokens: 2, topLogProbabilities: 20,
      forcedTokens: [Token(text: " cat", id: 637)])
    #expect(
      text(request)
        == #"{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":"#
        + #"{"url":"data:image/bmp;base64,Qk06AAAAAAAAADYAAAAoAAAAAQAAAAEAAAABABgAAAAAAAQAAAATCwAA"#
        + #"EwsAAAAAAAAAAAAAAwIBAA=="}},{"type":"text","text":"What?"}]},{"role":"assistant","#
        + #""content":" The"}],"continue_final_message":true,"add_generation_prompt":false,"#
        + #""max_tokens":2,"temperature":0,"logprobs":true,"top_logprobs":20,"#
        + #""logit_bias":{"637":100}}"#)
  }

  @Test("several tokens are forced by a grammar of their ids, in their order")
  func severalForced() {
    let request = ModelRequest(
      image: nil, prompt: "Hi", maxTokens: 3, topLogProbabilities: 5,
      forcedTokens: [" spo", "on", " spo"].enumerated().map { Token(text: $1, id: 7 + $0 % 2) })
    #expect(
      text(request)
        == #"{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],"#
        + #""max_tokens":3,"temperature":0,"logprobs":true,"top_logprobs":5,"#
        + #""grammar":"root ::= <[7]> <[8]> <[7]>"}"#)
  }

  @Test(
    "any text reaches the server as it is",
    arguments: [
      "\"quoted\" \\ back", "line\nend\r\ttab", "\u{0}\u{1}\u{1F}\u{7F}", "é 漢字 👩‍👩‍👧 \u{301}",
      "data:image/bmp;base64,", "</script>", "\u{2028}",
    ])
  func anyText(prompt: String) throws {
    let body = Data(text(ModelRequest(image: nil, prompt: prompt, answerPrefix: prompt)).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
    let messages = try #require(object["messages"] as? [[String: Any]])
    let parts = try #require(messages[0]["content"] as? [[String: Any]])
    #expect(
      (parts[0]["text"] as? String)?.unicodeScalars.elementsEqual(prompt.unicodeScalars) == true)
    #expect(
      (messages[1]["content"] as? String)?.unicodeScalars.elementsEqual(prompt.unicodeScalars)
        == true)
  }
}
