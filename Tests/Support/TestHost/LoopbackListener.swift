import Glibc

/// A listening socket on loopback.
enum LoopbackListener {
  /// Listens on a port; 0 for one of its own.
  static func socket(port: UInt16) -> (descriptor: Int32, port: UInt16) {
    let bound = boundSocket(port: port)
    precondition(Glibc.listen(bound.descriptor, 128) == 0, "no loopback port")
    return bound
  }

  /// Takes a port, 0 for one of its own; unless somebody listens there, connections are refused.
  static func boundSocket(port: UInt16) -> (descriptor: Int32, port: UInt16) {
    let descriptor = Glibc.socket(
      AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | getsockname(descriptor, $0, &length)
      }
    }
    precondition(result == 0, "no loopback port")
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  /// Hands over every connection until the socket is shut down, then closes it.
  static func acceptAll(
    _ listener: Int32, _ take: (LoopbackConnection) -> Void
  ) {
    while true {
      let connection = accept(listener, nil, nil)
      // A client that gave up before it was accepted is no reason to stop.
      if connection < 0 && (errno == EINTR || errno == ECONNABORTED) { continue }
      guard connection >= 0 else { break }
      take(LoopbackConnection(descriptor: connection))
    }
    close(listener)
  }
}
