import Dispatch
import Foundation
import Synchronization

/// One window of the browser, with a record of everything that happened in it.
final class Tab: Sendable {
  private struct State {
    var events: [TabEvent] = []
    /// Whether the page's own scripts are left out, and with them what a test could wait for.
    var isScriptless = false
    var watch = JSONValue.null
    var lastWaiting = 0
    var waiting: [Int: Waiting] = [:]
  }

  private struct Waiting {
    var wants: @Sendable (TabEvent) -> Bool
    var continuation: CheckedContinuation<TabEvent, any Error>
  }

  private let connection: DevToolsConnection
  private let session: String
  private let context: JSONValue
  private let state = Mutex(State())

  /// - Parameters:
  ///   - connection: The browser.
  ///   - session: What the browser calls the window's session.
  ///   - context: The profile that is the window's own; null where it has none.
  init(connection: DevToolsConnection, session: String, context: JSONValue = .null) {
    self.connection = connection
    self.session = session
    self.context = context
    connection.listen(to: session) { [weak self] in self?.take(TabEvent(name: $0, details: $1)) }
  }

  /// Turns the records on.
  func listen() async throws {
    for domain in ["Page", "Network", "Runtime", "Log", "Audits"] {
      try await call("\(domain).enable")
    }
    try await call("Page.setLifecycleEventsEnabled", ["enabled": true])
    try await call("Emulation.setFocusEmulationEnabled", ["enabled": true])
    try await call(
      "Target.setAutoAttach",
      ["autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true])
    let watch = try await call(
      "Page.addScriptToEvaluateOnNewDocument", ["source": .string(Self.watch)])
    state.withLock { $0.watch = watch["identifier"] }
  }

  /// Makes the window what a new one is.
  func prepare(width: Int, height: Int) async throws {
    try await call("Emulation.setEmulatedMedia", ["media": "", "features": []])
    // A page that is there already would not be opened again.
    if !events.isEmpty { try await load("about:blank") }
    try await resize(width: width, height: height)
  }

  /// Closes the window.
  func close() async throws {
    connection.listen(to: session, nil)
    try await connection.call("Target.disposeBrowserContext", ["browserContextId": context])
  }

  /// Notes what only a script of the page could have done, before there is any.
  private static let watch = """
    globalThis.halluxCalls = [];
    for (const name of ["alert", "confirm", "prompt", "print", "open"])
      globalThis[name] = (...words) => { halluxCalls.push(`${name}(${words})`); };
    addEventListener("securitypolicyviolation", event =>
      halluxCalls.push(`${event.violatedDirective} forbids ${event.blockedURI}`));
    """

  /// Calls a method of the protocol.
  @discardableResult
  func call(_ method: String, _ parameters: JSONValue = [:]) async throws -> JSONValue {
    try await connection.call(method, parameters, session: session)
  }

  /// Everything since the last page was asked for.
  var events: [TabEvent] { state.withLock { $0.events } }

  private func take(_ event: TabEvent) {
    if event.name == DevToolsConnection.closing {
      for id in state.withLock({ Array($0.waiting.keys) }) {
        giveUp(id, BrowserError(event.details.string ?? "the browser is gone"))
      }
      return
    }
    let served = state.withLock { state in
      state.events.append(event)
      let served = state.waiting.filter { $0.value.wants(event) }
      for id in served.keys { state.waiting[id] = nil }
      return served.values
    }
    for waiting in served { waiting.continuation.resume(returning: event) }
  }

  /// Waits for an event, which may have been already.
  ///
  /// - Throws: ``BrowserError`` when it does not come in time; `CancellationError` when the test was cancelled.
  @discardableResult
  func event(where wants: @escaping @Sendable (TabEvent) -> Bool) async throws -> TabEvent {
    let id = state.withLock { state in
      state.lastWaiting += 1
      return state.lastWaiting
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let found: TabEvent? = state.withLock { state in
          if let found = state.events.first(where: wants) { return found }
          state.waiting[id] = Waiting(wants: wants, continuation: continuation)
          return nil
        }
        if let found { return continuation.resume(returning: found) }
        let deadline = DispatchTime.now() + DevToolsConnection.patience
        DispatchQueue.global().asyncAfter(deadline: deadline) { [weak self] in
          self?.giveUp(id, BrowserError("what was waited for has not come in time"))
        }
        if Task.isCancelled { giveUp(id, CancellationError()) }
      }
    } onCancel: {
      giveUp(id, CancellationError())
    }
  }

  private func giveUp(_ id: Int, _ error: any Error) {
    state.withLock { $0.waiting.removeValue(forKey: id) }?.continuation.resume(throwing: error)
  }

  /// Opens a page and waits until it and its pictures are there and drawn.
  ///
  /// - Throws: ``BrowserError`` when there is no such page.
  func open(_ address: URL) async throws {
    try await load(address.absoluteString)
    try await settle()
  }

  /// Runs no script of the page from now on.
  func forbidScripts() async throws {
    try await call("Emulation.setScriptExecutionDisabled", ["value": true])
    try await expectNoScripts()
  }

  /// Takes note that the pages to come are forbidden to run scripts, a test's watching script included.
  func expectNoScripts() async throws {
    let watch = state.withLock { state in
      state.isScriptless = true
      return state.watch
    }
    guard watch != .null else { return }
    try await call("Page.removeScriptToEvaluateOnNewDocument", ["identifier": watch])
  }

  var isScriptless: Bool { state.withLock { $0.isScriptless } }

  /// The window of a frame that the browser keeps in a process of its own, as it does with sandboxed ones.
  func frame() async throws -> Tab {
    let attached = try await event {
      $0.name == "Target.attachedToTarget" && $0.details["targetInfo"]["type"] == "iframe"
    }
    guard let id = attached.details["sessionId"].string else {
      throw BrowserError("there is no frame")
    }
    let frame = Tab(connection: connection, session: id)
    try await frame.expectNoScripts()
    return frame
  }

  private func load(_ address: String) async throws {
    state.withLock { $0.events = [] }
    let answer = try await call("Page.navigate", ["url": .string(address)])
    if let problem = answer["errorText"].string {
      throw BrowserError("\(address): \(problem)")
    }
    let loader = answer["loaderId"]
    // Without a loader, only the fragment changed.
    guard loader != .null else { return }
    try await event {
      $0.name == "Page.lifecycleEvent" && $0.details["name"] == "load"
        && $0.details["loaderId"] == loader
    }
  }

  /// Waits until what changed is on the screen; a page without scripts cannot tell.
  func settle() async throws {
    guard !isScriptless else { return }
    try await run(
      """
      Promise.all([...document.images].filter(i => i.complete && i.naturalWidth).map(i => i.decode().catch(() => 0)))
        .then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
      """)
  }

  /// Runs a script in the page and waits for the value of its last expression.
  ///
  /// - Throws: ``BrowserError`` when the script does.
  @discardableResult
  func run(_ script: String) async throws -> JSONValue {
    let answer = try await call(
      "Runtime.evaluate",
      ["expression": .string(script), "awaitPromise": true, "returnByValue": true])
    guard answer["exceptionDetails"] == .null else {
      let exception = answer["exceptionDetails"]["exception"]["description"].string
      throw BrowserError("a test's script failed: \(exception ?? "\(answer)")")
    }
    return answer["result"]["value"]
  }

  /// The same, with the value read as a type.
  func evaluate<Value: Decodable>(_ script: String, as type: Value.Type = Value.self) async throws
    -> Value
  { try await run(script).decoded(as: type) }
}
