import CCurl

/// One request on its way, with all that libcurl points to while it is.
///
/// `@unchecked Sendable`: made by the sender, handed over once through the loop's inbox, and
/// touched by the loop's thread alone from then on.
final class Transfer: @unchecked Sendable {
  typealias Outcome = Result<HTTPResponse, TransportFailure>

  /// The most bytes of an answer that are kept; no token distribution comes near it.
  static let maxReplyLength = 64 << 20

  let number: UInt64
  private let request: HTTPRequest
  private let continuation: CheckedContinuation<Outcome, Never>
  private var reader: RequestBody.Reader?
  private var didSend: () -> Void = {}
  /// When libcurl took the first piece of the body, and the latest.
  private var sending: (first: ContinuousClock.Instant, latest: ContinuousClock.Instant)?
  private var reply: [UInt8] = []
  private var isReplyTooLarge = false
  private var headers: UnsafeMutablePointer<curl_slist>?
  private var progress = TransferProgress()

  init(
    number: UInt64, request: HTTPRequest, continuation: CheckedContinuation<Outcome, Never>
  ) {
    self.number = number
    self.request = request
    self.continuation = continuation
    // Here and not when libcurl begins: the sender's thread has time, the loop's is the one that all requests share.
    reader = request.body?.reader()
  }

  deinit {
    curl_slist_free_all(headers)
  }

