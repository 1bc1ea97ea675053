import CCurl
import Synchronization

/// The thread that drives all transfers of one transport.
///
/// Others leave transfers and cancellations in the inbox and wake the thread; everything else
/// belongs to the thread. `@unchecked Sendable`: `multi` is only woken by others, under the inbox's
/// lock and never after `isStopping` is set; `idle`, `active` and `isSending` are touched by the thread alone.
final class TransferLoop: @unchecked Sendable {
  private struct Inbox {
    var submitted: [Transfer] = []
    var cancelled: [UInt64] = []
    var isStopping = false
    /// Whether the thread sleeps, or is about to, and must be told.
    var isAsleep = false

    var isEmpty: Bool { submitted.isEmpty && cancelled.isEmpty && !isStopping }
  }

  private let inbox = Mutex(Inbox())
  private let multi: UnsafeMutableRawPointer
  private let timeLimits: TimeLimits
  /// How long to sleep at most while transfers are under way.
  private var tickMilliseconds: Int32 { Int32(timeLimits.tick / .milliseconds(1)) }
  private var idle: [UnsafeMutableRawPointer] = []
  /// Whether a piece of some body has been sent since this was last set to false.
  private var isSending = false
  private var active: [UInt64: (easy: UnsafeMutableRawPointer, transfer: Transfer)] = [:]

  /// libcurl's one-time set-up, before the first thread of it.
  private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init(maxConnections: Int, timeLimits: TimeLimits) {
    precondition(maxConnections > 0, "\(maxConnections) connections carry no request")
    guard Self.isLibraryReady, let multi = curl_multi_init() else {
      preconditionFailure("libcurl could not be set up")
    }
    self.multi = multi
    self.timeLimits = timeLimits
    _ = hallux_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, maxConnections)
    _ = hallux_multi_set_long(multi, CURLMOPT_MAXCONNECTS, maxConnections)
  }

  /// Starts the thread, which holds on to the loop until it is stopped.
  func start() { startThread(for: "HTTP") { self.run() } }

  /// Ends the thread; transfers that are still under way are cancelled.
  func stop() {
    inbox.withLock { inbox in
      inbox.isStopping = true
      wake(&inbox)
    }
  }

  /// Takes a transfer over, unless its task has been cancelled.
  ///
  /// The look at the task is under the same lock as ``cancel(_:)``: a cancellation is either seen
  /// here or arrives in the inbox after the transfer, so none is lost.
  func submit(_ transfer: Transfer) {
    let isTaken = inbox.withLock { inbox in
      guard !Task.isCancelled else { return false }
      inbox.submitted.append(transfer)
      wake(&inbox)
      return true
    }
    if !isTaken { transfer.finish(.cancelled) }
  }

  /// Ends a transfer if it is still under way.
  func cancel(_ number: UInt64) {
    inbox.withLock { inbox in
      inbox.cancelled.append(number)
      wake(&inbox)
    }
  }

  /// Wakes the thread unless it is at work, and so looks into the inbox anyway: waking costs both sides a call of the kernel.
  private func wake(_ inbox: inout Inbox) {
    guard inbox.isAsleep else { return }
    inbox.isAsleep = false
    curl_multi_wakeup(multi)
  }

  private func run() {
    var nextLook = ContinuousClock.now
    while true {
      let news = inbox.withLock { inbox in
        defer { inbox = Inbox(isStopping: inbox.isStopping) }
        return inbox
      }
      news.submitted.forEach(begin)
      news.cancelled.forEach { end($0, .cancelled) }
      if news.isStopping { break }
      isSending = false
      var runningCount: Int32 = 0
      curl_multi_perform(multi, &runningCount)
      finishCompleted()
      nextLook = endOverdue(nextLook)
      // Where a piece was sent, the next one probably can be too: to ask the kernel first would cost as much as the copy.
      if isSending { continue }
      let hasNews = inbox.withLock { inbox in
        inbox.isAsleep = inbox.isEmpty
        return !inbox.isEmpty
      }
      // Woken by sockets, by libcurl's own timers and by the inbox; else in time to look at the limits.
      let longest = active.isEmpty ? 60_000 : tickMilliseconds
      curl_multi_poll(multi, nil, 0, hasNews ? 0 : longest, nil)
    }
    for number in Array(active.keys) { end(number, .cancelled) }
    idle.forEach(curl_easy_cleanup)
    curl_multi_cleanup(multi)
  }

  private func begin(_ transfer: Transfer) {
    guard let easy = idle.popLast() ?? curl_easy_init() else {
      transfer.finish(.unreachable(reason: "out of memory"))
      return
    }
    transfer.configure(easy, timeLimits) { [unowned self] in isSending = true }
    active[transfer.number] = (easy, transfer)
    curl_multi_add_handle(multi, easy)
  }

  private func finishCompleted() {
    var remaining: Int32 = 0
    while let message = curl_multi_info_read(multi, &remaining) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else {
        continue
      }
      // The message dies with `curl_multi_remove_handle`.
      let result = hallux_message_result(message)
      var context: UnsafeMutableRawPointer?
      _ = hallux_get_pointer(easy, CURLINFO_PRIVATE, &context)
      guard let context else { continue }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      transfer.finish(easy, result)
      release(transfer.number)
    }
  }

  /// Ends the transfers of which a part takes too long, if it is time to look.
  ///
  /// - Returns: When to look again.
  private func endOverdue(_ nextLook: ContinuousClock.Instant) -> ContinuousClock.Instant {
    let now = ContinuousClock.now
    guard now >= nextLook else { return nextLook }
    for (number, entry) in active {
      if let phase = entry.transfer.overduePhase(entry.easy, at: now, timeLimits) {
        end(number, .timedOut(phase))
      }
    }
    return now + timeLimits.tick
  }

  private func end(_ number: UInt64, _ failure: TransportFailure) {
    guard let entry = active[number] else { return }
    entry.transfer.finish(failure)
    release(number)
  }

  /// Takes the handle back for the next transfer; its connection stays open in the multi handle.
  private func release(_ number: UInt64) {
    guard let (easy, _) = active.removeValue(forKey: number) else { return }
    curl_multi_remove_handle(multi, easy)
    curl_easy_reset(easy)
    idle.append(easy)
  }
}
