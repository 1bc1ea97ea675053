import Foundation
import Testing

@testable import TestHost
@testable import TestKit

/// The usual variables lead through a proxy; the program's own process is the only place where they can be set.
@Suite struct ProxyTests {
  /// A proxy that refuses everything with 407 or, for a server's address, 401, and writes down what it was asked.
  private static let program = """
    import http.server, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            open(sys.argv[1], "a").write(self.path + "\\n")
            self.send_response(401)
            self.send_header("Content-Length", "0")
            self.end_headers()
        def log_message(self, *arguments): pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """

  private func withProxy(
    _ body: (_ port: String, _ asked: () -> String, TemporaryFolder) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let proxy = try ChildProcess(
      [Program.root + "/.venv/bin/python", "-c", Self.program, folder.path + "/asked"],
      environment: [:], in: folder.path, output: folder.path + "/port",
      errors: folder.path + "/proxy.err")
    defer { proxy.terminate() }
    var port = ""
    try await waitUntil {
      port = (try? String(contentsOfFile: folder.path + "/port", encoding: .utf8)) ?? ""
      return port.hasSuffix("\n")
    }
    port.removeLast()
    try await body(
      port, { (try? String(contentsOfFile: folder.path + "/asked", encoding: .utf8)) ?? "" }, folder
    )
  }

  @Test("http_proxy is asked for another machine's server")
  func proxied() async throws {
    try await withProxy { port, asked, folder in
      let run = try await Program.run(
        ["doctor", "--server", "http://model.invalid:8000/v1"], in: folder,
        environment: ["http_proxy": "http://127.0.0.1:\(port)", "no_proxy": ""])
      #expect(run.status == 4)
      #expect(run.messages.last?.contains("HTTP 401") == true, "\(run.errors)")
      #expect(asked() == "http://model.invalid:8000/v1/models\n")
    }
  }

  @Test("no_proxy and this machine's own servers are asked directly")
  func direct() async throws {
    try await withProxy { port, asked, folder in
      let proxy = "http://127.0.0.1:\(port)"
      let excepted = try await Program.run(
        ["doctor", "--server", "http://model.invalid:8000/v1"], in: folder,
        environment: ["http_proxy": proxy, "no_proxy": "model.invalid"])
      #expect(excepted.status == 4)
      let own = try await Program.run(
        ["doctor", "--server", "http://127.0.0.1:1/v1"], in: folder,
        environment: ["http_proxy": proxy])
      #expect(own.status == 4)
      #expect(own.messages.last?.contains("refuses connections") == true, "\(own.errors)")
      #expect(asked().isEmpty)
    }
  }

  @Test(
    "what cannot be used is told before anything is asked",
    arguments: [
      (["--header", "nonsense"], "a header is written like"),
      (["--header", "Authorization: Bearer x"], "OPENAI_API_KEY"),
      (["--header", "@/nowhere"], "cannot be read"),
      (["--ca-file", "/nowhere.pem"], "cannot be read"),
      (["--server", "http://x:1"], "is given twice"),
      (["--server", "unix:relative"], "not a Unix socket's"),
      (["--timeout", "0"], "--timeout must be"),
    ])
  func unusable(arguments: [String], words: String) async throws {
    let run = try await Program.run(
      ["audit", "--server", "http://x:1"] + arguments, in: TemporaryFolder())
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.status == 2)
  }
}
