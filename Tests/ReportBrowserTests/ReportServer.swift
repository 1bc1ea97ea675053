import Foundation
import Glibc

@testable import TestHost

/// A plain web server on loopback for the files of a folder.
final class ReportServer: Sendable {
  private let listener: Int32

  /// The folder's address.
  let address: URL

  /// Serves a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - headers: Further header lines of every answer.
  ///   - pages: Pages beside the folder's files, by their paths.
  init(_ folder: URL, headers: [String] = [], pages: [String: String] = [:]) {
    let (listener, port) = LoopbackListener.socket(port: 0)
    self.listener = listener
    var parts = URLComponents()
    (parts.scheme, parts.host, parts.port, parts.path) = ("http", "127.0.0.1", Int(port), "/")
    address = parts.url ?? folder
    startThread {
      LoopbackListener.acceptAll(listener) { connection in
        startThread { Self.serve(connection, folder, headers, pages) }
      }
    }
  }

  /// Ends the server.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private static let types = [
    "html": "text/html", "css": "text/css", "png": "image/png", "js": "text/javascript",
    "svg": "image/svg+xml",
  ]

  private static func serve(
    _ connection: LoopbackConnection, _ folder: URL, _ headers: [String], _ pages: [String: String]
  ) {
    defer { connection.end() }
    while let request = connection.readRequest() {
      let path = request.line.split(separator: " ").dropFirst().first.map(String.init) ?? "/"
      let file = folder.appendingPathComponent(String(path.dropFirst()))
      let page = pages[path].map { Data($0.utf8) }
      let type = Self.types[file.pathExtension] ?? "application/octet-stream"
      let goesOn =
        if let body = page ?? (try? Data(contentsOf: file)) {
          connection.write(200, headers + ["Content-Type: \(type)"], Array(body))
        } else { connection.write(404, headers, []) }
      guard goesOn else { return }
    }
  }
}
