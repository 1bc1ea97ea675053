import Foundation

/// An HTTPS server on loopback with a certificate of its own making, which nobody trusts unasked.
///
/// It is Python's, in a process of its own; it lists the model `m` and answers every question with "Yes".
final class TLSServer {
  /// The certificate that it shows, PEM.
  let certificateFile: String
  /// Where it listens.
  private(set) var port = ""
  private let folder: URL
  private let process = Process()

  private static let program = """
    import http.server, ssl, subprocess, sys
    folder = sys.argv[1]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
         folder + "/key.pem", "-out", folder + "/certificate.pem"], check=True)
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def answer(self, text):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def do_GET(self): self.answer('{"data":[{"id":"m"}]}')
        def do_POST(self): self.answer(sys.argv[2])
        def log_message(self, *arguments): pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder + "/certificate.pem", folder + "/key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "hallux-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificateFile = folder.appending(path: "certificate.pem").path
    let output = Pipe()
    process.executableURL = URL(filePath: Project.root + "/.venv/bin/python")
    process.arguments = ["-c", Self.program, folder.path, ChatReply.body()]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // The first line comes when it listens.
    let line = output.fileHandleForReading.availableData
    port = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func stop() {
    // Waiting for its end would turn the run loop, which a task's thread has none of.
    process.terminate()
    try? FileManager.default.removeItem(at: folder)
  }
}
