import CCurl
import Synchronization

/// HTTP by libcurl: many requests at once on one thread, over connections that are kept.
///
/// HTTP/1.1 on `http://` and HTTP/2 on `https://` with certificates verified; proxies by the usual
/// variables; redirects are not followed.
final class HTTPTransport: Sendable {
  private let loop: TransferLoop
  private let lastNumber = Atomic<UInt64>(0)

  /// Starts the thread.
  ///
  /// - Parameters:
  ///   - maxConnections: The most connections to a host and in all, at least 1.
  ///   - timeLimits: How long each part of a request may take.
  init(maxConnections: Int, timeLimits: TimeLimits) {
    loop = TransferLoop(maxConnections: maxConnections, timeLimits: timeLimits)
    loop.start()
  }

  deinit {
    loop.stop()
  }

  /// Sends one request and waits for the whole answer; returns at once when the task is cancelled.
  func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    let number = lastNumber.add(1, ordering: .relaxed).newValue
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        loop.submit(Transfer(number: number, request: request, continuation: continuation))
      }
    } onCancel: {
      loop.cancel(number)
    }
    return try result.get()
  }
}
