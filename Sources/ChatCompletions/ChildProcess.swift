import Glibc
import Synchronization

/// A program that runs beside this one and ends with it.
///
/// Its standard input ends when this process ends, however that happens. It has a process group of
/// its own, so that Ctrl-C on the terminal reaches this process alone, which then decides. One
/// thread starts it, reads its output and reaps it; that thread lives as long as the program,
/// because the kernel's "parent died" signal means the thread that started it.
final class ChildProcess: Sendable {
  /// How a program ended.
  enum Ending: Hashable {
    case status(Int32)
    case signal(Int32)
  }

  /// What became of the start.
  enum Start: Hashable {
    /// The program printed its ready line; here is the rest of it.
    case ready(String)
    /// It ended first.
    case ended(Ending)
    /// It took too long and was killed.
    case timedOut
    /// The system did not start it.
    case failed(errno: Int32)
  }

  fileprivate struct State {
    var identifier: pid_t?
    var input: Int32?
    /// Whether the program is to be killed as soon as there is one.
    var isUnwanted = false
    var ending: Ending?
    /// The end of what the program wrote to standard error.
    var errorOutput: [UInt8] = []
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  /// How much of standard error is kept.
  private static let keptErrorLength = 8192

  private let command: [String]
  private let state = Mutex(State())

  /// Prepares a program.
  ///
  /// - Parameter command: The program's path and its arguments.
  init(command: [String]) {
    self.command = command
  }

  /// Starts the program and waits for a line on its standard output that begins with `readyMark`.
  ///
  /// Call it once.
  func start(readyMark: String, timeout: Duration) async -> Start {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let supervisor = Supervisor(
          process: self, readyMark: readyMark, deadline: .now + timeout, continuation: continuation)
        supervisor.start()
      }
    } onCancel: {
      kill()
    }
  }

  /// The program's process number while it runs.
  var identifier: pid_t? { state.withLock { $0.identifier } }

  /// How the program ended, or nil while it runs.
  var ending: Ending? { state.withLock { $0.ending } }

  /// The last lines of standard error.
  var errorLines: [String] {
    state.withLock { String(decoding: $0.errorOutput, as: UTF8.self) }
      .split(whereSeparator: \.isNewline).map(String.init)
  }

  /// Asks the program to end, by ending its input.
  func closeInput() {
    state.withLock { state in
      if let input = state.input.take() { close(input) }
    }
  }

  /// Ends the program and whatever it started, also when it is only about to be started.
  func kill() {
    state.withLock { state in
      state.isUnwanted = true
      state.killIfUnwanted()
    }
  }

  /// Waits until the program has ended.
  func waitForEnd() async {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        if state.ending == nil { state.waiting.append(continuation) }
        return state.ending != nil
      }
      if hasEnded { continuation.resume() }
    }
  }
}

// What the supervising thread does.
extension ChildProcess {
  /// One standard stream: this process's end and the program's.
  ///
  /// Pairs of sockets serve as pipes, because they alone can be made closed to other programs in
  /// one step.
  private struct Stream {
    var ours: Int32
    var theirs: Int32

    init?() {
      var pair: [Int32] = [-1, -1]
      let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
      guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else { return nil }
      (ours, theirs) = (pair[0], pair[1])
    }
  }

  /// Starts the program.
  ///
  /// - Returns: The descriptors of its standard output and error, or the error number.
  func spawn() -> Result<(output: Int32, error: Int32), Errno> {
    let streams = (0..<3).compactMap { _ in Stream() }
    var kept: [Int32] = []
    defer {
      for descriptor in streams.flatMap({ [$0.ours, $0.theirs] }) where !kept.contains(descriptor) {
        close(descriptor)
      }
    }
    guard streams.count == 3 else { return .failure(Errno(code: errno)) }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, stream) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, stream.theirs, Int32(descriptor))
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    var allSignals = sigset_t()
    sigemptyset(&noSignals)
    sigfillset(&allSignals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setsigdefault(&attributes, &allSignals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var arguments = command.map { strdup($0) } + [nil]
    var environment = Self.passedEnvironment.map { strdup($0) } + [nil]
    defer { (arguments + environment).forEach { free($0) } }
    var identifier = pid_t()
    let result = posix_spawn(
      &identifier, command[0], &actions, &attributes, &arguments, &environment)
    guard result == 0 else { return .failure(Errno(code: result)) }
    kept = streams.map(\.ours)
    state.withLock { state in
      state.identifier = identifier
      state.input = kept[0]
      state.killIfUnwanted()
    }
    return .success((kept[1], kept[2]))
  }

  /// What the program may know of the environment: no key, and nothing that changes what it
  /// computes.
  private static var passedEnvironment: [String] {
    ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH"].compactMap { (name: String) in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
  }

  /// Keeps the end of what came on standard error.
  func keepErrorOutput(_ bytes: some Collection<UInt8>) {
    state.withLock { state in
      state.errorOutput.append(contentsOf: bytes)
      state.errorOutput.removeFirst(max(0, state.errorOutput.count - Self.keptErrorLength))
    }
  }

  /// Waits for the program's end and reaps it.
  func reap() -> Ending {
    guard let identifier else { preconditionFailure("only a program that was started is reaped") }
    var information = siginfo_t()
    while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
    let (ending, waiting) = state.withLock { state in
      var status: Int32 = 0
      while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
      let signal = status & 0x7F
      let ending = signal == 0 ? Ending.status(status >> 8 & 0xFF) : .signal(signal)
      state.identifier = nil
      state.ending = ending
      if let input = state.input.take() { close(input) }
      defer { state.waiting = [] }
      return (ending, state.waiting)
    }
    for continuation in waiting { continuation.resume() }
    return ending
  }
}

extension ChildProcess.State {
  /// Under the lock the program has not been reaped, so its number is still its own.
  fileprivate func killIfUnwanted() {
    if isUnwanted, let identifier { _ = Glibc.kill(-identifier, SIGKILL) }
  }
}

/// A system call's error number.
struct Errno: Error, Hashable {
  var code: Int32
}
