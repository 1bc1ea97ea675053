import Codecs
import Foundation
import Glibc
import Imaging
import Synchronization

@testable import ChatCompletions
@testable import TestHost

/// The real embedded server behind a proxy that alters what passes through it.
final class DistortingServer: Sendable {
  typealias JSON = [String: Any]
  /// One request on its way, which may be altered before it is passed on and after its reply came.
  struct Passage {
    /// The path, such as `/v1/chat/completions`.
    var path: String
    /// The request's object.
    var request: JSON
    /// The number of the request, from 0.
    var number: Int
    /// The address that passes requests on to the real server.
    fileprivate var port: UInt16

    /// Asks the real server.
    func real(_ request: JSON, _ path: String? = nil) -> FaultServer.Action {
      let body = (try? JSONSerialization.data(withJSONObject: request)) ?? Data()
      return forward(path ?? self.path, [UInt8](body), port: port)
    }

    /// Asks the real server and alters its reply, unless it is an error.
    func real(_ request: JSON, altering: (inout JSON) -> Void) -> FaultServer.Action {
      let action = real(request)
      guard case .answer(200, let headers, let body) = action,
        var reply = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? JSON
      else { return action }
      altering(&reply)
      let altered = (try? JSONSerialization.data(withJSONObject: reply)) ?? Data()
      return .answer(200, headers: headers, body: String(decoding: altered, as: UTF8.self))
    }
  }

  private let embedded: EmbeddedServer
  private let front: FaultServer

  /// Starts both; the closure passes a request on as it likes.
  init(
    models: FaultServer.Action = FaultServer.oneModel,
    _ pass: @escaping @Sendable (Passage) -> FaultServer.Action
  ) async throws {
    let embedded = try await EmbeddedServer(starting: ServerScript.usual)
    self.embedded = embedded
    let port = try requirePort(embedded.address)
    front = FaultServer(models: models, scriptsEveryPost: true) { request, number in
      let path = request.line.split(separator: " ").dropFirst().first.map(String.init) ?? ""
      let object = try? JSONSerialization.jsonObject(with: Data(request.body.utf8)) as? JSON
      return pass(Passage(path: path, request: object ?? [:], number: number, port: port))
    }
  }

  var address: String { front.address }

  /// The object that a body is.
  static func object(_ body: String) -> JSON? {
    try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? JSON
  }

  func stop() async {
    front.stop()
    await embedded.stop()
  }
}

private struct NoPort: Error {}

private func requirePort(_ address: ServerAddress) throws -> UInt16 {
  guard let port = UInt16(address.root.split(separator: ":").last ?? "") else { throw NoPort() }
  return port
}

/// Posts to a server on loopback and reads the reply to the connection's end.
private func forward(_ path: String, _ body: [UInt8], port: UInt16) -> FaultServer.Action {
  let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  defer { close(connection) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  address.sin_port = port.bigEndian
  let result = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  guard result == 0 else { return .answer(502, body: "no real server") }
  let head =
    "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    + "Connection: close\r\nContent-Length: \(body.count)\r\n\r\n"
  let message = Array(head.utf8) + body
  var sent = 0
  while sent < message.count {
    let count = message.withUnsafeBytes {
      send(connection, $0.baseAddress.map { $0 + sent }, message.count - sent, Int32(MSG_NOSIGNAL))
    }
    guard count > 0 else { return .answer(502, body: "the real server stopped reading") }
    sent += count
  }
  var received: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while case let count = recv(connection, &buffer, buffer.count, 0), count > 0 {
    received += buffer[..<count]
  }
  guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else {
    return .answer(502, body: "the real server said nothing")
  }
  let status = String(decoding: received.prefix(64), as: UTF8.self).split(separator: " ")
  return .answer(
    status.dropFirst().first.flatMap { Int($0) } ?? 502,
    body: String(decoding: received[end.upperBound...], as: UTF8.self))
}

// What tests alter.
extension [String: Any] {
  /// The content parts of the user's message.
  var userParts: [[String: Any]] {
    get { (self["messages"] as? [[String: Any]])?.first?["content"] as? [[String: Any]] ?? [] }
    set {
      var messages = self["messages"] as? [[String: Any]] ?? []
      messages[0]["content"] = newValue
      self["messages"] = messages
    }
  }

  /// The text of an assistant's message at the end, if there is one.
  var answerPrefix: String? {
    (self["messages"] as? [[String: Any]])?.dropFirst().last?["content"] as? String
  }

  /// The request without an answer to go on from.
  var withoutPrefix: [String: Any] {
    var request = self
    request["messages"] = Array((self["messages"] as? [[String: Any]] ?? []).prefix(1))
    request["continue_final_message"] = nil
    request["add_generation_prompt"] = nil
    return request
  }

  /// The media type of the picture, if there is one.
  var pictureType: String? {
    userParts.lazy.compactMap { ($0["image_url"] as? [String: Any])?["url"] as? String }
      .first?.dropFirst(5).split(separator: ";").first.map(String.init)
  }

  /// Replaces the picture, if there is one.
  mutating func alterPicture(_ alter: (RGBImage) -> RGBImage) {
    userParts = userParts.map { part in
      guard let url = (part["image_url"] as? [String: Any])?["url"] as? String,
        let comma = url.firstIndex(of: ","),
        let file = Data(base64Encoded: String(url[url.index(after: comma)...])),
        let image = url.contains("image/bmp")
          ? try? BMPCodec.decode([UInt8](file), name: "picture", limit: .standard)
          : try? PNGCodec.decode([UInt8](file), name: "picture", limit: .standard)
      else { return part }
      let altered = Data(BMPCodec.encode(alter(image))).base64EncodedString()
      return ["type": "image_url", "image_url": ["url": "data:image/bmp;base64," + altered]]
    }
  }

  /// The positions of the answer in a reply.
  var positions: [[String: Any]] {
    get {
      let choice = (self["choices"] as? [[String: Any]])?.first
      return (choice?["logprobs"] as? [String: Any])?["content"] as? [[String: Any]] ?? []
    }
    set {
      var choices = self["choices"] as? [[String: Any]] ?? []
      guard !choices.isEmpty else { return }
      choices[0]["logprobs"] = ["content": newValue]
      self["choices"] = choices
    }
  }

  /// Alters every token that a reply names: the answered ones and their alternatives.
  mutating func alterTokens(_ alter: (inout [String: Any]) -> Void) {
    positions = positions.map { position in
      var position = position
      alter(&position)
      position["top_logprobs"] = (position["top_logprobs"] as? [[String: Any]] ?? []).map { other in
        var other = other
        alter(&other)
        return other
      }
      return position
    }
  }

  /// Adds to the number of prompt tokens.
  mutating func lengthenPrompt(by count: Int) {
    var usage = self["usage"] as? [String: Any] ?? [:]
    usage["prompt_tokens"] = (usage["prompt_tokens"] as? Int ?? 0) + count
    self["usage"] = usage
  }
}
