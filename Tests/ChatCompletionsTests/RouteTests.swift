import Foundation
import Imaging
import ModelAPI
import Testing

@testable import ChatCompletions
@testable import TestHost

/// Ways to a server other than a port of a host, and what goes with every request.
@Suite(.timeLimit(.minutes(30))) struct RouteTests {
  private let request = ModelRequest(image: nil, prompt: "Is it?")

  private func good(_ request: FaultServer.Request, _ number: Int) -> FaultServer.Action {
    .answer(200, body: ChatReply.body())
  }

  @Test("a Unix socket is an address like another")
  func unixSocket() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/hallux-\(UUID().uuidString).sock"
    defer { unlink(path) }
    let server = FaultServer(listener: FaultServer.unixSocket(at: path), good)
    defer { server.stop() }
    for form in ["unix:\(path)", "unix://\(path)"] {
      let address = try ServerAddress(form)
      #expect(address.description == "unix:\(path)")
      let model = try await ChatCompletionsModel(connectingTo: ChatServer(address: address))
      #expect(try await model.reply(to: request).text == "Yes")
    }
    #expect(server.chats.allSatisfy { $0.headers.contains("Host: localhost") })
  }

  @Test(
    "what is no socket's path is refused", arguments: ["unix:", "unix:relative.sock", "unix:/"])
  func notASocket(text: String) {
    #expect(throws: ModelError.self) { try ServerAddress(text) }
    #expect(throws: ModelError.self) {
      try ServerAddress("unix:/" + String(repeating: "x", count: 200))
    }
  }

  @Test("the user's own headers go with every request, and no message shows their values")
  func headers() async throws {
    let secret = "marker-4417"
    let server = FaultServer { _, number in
      number == 0
        ? .answer(200, body: ChatReply.body()) : .answer(400, body: "bad \(secret) here")
    }
    defer { server.stop() }
    var chatServer = ChatServer(address: try ServerAddress(server.address))
    chatServer.headers = [try HTTPHeader("X-Gateway-Key: \(secret)")]
    let model = try await ChatCompletionsModel(connectingTo: chatServer)
    let error = await #expect(throws: ModelError.self) { try await model.reply(to: request) }
    #expect(error?.message.contains("(hidden)") == true)
    #expect(error?.message.contains(secret) == false)
    #expect(
      (server.chats + server.others).allSatisfy {
        $0.headers.contains("X-Gateway-Key: \(secret)")
      })
    var text = ""
    dump(chatServer, to: &text)
    #expect(!text.contains(secret))
  }

  @Test("no form of a key, a header or a password is left when one is part of another")
  func overlappingSecrets() throws {
    var server = ChatServer(
      address: try ServerAddress("http://user:secret-pass@host.example:1"), key: APIKey("abc"))
    server.headers = [try HTTPHeader("X-Key: abcdef"), try HTTPHeader("X-Debug: 1")]
    let said =
      "abcdef, abc, user:secret-pass, secret-pass, dXNlcjpzZWNyZXQtcGFzcw==, host.example, 1"
    #expect(
      ServerErrorText.oneLine(said, hiding: server.secrets)
        == "(hidden), (hidden), (hidden), (hidden), (hidden), (hidden), 1")
  }

  @Test(
    "a header that is none, or that hallux sets itself, is refused",
    arguments: [
      "X-Team", ": x", "X Team: a", "X-Team: ", "X-Team: a\r\nX: b", "Authorization: Bearer x",
      "content-length: 3", "Host: x",
    ])
  func badHeader(line: String) {
    #expect(throws: ModelError.self) { try HTTPHeader(line) }
  }

  @Test(
    "pictures are sent in the form that is wanted, and as PNG over a slow link",
    arguments: [
      (PictureFormat.bmp, true, "bmp"), (.png, false, "png"), (.byLink, false, "bmp"),
      (.byLink, true, "png"),
    ])
  func pictureFormat(wanted: PictureFormat, linkIsSlow: Bool, sent: String) async throws {
    let server = FaultServer(good)
    defer { server.stop() }
    var chatServer = ChatServer(address: try ServerAddress(server.address))
    chatServer.pictureFormat = wanted
    let model = try await ChatCompletionsModel(connectingTo: chatServer)
    if linkIsSlow { model.client.link.note(1_000_000, in: .seconds(1)) }
    var question = request
    question.picture = .whole(Picture.random(width: 8, height: 8, seed: 1))
    _ = try await model.reply(to: question)
    #expect(server.chats.last?.body.contains("data:image/\(sent);base64,") == true)
  }
}
