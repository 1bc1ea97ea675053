import Glibc

/// One HTTP request as it arrived.
struct LoopbackRequest: Sendable {
  var line: String
  var headers: [String]
  var body: String
}

/// A server's end of one connection, used by one thread.
final class LoopbackConnection: @unchecked Sendable {  // handed over once, to its thread
  private let descriptor: Int32
  private var received: [UInt8] = []

  init(descriptor: Int32) { self.descriptor = descriptor }

  func end() {
    // Unlike close(), this also works while a program that a test started holds the descriptor.
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  /// Sends an answer.
  ///
  /// - Returns: Whether the connection goes on.
  func write(_ status: Int, _ headers: [String], _ body: [UInt8]) -> Bool {
    let head =
      ["HTTP/1.1 \(status) X", "Content-Length: \(body.count)"] + headers + ["", ""]
    return send(Array(head.joined(separator: "\r\n").utf8) + body)
  }

  /// Begins an answer and breaks the connection with a reset.
  func breakInBody() {
    _ = send(Array("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"choices\":".utf8))
    var nobody = sockaddr()  // of family AF_UNSPEC
    connect(descriptor, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
  }

  /// Waits until the client gives up.
  func waitForTheOtherEnd() {
    var byte: UInt8 = 0
    while recv(descriptor, &byte, 1, 0) > 0 {}
  }

  private func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(
          descriptor, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Reads the next request; nil when the client has gone.
  func readRequest() -> LoopbackRequest? {
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
          return LoopbackRequest(
            line: lines.first ?? "", headers: Array(lines.dropFirst()),
            body: String(decoding: body, as: UTF8.self))
        }
      }
      var buffer = [UInt8](repeating: 0, count: 65536)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      // 0x16 begins a TLS handshake, which is none of this server's business.
      guard count > 0, received.first ?? buffer[0] != 0x16 else { return nil }
      received += buffer[..<count]
    }
  }
}
