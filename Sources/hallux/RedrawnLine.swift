import ChatCompletions
import Glibc

/// A line on a terminal that is drawn over itself while something takes its time; nothing elsewhere.
struct RedrawnLine {
  private let isShown: Bool

  init(isQuiet: Bool = false) { isShown = !isQuiet && Terminal.canRedraw }

  /// Draws the line anew.
  func show(_ line: String) {
    guard isShown else { return }
    Terminal.write(
      "\r\u{1B}[K" + line.prefix(max(20, Terminal.width - 1)), to: STDERR_FILENO)
  }

  /// Takes the line away.
  func finish() {
    if isShown { Terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }
}

extension RedrawnLine {
  /// Names the check at work.
  func show(_ progress: Doctor.Progress) {
    show(
      "checking \(progress.number)/\(progress.count): \(progress.check), \(progress.requestCount) requests"
    )
  }
}
