import Glibc

/// The right to write to a log, held by one process at a time and dropped by the system when it dies.
///
/// The lock is `flock` on a file beside the log, never on the log itself: SQLite guards that file with
/// `fcntl` locks, which a process loses as soon as it closes any descriptor of it.
final class WriterLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of the log at `path`, or returns nil when another holder has it.
  ///
  /// - Throws: ``Failure`` when the lock file cannot be made.
  init?(logPath: String) throws(Failure) {
    // Close-on-exec keeps a server that an audit starts from holding the lock after the audit is dead.
    descriptor = open(logPath + "-lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure(errno: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      close(descriptor)
      if reason == EWOULDBLOCK { return nil }
      throw Failure(errno: reason)
    }
  }

  deinit { close(descriptor) }

  /// The system's reason.
  struct Failure: Error {
    var errno: Int32

    /// The reason in words, for example `Permission denied`.
    var words: String { String(cString: strerror(errno)) }
  }
}
