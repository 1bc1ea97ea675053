import ChatCompletions
import Glibc

/// One line on a terminal that names the check at work; nothing elsewhere, for it takes seconds.
struct CheckProgress {
  private let isShown: Bool

  init(isQuiet: Bool) { isShown = !isQuiet && Terminal.canRedraw }

  /// Redraws the line.
  func show(_ progress: Doctor.Progress) {
    guard isShown else { return }
    let line =
      "checking \(progress.number)/\(progress.count): \(progress.check), "
      + "\(progress.requestCount) requests"
    Terminal.write(
      "\r\u{1B}[K" + line.prefix(max(20, Terminal.width - 1)), to: STDERR_FILENO)
  }

  /// Takes the line away.
  func finish() {
    if isShown { Terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }
}
