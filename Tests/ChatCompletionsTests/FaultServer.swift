import Glibc
import Synchronization

@testable import TestHost

/// An HTTP server on loopback that fails in the ways that a real one cannot be made to.
///
/// Every connection has a thread; the script says what happens to each chat request, by its number.
final class FaultServer: Sendable {
  /// What happens to one request.
  enum Action: Sendable {
    /// An answer: status, further header lines, body.
    case answer(Int, headers: [String] = [], body: String)
    /// The start of an answer that announces more, then a broken connection.
    case resetInBody
    /// The connection closes without a byte.
    case close
    /// Nothing, for as long as the client waits.
    case hang
  }

  typealias Request = LoopbackRequest
  typealias Script = @Sendable (_ request: Request, _ number: Int) -> Action

  private struct State {
    var chats: [Request] = []
    var others: [Request] = []
    var inFlight = 0
    var mostInFlight = 0
    var connectionCount = 0
    var isListening = true
  }

  private let listener: Int32
  let port: UInt16
  private let script: Script
  private let models: Action
  private let startTokens: [Int]?
  private let scriptsEveryPost: Bool
  private let state = Mutex(State())

  /// The list of one model, `m`.
  static let oneModel = Action.answer(
    200, body: #"{"object":"list","data":[{"id":"m","meta":{"n_params":7}}]}"#)

  /// Starts a server that lists its models as told, and treats what is posted by the script.
  ///
  /// - Parameters:
  ///   - models: The answer to who asks for the models.
  ///   - startTokens: What the tokenizer makes of no text; nil for a server that does not say.
  ///   - scriptsEveryPost: Whether the script is given what is posted to other pages than the chat's, too.
  ///   - bound: A bound socket, and its port where it has one; nil for a port of its own.
  ///   - script: What happens to each chat request.
  init(
    models: Action = FaultServer.oneModel, startTokens: [Int]? = nil,
    scriptsEveryPost: Bool = false, listener bound: (descriptor: Int32, port: UInt16)? = nil,
    _ script: @escaping Script
  ) {
    self.scriptsEveryPost = scriptsEveryPost
    self.startTokens = startTokens
    (listener, port) = bound ?? LoopbackListener.boundSocket(port: 0)
    self.models = models
    self.script = script
    precondition(listen(listener, 128) == 0, "the fault server cannot listen")
    startThread { self.acceptAll() }
  }

  /// Ends the server: nobody can connect any more.
  func stop() {
    state.withLock { state in
      guard state.isListening else { return }
      // The thread that accepts closes it; from then on its number could be another file's.
      shutdown(listener, Int32(SHUT_RDWR))
      state.isListening = false
    }
  }

  var address: String { "http://127.0.0.1:\(port)" }
  var chats: [Request] { state.withLock { $0.chats } }
  var others: [Request] { state.withLock { $0.others } }
  var inFlight: Int { state.withLock { $0.inFlight } }
  var mostInFlight: Int { state.withLock { $0.mostInFlight } }
  var connectionCount: Int { state.withLock { $0.connectionCount } }

  /// A socket at a path.
  static func unixSocket(at path: String) -> (descriptor: Int32, port: UInt16) {
    let descriptor = Glibc.socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    precondition(result == 0, "no socket at \(path)")
    return (descriptor, 0)
  }

  private func acceptAll() {
    LoopbackListener.acceptAll(listener) { connection in
      state.withLock { $0.connectionCount += 1 }
      startThread { self.serve(connection) }
    }
  }

  private func serve(_ connection: LoopbackConnection) {
    defer { connection.end() }
    while let request = connection.readRequest() {
      let action = action(for: request)
      defer { if isScripted(request) { state.withLock { $0.inFlight -= 1 } } }
      guard perform(action, connection) else { return }
    }
  }

  /// Whether the script says what happens to a request.
  private func isScripted(_ request: Request) -> Bool {
    request.isChat || (scriptsEveryPost && request.line.hasPrefix("POST "))
  }

  private func action(for request: Request) -> Action {
    guard isScripted(request) else {
      state.withLock { $0.others.append(request) }
      if request.line.hasPrefix("POST /tokenize ") {
        return startTokens.map { .answer(200, body: "{\"count\":1,\"tokens\":\($0)}") }
          ?? .answer(404, body: "")
      }
      return request.line.hasPrefix("GET /v1/models ")
        ? models : .answer(404, body: "")
    }
    let number = state.withLock { state in
      state.chats.append(request)
      state.inFlight += 1
      state.mostInFlight = max(state.mostInFlight, state.inFlight)
      return state.chats.count - 1
    }
    return script(request, number)
  }

  /// Does what the script says.
  ///
  /// - Returns: Whether the connection goes on.
  private func perform(_ action: Action, _ connection: LoopbackConnection) -> Bool {
    switch action {
    case .answer(let status, let headers, let body):
      return connection.write(status, headers, Array(body.utf8))
    case .resetInBody:
      connection.breakInBody()
      return false
    case .close: return false
    case .hang:
      connection.waitForTheOtherEnd()
      return false
    }
  }
}

extension LoopbackRequest {
  var isChat: Bool { line.hasPrefix("POST /v1/chat/completions ") }
}
