import Codecs
import Foundation
import Glibc
import Imaging
import Synchronization

@testable import TestHost

/// A server on loopback that answers like a model, always the same to the same request, and fails as a script
/// says.
///
/// It sees a spoon where more than half of a picture's red block is shown, and nothing else. Every connection
/// has a thread. It keeps count of what it answered, request by request.
final class AnsweringServer: Sendable {
  /// What becomes of one request.
  enum Action: Sendable {
    /// The model's own reply.
    case reply
    /// The model's own reply in other bytes, under further header lines.
    case encoded([String], @Sendable ([UInt8]) -> [UInt8])
    /// The model's reply, spoiled.
    case altered(@Sendable (inout ModelAnswer) -> Void)
    /// Some other answer.
    case answer(Int, headers: [String] = [], body: [UInt8])
    /// The start of an answer that announces more, then a broken connection.
    case resetInBody
    /// The connection closes without a byte, and nobody listens until ``listen()``.
    case refuse
    /// Nothing, for as long as the client waits.
    case hang
  }

  typealias Script = @Sendable (_ question: ChatQuestion) -> Action

  private struct State {
    var listener: Int32 = -1
    var script: Script
    /// What every answer has beside the usual, the greeting's too.
    var becoming: @Sendable (inout ModelAnswer) -> Void = { _ in }
    var connectionCount = 0
    var asked = 0
    var answered: [String: Int] = [:]
    var answeredCount = 0
  }

  private let state: Mutex<State>
  let port: UInt16

  /// Starts a server that treats each chat request, the greeting left out, as the script says.
  init(_ script: @escaping Script = { _ in .reply }) {
    let (listener, port) = LoopbackListener.socket(port: 0)
    self.port = port
    state = Mutex(State(listener: listener, script: script))
    startThread { self.acceptAll(listener) }
  }

  deinit { stop() }

  var address: String { "http://127.0.0.1:\(port)" }

  /// How often each request was answered as the model does, by its body.
  var answered: [String: Int] { state.withLock { $0.answered } }

  /// How many requests were answered as the model does.
  var answeredCount: Int { state.withLock { $0.answeredCount } }

  /// How many connections are open.
  var connectionCount: Int { state.withLock { $0.connectionCount } }

  /// How many requests came, the greetings left out.
  var askedCount: Int { state.withLock { $0.asked } }

  /// Goes on by another script, which counts requests from 0 again.
  func play(_ script: @escaping Script) {
    state.withLock {
      $0.script = script
      $0.asked = 0
    }
  }

  /// Is another model from now on, also to those who greet it.
  func become(_ alter: @escaping @Sendable (inout ModelAnswer) -> Void) {
    state.withLock { $0.becoming = alter }
  }

  /// Ends the server: nobody can connect any more.
  func stop() {
    state.withLock { state in
      guard state.listener >= 0 else { return }
      // The thread that accepts closes it: closed here, its number could be another file's by then.
      shutdown(state.listener, Int32(SHUT_RDWR))
      state.listener = -1
    }
  }

  /// Listens again on the same port, unless it does.
  func listen() {
    let listener: Int32? = state.withLock { state in
      guard state.listener < 0 else { return nil }
      state.listener = LoopbackListener.socket(port: port).descriptor
      return state.listener
    }
    if let listener { startThread { self.acceptAll(listener) } }
  }

  /// A socket that takes connections into its queue, and nobody who answers them.
  static func silentSocket() -> (descriptor: Int32, port: UInt16) {
    LoopbackListener.socket(port: 0)
  }

  private func acceptAll(_ listener: Int32) {
    LoopbackListener.acceptAll(listener) { connection in
      self.state.withLock { $0.connectionCount += 1 }
      startThread { self.serve(connection) }
    }
  }

  private func serve(_ connection: LoopbackConnection) {
    defer {
      connection.end()
      state.withLock { $0.connectionCount -= 1 }
    }
    while let request = connection.readRequest() {
      guard answer(request, connection) else { return }
    }
  }

  /// Treats one request.
  ///
  /// - Returns: Whether the connection goes on.
  private func answer(_ request: LoopbackRequest, _ connection: LoopbackConnection) -> Bool {
    if request.line.hasPrefix("GET /v1/models ") {
      return connection.write(200, [], Array(#"{"data":[{"id":"m"}]}"#.utf8))
    }
    guard request.line.hasPrefix("POST /v1/chat/completions ") else {
      return connection.write(404, [], [])
    }
    guard var question = ChatQuestion(request.body) else { return connection.write(400, [], []) }
    var usual = question.answer
    state.withLock { $0.becoming }(&usual)
    guard !question.isGreeting else { return connection.write(200, [], usual.bytes) }
    let script = state.withLock { state in
      question.number = state.asked
      state.asked += 1
      return state.script
    }
    switch script(question) {
    case .reply: return answer(question, connection, [], usual.bytes)
    case .encoded(let headers, let encode):
      return answer(question, connection, headers, encode(usual.bytes))
    case .altered(let alter):
      var answer = usual
      alter(&answer)
      return connection.write(200, [], answer.bytes)
    case .answer(let status, let headers, let body): return connection.write(status, headers, body)
    case .resetInBody:
      connection.breakInBody()
      return false
    case .refuse:
      stop()
      return false
    case .hang:
      connection.waitForTheOtherEnd()
      return false
    }
  }

  /// Gives the right answer and counts it.
  private func answer(
    _ question: ChatQuestion, _ connection: LoopbackConnection, _ headers: [String],
    _ bytes: [UInt8]
  ) -> Bool {
    // Counted before the client can have it: a client that goes on relies on the count.
    state.withLock { state in
      state.answered[question.body, default: 0] += 1
      state.answeredCount += 1
    }
    return connection.write(200, headers, bytes)
  }
}
