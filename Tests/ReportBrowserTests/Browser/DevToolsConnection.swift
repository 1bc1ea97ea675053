import Dispatch
import Foundation
import Glibc
import Synchronization

@testable import TestHost

/// The DevTools protocol over two named pipes: JSON messages, each ended by a zero byte.
final class DevToolsConnection: Sendable {
  typealias Listener = @Sendable (_ event: String, _ parameters: JSONValue) -> Void

  /// The event that listeners are told when the browser is gone.
  static let closing = "closing"

  /// How long the browser may take for one thing.
  ///
  /// A test has no limit of its own: most of its time it may stand in line for a window.
  static let patience = DispatchTimeInterval.seconds(120)

  private struct State {
    var lastID = 0
    var waiting: [Int: CheckedContinuation<JSONValue, any Error>] = [:]
    var listeners: [String: Listener] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())
  /// The end that is written to; nil when the connection was closed.
  private let input: Mutex<Int32?>
  private let whyClosed: @Sendable () -> String

  /// Makes the pipes' ends on this side.
  ///
  /// - Parameters:
  ///   - input: The named pipe that the browser reads.
  ///   - output: The named pipe that it writes.
  ///   - whyClosed: What to say of a browser that is gone.
  /// - Throws: ``BrowserError`` when a pipe cannot be opened.
  init(input: String, output: String, whyClosed: @escaping @Sendable () -> String) throws {
    self.whyClosed = whyClosed
    // Open for both directions, this end does not wait for the other.
    let descriptor = Glibc.open(input, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw BrowserError("cannot open \(input): errno \(errno)") }
    self.input = Mutex(descriptor)
    startThread { self.readAll(output) }
  }

  /// Calls a method and waits for its result.
  ///
  /// - Throws: ``BrowserError`` when the browser refuses, is gone, or takes longer than ``patience``;
  ///   `CancellationError` when the test was cancelled.
  @discardableResult
  func call(_ method: String, _ parameters: JSONValue = [:], session: String? = nil) async throws
    -> JSONValue
  {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    var message: [String: JSONValue] = [
      "id": .number(Double(id)), "method": .string(method), "params": parameters,
    ]
    if let session { message["sessionId"] = .string(session) }
    let bytes = try JSONEncoder().encode(message) + [0]
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isOpen = state.withLock { state in
          if !state.isClosed { state.waiting[id] = continuation }
          return !state.isClosed
        }
        guard isOpen else { return continuation.resume(throwing: BrowserError(whyClosed())) }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { [weak self] in
          self?.giveUp(id, BrowserError("the browser has not answered \(method) in time"))
        }
        do { try send(bytes) } catch { giveUp(id, error) }
        if Task.isCancelled { giveUp(id, CancellationError()) }
      }
    } onCancel: {
      giveUp(id, CancellationError())
    }
  }

  private func giveUp(_ id: Int, _ error: any Error) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(throwing: error)
  }

  /// Tells a listener of every event of a session from now on, one after the other; nil ends it.
  func listen(to session: String, _ listener: Listener?) {
    state.withLock { $0.listeners[session] = listener }
  }

  /// Lets go of the pipe, which ends the browser.
  func close() {
    input.withLock { descriptor in
      if let descriptor { Glibc.close(descriptor) }
      descriptor = nil
    }
  }

  private func send(_ bytes: Data) throws {
    try input.withLock { descriptor in
      guard let descriptor else { throw BrowserError(whyClosed()) }
      var sent = 0
      while sent < bytes.count {
        let count = bytes.withUnsafeBytes {
          write(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent)
        }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw BrowserError("cannot write to the browser: errno \(errno)") }
        sent += count
      }
    }
  }

  private func readAll(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    var received = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while descriptor >= 0 {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      var rest = buffer[..<count]
      while let end = rest.firstIndex(of: 0) {
        received += rest[..<end]
        take(received)
        received.removeAll(keepingCapacity: true)
        rest = rest[(end + 1)...]
      }
      received += rest
    }
    Glibc.close(descriptor)
    let (waiting, listeners) = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [:] }
      return (state.waiting.values, state.listeners.values)
    }
    for listener in listeners { listener(Self.closing, .string(whyClosed())) }
    for continuation in waiting { continuation.resume(throwing: BrowserError(whyClosed())) }
  }

  private func take(_ bytes: Data) {
    guard let message = try? JSONDecoder().decode(JSONValue.self, from: bytes) else { return }
    if let id = message["id"].number {
      guard let continuation = state.withLock({ $0.waiting.removeValue(forKey: Int(id)) }) else {
        return
      }
      if message["error"] == .null {
        continuation.resume(returning: message["result"])
      } else {
        continuation.resume(
          throwing: BrowserError("the browser says: \(message["error"]["message"].string ?? "")"))
      }
    } else if let session = message["sessionId"].string, let event = message["method"].string {
      state.withLock { $0.listeners[session] }?(event, message["params"])
    }
  }
}
