package import ModelAPI

/// The client's share of an evaluation without the wire, so that a benchmark sees it apart.
package struct UnsentChat {
  /// The last piece of the body, as large as the pieces in which a body is sent.
  private var piece: [UInt8]

  /// Makes room for a piece.
  package init() {
    piece = Array(repeating: 0, count: 64 << 10)
  }

  /// Makes a request's body and reads it through as the sender would.
  ///
  /// - Returns: The body's length in bytes.
  package mutating func write(_ request: ModelRequest, modelName: String) -> Int {
    var body = ChatRequestBody.make(request, modelName: modelName).reader()
    var length = 0
    while true {
      let count = piece.withUnsafeMutableBytes { body.read(into: $0) }
      length += count
      if count < piece.count { return length }
    }
  }

  /// Reads a reply with all its checks.
  ///
  /// - Throws: ``ModelError`` `unusableReply`.
  package func read(
    _ bytes: [UInt8], to request: ModelRequest
  ) throws(ModelError) -> ModelReply {
    try ChatReplyBody(bytes).modelReply(to: request)
  }
}
