import Foundation
import Testing

/// What a failing server is to whoever runs the program: the exit code, and one line on standard error.
@Suite("hallux audit, on a failing server,", .serialized, .timeLimit(.minutes(30)))
struct ExitCodeTests {
  let server: AnsweringServer
  let audit: ProgramAudit

  init() throws {
    server = AnsweringServer()
    audit = try ProgramAudit(server: server)
  }

  @Test(
    "ends with 4 where the run cannot go on, and with 0 the next time",
    arguments: [
      (#"another model answers than before"#, AnsweringServer.Action.altered { $0.model = "b" }),
      (#"the server refuses the key"#, .answer(401, body: [])),
    ])
  func fatal(words: String, action: AnsweringServer.Action) async throws {
    defer { server.stop() }
    server.play { $0.number >= 20 ? action : .reply }
    let ending = try await audit.run()
    audit.expect(ending, 4, words)
    #expect(ending.errors.contains("everything answered is in the log: the same command goes on"))
    server.play { _ in .reply }
    #expect(try await audit.run().status == 0)
    try await audit.expectUndisturbed()
  }

  @Test("ends with 5 where some replies are of no use, and with 0 the next time")
  func failures() async throws {
    defer { server.stop() }
    server.play {
      $0.number == 60 || $0.number == 61 ? .answer(413, body: Array("too large".utf8)) : .reply
    }
    let ending = try await audit.run()
    #expect(ending.status == 5, "\(ending.errors)")
    #expect((1...2).contains(ending.messages.count), "\(ending.errors)")
    for line in ending.messages {
      #expect(line.contains("the server refuses the request (HTTP 413): too large"))
    }
    server.play { _ in .reply }
    #expect(try await audit.run().status == 0)
    try await audit.expectUndisturbed()
  }

  @Test("ends with 4 where the certificate is not trusted, or there is no TLS at all")
  func untrusted() async throws {
    defer { server.stop() }
    let tls = try await StrangeTLSServer(in: audit.folder)
    defer { tls.stop() }
    audit.expect(
      try await audit.run(server: "https://127.0.0.1:\(tls.port)"), 4,
      "its certificate is not trusted")
    audit.expect(
      try await audit.run(server: "https://127.0.0.1:\(server.port)"), 4,
      "the server cannot be reached")
    #expect(try await audit.run().status == 0)
    try await audit.expectUndisturbed()
  }

  @Test(
    "asks a server whose certificate is in the file that is named", arguments: [true, false])
  func trusted(byOption: Bool) async throws {
    defer { server.stop() }
    let tls = try await StrangeTLSServer(in: audit.folder)
    defer { tls.stop() }
    let arguments = ["doctor", "--server", "https://localhost:\(tls.port)", "--quiet"]
    let ending = try await Program(
      arguments + (byOption ? ["--ca-file", tls.certificateFile] : []), in: audit.folder,
      environment: byOption ? [:] : ["SSL_CERT_FILE": tls.certificateFile]
    ).ending()
    #expect(ending.status == 4)
    #expect(ending.errors.contains("HTTP 401"), "\(ending.errors)")
  }
}
