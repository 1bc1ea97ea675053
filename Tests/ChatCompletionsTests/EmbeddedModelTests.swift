import Imaging
import ModelAPI
import Testing

@testable import ChatCompletions

/// The bundled model on real llama.cpp; without the environment that `scripts/setup` makes, these fail.
@Suite(.serialized) struct EmbeddedModelTests {
  @Test("the embedded server answers, scores a forced token exactly, and is gone when stopped")
  func answers() async throws {
    let model = try await EmbeddedModel(
      starting: .init(resourceRoot: Project.root), maxConnections: 8)
    let image = Picture.random(width: 128, height: 128, seed: 1)
    let reply = try await model.reply(
      to: ModelRequest(image: image, prompt: "Is there a spoon in the image?"))
    print(model.identity, reply)
    await model.stop()
  }
}
