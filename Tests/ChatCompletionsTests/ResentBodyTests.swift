import Imaging
import ModelAPI
import Testing

@testable import ChatCompletions
@testable import TestHost

@Suite struct ResentBodyTests {
  /// A question about a masked picture that libcurl asks for in many pieces.
  private var request: ModelRequest {
    let image = Picture.random(width: 301, height: 200, seed: 3)
    let composer = MaskedImageComposer(
      image: image, labels: .grid(width: 301, height: 200, regionCount: 12), fill: .mean)
    return ModelRequest(
      picture: .masked(composer, showing: RegionSet(regionCount: 12, [0, 3, 5, 6, 11])),
      prompt: "Is there a cat?")
  }

  @Test("a body that is sent again is whole: by libcurl on a closed connection, and by the retries")
  func whole() async throws {
    let server = FaultServer { _, number in
      switch number {
      case 1: .close
      case 3: .resetInBody
      default: .answer(200, body: ChatReply.body())
      }
    }
    defer { server.stop() }
    let model = try await ChatCompletionsModel(
      connectingTo: ChatServer(
        address: ServerAddress(server.address), maxConnections: 1, fingerprint: "known"),
      logger: nil, clock: .instant)
    for _ in 0..<3 { #expect(try await model.reply(to: request).text == "Yes") }
    let rendered = ModelRequest(image: request.image, prompt: request.prompt)
    let expected = ChatRequestBody.make(rendered, modelName: model.identity.name).bytes
    #expect(server.chats.count == 5)
    for chat in server.chats { #expect(Array(chat.body.utf8) == expected) }
  }
}
