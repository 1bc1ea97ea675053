import Foundation
import Glibc
import Synchronization

@testable import TestHost
@testable import TestKit

/// A headless Chromium that sees no font but Liberation.
final class Browser: Sendable {
  /// Where Debian puts its fonts.
  private static let fonts = "/usr/share/fonts/truetype/liberation"

  private let connection: DevToolsConnection
  private let process: ChildProcess
  private let folder: TemporaryFolder
  private let seats = Seats(2)
  private let idle = Mutex<[Tab]>([])

  /// Starts the browser that is installed.
  ///
  /// - Throws: ``BrowserError`` when there is none, or it does not start.
  static func start() async throws -> Browser {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
    let places = path.split(separator: ":").map { "\($0)/chromium" }
    guard let program = places.first(where: { access($0, X_OK) == 0 }), access(fonts, R_OK) == 0
    else {
      throw BrowserError(
        """
        the report's tests need the Debian packages chromium and fonts-liberation: run scripts/setup --tests, or set \
        HALLUX_NO_BROWSER=1 to go without these tests
        """)
    }
    let browser = try Browser(program)
    try await browser.connection.call("Browser.getVersion")
    return browser
  }

  private init(_ program: String) throws {
    folder = try TemporaryFolder()
    let place = folder.path
    let errors = place + "/errors"
    guard mkfifo(place + "/in", 0o600) == 0, mkfifo(place + "/out", 0o600) == 0 else {
      throw BrowserError("cannot make pipes in \(place): errno \(errno)")
    }
    try Self.fontSettings(cache: place).write(
      toFile: place + "/fonts.conf", atomically: false, encoding: .utf8)
    connection = try DevToolsConnection(input: place + "/in", output: place + "/out") {
      let told = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
      return "Chromium is gone; the last it said: \(told.suffix(500))"
    }
    let environment = ProcessInfo.processInfo.environment.merging([
      "FONTCONFIG_FILE": place + "/fonts.conf", "HOME": place, "LANG": "C.UTF-8", "TZ": "UTC",
    ]) { $1 }
    process = try ChildProcess(
      ["/bin/sh", "-c", "exec \"$0\" \"$@\" 3<in 4>out", program] + Self.options
        + ["--user-data-dir=\(place)/profile", "about:blank"],
      environment: environment, in: place, output: place + "/output", errors: errors)
  }

  /// Nothing of its own on the network, and the same pixels everywhere.
  private static let options = [
    "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
    "--disable-extensions", "--disable-sync", "--disable-breakpad", "--disable-gpu",
    "--disable-dev-shm-usage", "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--password-store=basic", "--hide-scrollbars", "--mute-audio",
    "--lang=en-US", "--force-color-profile=srgb", "--font-render-hinting=none",
    "--disable-lcd-text",
  ]

  /// Whatever a page asks for, it gets Liberation Sans, or Mono where the name says so.
  private static func fontSettings(cache: String) -> String {
    """
    <?xml version="1.0"?>
    <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
    <fontconfig>
      <dir>\(fonts)</dir>
      <cachedir>\(cache)/fonts</cachedir>
      <match>
        <test name="family" compare="contains"><string>mono</string></test>
        <edit name="family" mode="append_last"><string>Liberation Mono</string></edit>
      </match>
      <match>
        <edit name="family" mode="append_last"><string>Liberation Sans</string></edit>
      </match>
    </fontconfig>
    """
  }

  /// Lends a window for as long as a test needs it; at most two are open at a time.
  func withTab<Result: Sendable>(
    width: Int = 1280, height: Int = 800, _ body: (Tab) async throws -> Result
  ) async throws -> Result {
    await seats.take()
    defer { seats.leave() }
    let tab = if let idle = idle.withLock({ $0.popLast() }) { idle } else { try await openTab() }
    do {
      try await tab.prepare(width: width, height: height)
      let result = try await body(tab)
      // What forbids scripts cannot be told to allow them again without a trace.
      if tab.isScriptless { try await tab.close() } else { idle.withLock { $0.append(tab) } }
      return result
    } catch {
      try? await tab.close()
      throw error
    }
  }

  private func openTab() async throws -> Tab {
    let context = try await connection.call("Target.createBrowserContext")["browserContextId"]
    let target = try await connection.call(
      "Target.createTarget",
      ["url": "about:blank", "browserContextId": context, "newWindow": true])
    let session = try await connection.call(
      "Target.attachToTarget", ["targetId": target["targetId"], "flatten": true])
    guard let id = session["sessionId"].string else { throw BrowserError("there is no session") }
    let tab = Tab(connection: connection, session: id, context: context)
    try await tab.listen()
    return tab
  }

  /// Ends it at once, as it has nothing to keep, and waits for the end.
  func end() async {
    kill(process.processIdentifier, SIGKILL)
    connection.close()
    await process.exitCode()
  }
}
