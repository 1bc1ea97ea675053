import ModelAPI
import Testing

@testable import ChatCompletions

@Suite struct ServerAddressTests {
  @Test(
    "every usual form of an address leads to the same interface",
    arguments: [
      "http://gpu:8000", "http://gpu:8000/", "http://gpu:8000/v1", "http://gpu:8000/v1/",
      "gpu:8000", "gpu:8000/v1", "http://gpu:8000/v1/chat/completions",
    ])
  func forms(text: String) throws {
    let address = try ServerAddress(text)
    #expect(address.url(of: .chatCompletions) == "http://gpu:8000/v1/chat/completions")
    #expect(address.url(of: .models) == "http://gpu:8000/v1/models")
    #expect(address.url(of: .properties) == "http://gpu:8000/props")
    #expect(address.host == "gpu")
  }

  @Test("a path before /v1 is kept")
  func path() throws {
    #expect(
      try ServerAddress("https://x.example/llm/v1").url(of: .models)
        == "https://x.example/llm/v1/models")
  }

  @Test("a user name and a password in the address are not shown")
  func credentials() throws {
    let address = try ServerAddress("https://user:secret@x.example:444/v1")
    #expect(address.description == "https://x.example:444")
    #expect(address.host == "x.example")
  }

  @Test(
    "loopback is told from other hosts",
    arguments: [
      ("localhost:1", true), ("127.0.0.1:1", true), ("[::1]:1", true), ("10.0.0.1:1", false),
    ])
  func loopback(text: String, isLoopback: Bool) throws {
    #expect(try ServerAddress(text).isLoopback == isLoopback)
  }

  @Test(
    "what is no address is refused",
    arguments: ["", "ftp://x", "http://", "http://x y", "http://x/?a=1", "http://[", "file:///etc"])
  func refused(text: String) {
    #expect(throws: ModelError.self) { try ServerAddress(text) }
  }
}