  /// Sets a fresh or reset easy handle to this request.
  ///
  /// - Parameters:
  ///   - easy: The handle.
  ///   - limits: How long each part may take.
  ///   - didSend: Called when libcurl takes a piece of the body to send.
  func configure(
    _ easy: UnsafeMutableRawPointer, _ limits: TimeLimits, didSend: @escaping () -> Void
  ) {
    self.didSend = didSend
    _ = hallux_set_pointer(easy, CURLOPT_PRIVATE, Unmanaged.passUnretained(self).toOpaque())
    _ = hallux_set_string(easy, CURLOPT_URL, request.url)
    _ = hallux_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    _ = hallux_set_string(easy, CURLOPT_ACCEPT_ENCODING, "")
    // Signals and threads do not mix; a write to a closed connection must not end the process.
    _ = hallux_set_long(easy, CURLOPT_NOSIGNAL, 1)
    _ = hallux_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, limits.connecting.milliseconds)
    _ = hallux_set_long(easy, CURLOPT_TIMEOUT_MS, limits.whole.milliseconds)
    let isEncrypted = request.url.lowercased().hasPrefix("https:")
    // Debian's libcurl 7.88 breaks HTTP/2 without TLS on a connection's second request.
    let version = isEncrypted ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
    _ = hallux_set_long(easy, CURLOPT_HTTP_VERSION, version)
    _ = hallux_set_long(easy, CURLOPT_PIPEWAIT, isEncrypted ? 1 : 0)
    if request.route.isLocal { _ = hallux_set_string(easy, CURLOPT_NOPROXY, "*") }
    if let path = request.route.socketPath {
      _ = hallux_set_string(easy, CURLOPT_UNIX_SOCKET_PATH, path)
    }
    if let file = request.route.certificateFile {
      _ = hallux_set_string(easy, CURLOPT_CAINFO, file)
    }
    // "Expect:" takes libcurl's header away: it costs a round trip for every body above 1 MB.
    for line in request.headers + ["Expect:"] { headers = curl_slist_append(headers, line) }
    if let body = request.body {
      headers = curl_slist_append(headers, "Content-Type: application/json")
      _ = hallux_set_long(easy, CURLOPT_POST, 1)
      _ = hallux_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, body.count)
      readBody(easy)
    }
    _ = hallux_set_headers(easy, headers)
    _ = hallux_set_pointer(easy, CURLOPT_WRITEDATA, Unmanaged.passUnretained(self).toOpaque())
    _ = hallux_set_write_function(easy) { bytes, _, count, context in
      guard let bytes, let context else { return 0 }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      return transfer.receive(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
    }
  }

  /// The part of the request that has taken too long, or nil; asked every now and then.
  func overduePhase(
    _ easy: UnsafeMutableRawPointer, at now: ContinuousClock.Instant, _ limits: TimeLimits
  ) -> TransferPhase? {
    var sent: curl_off_t = 0
    var connectedAfter: curl_off_t = 0
    _ = hallux_get_offset(easy, CURLINFO_SIZE_UPLOAD_T, &sent)
    _ = hallux_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T, &connectedAfter)
    return progress.overduePhase(
      isConnected: connectedAfter > 0, unsent: (request.body?.count ?? 0) - Int(sent),
      received: reply.isEmpty ? nil : reply.count, at: now, limits)
  }

  /// Lets libcurl ask for the body piece by piece.
  private func readBody(_ easy: UnsafeMutableRawPointer) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = hallux_set_pointer(easy, CURLOPT_READDATA, context)
    _ = hallux_set_read_function(easy) { bytes, _, count, context in
      guard let bytes, let context else { return 0 }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      transfer.didSend()
      let now = ContinuousClock.now
      transfer.sending = (transfer.sending?.first ?? now, now)
      return transfer.reader?.read(into: .init(start: bytes, count: count)) ?? 0
    }
    // libcurl sends again from the beginning when the server has closed an idle connection.
    _ = hallux_set_pointer(easy, CURLOPT_SEEKDATA, context)
    _ = hallux_set_seek_function(easy) { context, offset, _ in
      guard offset == 0, let context else { return CURL_SEEKFUNC_CANTSEEK }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      transfer.reader = transfer.request.body?.reader()
      transfer.sending = nil
      return CURL_SEEKFUNC_OK
    }
  }

  /// Hands the sender its answer or the reason why there is none.
  func finish(_ easy: UnsafeMutableRawPointer, _ result: CURLcode) {
    guard result == CURLE_OK else {
      finish(isReplyTooLarge ? .replyTooLarge : failure(easy, result))
      return
    }
    var status = 0
    var seconds: curl_off_t = 0
    _ = hallux_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
    _ = hallux_get_offset(easy, CURLINFO_RETRY_AFTER, &seconds)
    let retryAfter: Duration? = seconds > 0 ? .seconds(seconds) : nil
    continuation.resume(
      returning: .success(
        HTTPResponse(
          status: status, retryAfter: retryAfter, body: reply,
          sendingTime: sending.map { $0.latest - $0.first })))
  }

  /// Tells the sender why there is no answer.
  func finish(_ failure: TransportFailure) {
    continuation.resume(returning: .failure(failure))
  }

  private func failure(
    _ easy: UnsafeMutableRawPointer, _ result: CURLcode
  ) -> TransportFailure {
    guard result == CURLE_OPERATION_TIMEDOUT else { return TransportFailure(result) }
    var connectedAfter: curl_off_t = 0
    _ = hallux_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T, &connectedAfter)
    return .timedOut(connectedAfter > 0 ? .whole : .connecting)
  }

  private func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    isReplyTooLarge = reply.count + bytes.count > Self.maxReplyLength
    if !isReplyTooLarge { reply.append(contentsOf: bytes) }
    return !isReplyTooLarge
  }
}

extension TransportFailure {
  /// Sorts libcurl's results by what can be done about them.
  fileprivate init(_ result: CURLcode) {
    self =
      switch result {
      case CURLE_COULDNT_CONNECT: .refused
      case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
        CURLE_HTTP2_STREAM, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
        .reset
      case CURLE_COULDNT_RESOLVE_HOST: .unreachable(reason: "its name is not known")
      case CURLE_COULDNT_RESOLVE_PROXY: .unreachable(reason: "the proxy's name is not known")
      case CURLE_PEER_FAILED_VERIFICATION:
        .unreachable(reason: "its certificate is not trusted (--ca-file names those that are)")
      case CURLE_SSL_CACERT_BADFILE:
        .unreachable(reason: "the file of trusted certificates cannot be read")
      default: .unreachable(reason: String(cString: curl_easy_strerror(result)))
      }
  }
}

extension Duration {
  /// Whole milliseconds, at least 1: libcurl takes 0 for "never".
  fileprivate var milliseconds: Int {
    max(1, Int(clamping: self / .milliseconds(1) < 1e15 ? Int64(self / .milliseconds(1)) : .max))
  }
}
