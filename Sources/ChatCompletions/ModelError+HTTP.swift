import ModelAPI

extension RetryPolicy.Failure {
  /// The failure as the policy sorts it, or nil when no policy is to be asked.
  init?(_ failure: TransportFailure) {
    switch failure {
    case .refused: self = .refused
    case .reset: self = .reset
    case .timedOut: self = .timedOut
    case .unreachable: self = .unreachable
    case .replyTooLarge, .cancelled: return nil
    }
  }
}

extension ModelError {
  /// The run was told to stop.
  static let cancelled = ModelError(code: .cancelled, message: "the request was cancelled")

  /// The server wants to be left alone for longer than anybody waits.
  static func leftAlone(for pause: Duration) -> ModelError {
    ModelError(
      code: .unavailable,
      message: "the server asks to be left alone for \(Int(pause / .seconds(60))) minutes")
  }

  init(_ failure: TransportFailure) {
    self =
      switch failure {
      case .refused:
        ModelError(
          code: .unreachable,
          message: "the server refuses connections: check that it runs, and its address and port")
      case .unreachable(let reason):
        ModelError(code: .unreachable, message: "the server cannot be reached: \(reason)")
      case .reset:
        ModelError(
          code: .unavailable,
          message: "the server broke the connection before its reply was whole")
      case .timedOut(let phase):
        ModelError(code: .unavailable, message: phase.complaint)
      case .replyTooLarge:
        .unusable("the server's reply is larger than \(Transfer.maxReplyLength >> 20) MB")
      case .cancelled: .cancelled
      }
  }

  /// Puts a status other than 200 into words, with the server's own where it gives any.
  init(_ response: HTTPResponse, hiding secrets: [String]) {
    let (code, meaning): (Code, String) =
      switch response.status {
      case 401, 403: (.unauthorized, "the server refuses the key, or asks for one")
      case 404: (.notFound, "the server does not know the model or the path")
      case 500: (.failed, "the server fails at this request")
      case 408, 429, 502...504, 520...599: (.unavailable, "the server fails or is overloaded")
      case 300..<400: (.rejected, "the server redirects: give the address that it redirects to")
      default: (.rejected, "the server refuses the request")
      }
    let said = ServerErrorText.line(from: response.body, hiding: secrets).map { ": \($0)" } ?? ""
    self.init(code: code, message: "\(meaning) (HTTP \(response.status))\(said)")
  }
}

extension TransferPhase {
  /// What to tell a person when this part took too long.
  fileprivate var complaint: String {
    switch self {
    case .connecting: "the server did not take the connection in time"
    case .sending: "the server stopped taking the request"
    case .answering:
      "the server did not reply in time: if it is only slow, give it longer with --timeout"
    case .receiving: "the server stopped in the middle of its reply"
    case .whole: "the server was not done with its reply in time"
    }
  }
}
