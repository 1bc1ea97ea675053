import Foundation
import Testing

@testable import TestHost
@testable import TestKit

/// A server whose certificate nobody trusts unasked, in a process of its own; who trusts it is told that a key is
/// missing.
struct StrangeTLSServer {
  /// Where it listens.
  let port: Int
  /// Its certificate, PEM.
  let certificateFile: String
  private let process: ChildProcess

  /// Starts it.
  init(in folder: TemporaryFolder) async throws {
    let certificateFile = folder.path + "/certificate.pem"
    let output = folder.path + "/tls.out"
    process = try ChildProcess(
      [
        Program.root + "/.venv/bin/python",
        Program.root + "/Tests/HalluxTests/Faults/tls_server.py",
        certificateFile,
      ], environment: ["PATH": "/usr/bin:/bin"], in: folder.path, output: output,
      errors: folder.path + "/tls.err")
    self.certificateFile = certificateFile
    func announced() -> Int? {
      let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
      return text.hasSuffix("\n") ? Int(text.dropLast()) : nil
    }
    try await waitUntil { announced() != nil }
    port = try #require(announced())
  }

  func stop() { process.terminate() }
}
