/// The exit codes of every command.
enum ExitStatus: Int32, CaseIterable {
  /// Everything was done.
  case done = 0
  /// What `--fail-if` says holds.
  case conditionHolds = 1
  /// The command line cannot be understood.
  case usage = 2
  /// A file or folder that was named cannot be read, written or used.
  case inputData = 3
  /// The model server, or its key.
  case server = 4
  /// The audit finished, and some probes or findings could not be completed.
  case finishedWithFailures = 5
  /// The audit log is damaged, or is no audit log of this version.
  case logDamaged = 6
  /// The run was interrupted; the same command resumes it.
  case interrupted = 130
}

/// A failure that ends the command, in words for a person.
struct CommandFailure: Error {
  /// The exit code.
  var status: ExitStatus
  /// One line: what, where, what to do.
  var message: String
  /// Lines below it that show the place.
  var excerpt: [String] = []
}
