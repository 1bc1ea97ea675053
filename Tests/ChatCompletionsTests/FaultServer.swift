import Glibc
import Synchronization

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

  /// One request as it arrived.
  struct Request: Sendable {
    var line: String
    var headers: [String]
    var body: String

    var isChat: Bool { line.hasPrefix("POST /v1/chat/completions ") }
  }

  typealias Script = @Sendable (_ request: Request, _ number: Int) -> Action

  private struct State {
    var chats: [Request] = []
    var others: [Request] = []
    var inFlight = 0
    var mostInFlight = 0
    var connectionCount = 0
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
    (listener, port) = bound ?? Self.boundSocket()
    self.models = models
    self.script = script
    precondition(listen(listener, 128) == 0, "the fault server cannot listen")
    startThread { self.acceptAll() }
  }

  deinit {
    close(listener)
  }

  /// Ends the server: nobody can connect any more.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  var address: String { "http://127.0.0.1:\(port)" }
  var chats: [Request] { state.withLock { $0.chats } }
  var others: [Request] { state.withLock { $0.others } }
  var inFlight: Int { state.withLock { $0.inFlight } }
  var mostInFlight: Int { state.withLock { $0.mostInFlight } }
  var connectionCount: Int { state.withLock { $0.connectionCount } }

  /// A socket with a port of its own; unless it listens, connections are refused.
  static func boundSocket() -> (descriptor: Int32, port: UInt16) {
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | getsockname(descriptor, $0, &length)
      }
    }
    precondition(result == 0, "no loopback port")
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

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
    while true {
      let connection = accept(listener, nil, nil)
      // A client that gave up before it was accepted is no reason to stop.
      if connection < 0 && (errno == EINTR || errno == ECONNABORTED) { continue }
      guard connection >= 0 else { break }
      state.withLock { $0.connectionCount += 1 }
      startThread { self.serve(connection) }
    }
  }

  private func serve(_ connection: Int32) {
    var received: [UInt8] = []
    while let request = readRequest(connection, &received) {
      let action = action(for: request)
      defer { if isScripted(request) { state.withLock { $0.inFlight -= 1 } } }
      guard perform(action, connection) else { break }
    }
    close(connection)
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
  private func perform(_ action: Action, _ connection: Int32) -> Bool {
    switch action {
    case .answer(let status, let headers, let body):
      let head =
        ["HTTP/1.1 \(status) X", "Content-Length: \(body.utf8.count)"] + headers + ["", ""]
      return write(head.joined(separator: "\r\n") + body, connection)
    case .resetInBody:
      _ = write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"choices\":", connection)
      // Leaving the peer breaks the connection at once, with a reset.
      var nobody = sockaddr()  // of family AF_UNSPEC
      connect(connection, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
      return false
    case .close:
      // Unlike close(), this also works while a child of another test holds the descriptor.
      shutdown(connection, Int32(SHUT_RDWR))
      return false
    case .hang:
      var byte: UInt8 = 0
      while recv(connection, &byte, 1, 0) > 0 {}
      return false
    }
  }

  private func write(_ text: String, _ connection: Int32) -> Bool {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        send(
          connection, buffer.baseAddress.map { $0 + sent }, bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private func readRequest(_ connection: Int32, _ received: inout [UInt8]) -> Request? {
    let blank = Array("\r\n\r\n".utf8)
    while true {
      if let end = received.firstRange(of: blank) {
        let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self)
          .split(separator: "\r\n").map(String.init)
        let length =
          lines.first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) } ?? 0
        if received.count >= end.upperBound + length {
          let body = received[end.upperBound..<end.upperBound + length]
          defer { received.removeFirst(end.upperBound + length) }
          return Request(
            line: lines.first ?? "", headers: Array(lines.dropFirst()),
            body: String(decoding: body, as: UTF8.self))
        }
      }
      var buffer = [UInt8](repeating: 0, count: 65536)
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      received += buffer[..<count]
    }
  }
}

/// Runs a closure on a thread of its own, where it may block.
private func startThread(_ work: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { context in
      if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work() }
      return nil
    }, Unmanaged.passRetained(Box(work)).toOpaque())
  pthread_detach(thread)
}
