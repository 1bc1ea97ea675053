import Glibc

extension ChildProcess {
  /// The thread that a program belongs to.
  ///
  /// Everything here is the thread's own from ``start()`` on.
  final class Supervisor {
    private let process: ChildProcess
    private let readyMark: String
    private let deadline: ContinuousClock.Instant
    private var continuation: CheckedContinuation<Start, Never>?
    private var output: [UInt8] = []

    init(
      process: ChildProcess, readyMark: String, deadline: ContinuousClock.Instant,
      continuation: CheckedContinuation<Start, Never>
    ) {
      self.process = process
      self.readyMark = readyMark
      self.deadline = deadline
      self.continuation = continuation
    }

    /// Hands this object to a new thread.
    func start() { startThread(for: "a program") { self.run() } }

    private func run() {
      switch process.spawn() {
      case .failure(let error): report(.failed(errno: error.code))
      case .success((let output, let error)):
        read(output, error)
        report(.ended(process.reap()))
      }
    }

    /// Reads both pipes until both have ended, which is when the program has.
    private func read(_ output: Int32, _ error: Int32) {
      var pipes = [output, error].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      var buffer = [UInt8](repeating: 0, count: 4096)
      while pipes.contains(where: { $0.fd >= 0 }) {
        if poll(&pipes, nfds_t(pipes.count), millisecondsLeft) == 0 {
          process.kill()
          report(.timedOut)
        }
        for index in pipes.indices where pipes[index].revents != 0 {
          let count = Glibc.read(pipes[index].fd, &buffer, buffer.count)
          if count > 0 {
            index == 0 ? readOutput(buffer[..<count]) : process.keepErrorOutput(buffer[..<count])
          } else if count == 0 || errno != EINTR {
            close(pipes[index].fd)
            pipes[index].fd = -1  // poll passes over it
          }
        }
      }
    }

    /// The time to wait for the pipes: until the deadline while the start is waited for, then for
    /// ever.
    private var millisecondsLeft: Int32 {
      guard continuation != nil else { return -1 }
      return Int32(clamping: Int((deadline - .now) / .milliseconds(1)).clamped(to: 0...1_000_000))
    }

    private func readOutput(_ bytes: ArraySlice<UInt8>) {
      guard continuation != nil else { return }
      output += bytes
      let lines = output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for line in lines.dropLast() {
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix(readyMark) { report(.ready(String(text.dropFirst(readyMark.count)))) }
      }
    }

    /// Answers whoever started the program, the first time.
    private func report(_ start: Start) {
      continuation.take()?.resume(returning: start)
    }
  }
}

extension Comparable {
  fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
