import Glibc
import Synchronization

/// A process that holds none of the tests' descriptors, and whose end is seen whoever else runs.
///
/// Foundation's `Process` sees an end when a descriptor closes that every child started meanwhile holds too; a
/// server that lives as long as its test then keeps the ends of other tests' programs from being seen.
final class ChildProcess: Sendable {
  /// Why it could not be started.
  struct NotStarted: Error {
    var command: String
    var errno: Int32
  }

  let processIdentifier: Int32
  private enum State {
    case running([CheckedContinuation<Void, Never>])
    case ended(status: Int32)
  }

  private let state = Mutex(State.running([]))

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - command: The path and the arguments.
  ///   - environment: All of its variables.
  ///   - folder: Where it runs.
  ///   - output: The file that standard output goes to, made anew.
  ///   - errors: The same for standard error.
  /// - Throws: ``NotStarted``.
  init(
    _ command: [String], environment: [String: String], in folder: String, output: String,
    errors: String
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let written = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, written, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, written, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGTERM, SIGPIPE, SIGXFSZ] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let launcher = ["/bin/bash", "-c", Self.launching, "bash", folder]
    var arguments = (launcher + command).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var identifier: pid_t = 0
    let result = posix_spawn(
      &identifier, launcher[0], &actions, &attributes, &arguments, &variables)
    guard result == 0 else { throw NotStarted(command: command[0], errno: result) }
    processIdentifier = identifier
    startThread { [self] in
      var status: Int32 = 0
      while waitpid(processIdentifier, &status, 0) == -1 && errno == EINTR {}
      let waiting: [CheckedContinuation<Void, Never>] = state.withLock { state in
        guard case .running(let waiting) = state else { return [] }
        state = .ended(status: status)
        return waiting
      }
      for continuation in waiting { continuation.resume() }
    }
  }

  /// Lets go of every descriptor but the three, and becomes the program; glibc's own ways are not known to Swift.
  private static let launching = """
    cd "$1" && shift
    for file in /proc/$BASHPID/fd/*; do
      number=${file##*/}
      [ "$number" -le 2 ] || eval "exec $number>&-"
    done
    exec "$@"
    """

  /// Whether it has not ended yet.
  var isRunning: Bool { status == nil }

  private var status: Int32? {
    state.withLock { if case .ended(let status) = $0 { status } else { nil } }
  }

  /// Waits for its end, while other tests go on.
  ///
  /// - Returns: The exit code, or -1 when a signal ended it.
  @discardableResult
  func exitCode() async -> Int32 {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        guard case .running(let waiting) = state else { return true }
        state = .running(waiting + [continuation])
        return false
      }
      if hasEnded { continuation.resume() }
    }
    let status = status ?? 0
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
  }

  /// Asks it to end.
  func terminate() { kill(processIdentifier, SIGTERM) }
}
