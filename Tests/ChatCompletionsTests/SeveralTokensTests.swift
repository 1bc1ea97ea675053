import ModelAPI
import Testing

@testable import ChatCompletions
@testable import TestHost

@Suite struct SeveralTokensTests {
  @Test func `An answer that reads the same both ways is no sign that a grammar is heeded`()
    async throws
  {
    let (token, id) = ("of", 9)
    let server = FaultServer { request, _ in
      let isOne = request.body.contains("\"max_tokens\":1,")
      return .answer(
        200, body: ChatReply.body(tokens: Array(repeating: (token, id), count: isOne ? 1 : 8)))
    }
    defer { server.stop() }
    let inquiry = Inquiry(
      ChatServer(address: try ServerAddress(server.address)), clock: .instant)
    var examination = Examination(inquiry: inquiry)
    let result = try await SeveralTokens().result(on: &examination)
    #expect(server.chats.contains { $0.body.contains("\"prompt_logprobs\"") })
    #expect(examination.capabilities.forcesSeveral == ServerCapabilities.SeveralTokens.none)
    #expect(result.outcome == .notApplicable, "\(result.finding)")
  }
}
