import Auditing
import Foundation
import Glibc
import Synchronization

/// Shows a run at work on standard error.
///
/// One line that is redrawn on a terminal, a plain line now and then elsewhere, nothing when quiet. Messages
/// never tear the line.
final class ProgressDisplay: Sendable {
  private struct State {
    var lastDrawn: ContinuousClock.Instant?
    var lastLine = ""
    var phase = ""
    var phaseStart: ContinuousClock.Instant
    var doneAtPhaseStart = 0
  }

  private let state: Mutex<State>
  private let isQuiet: Bool
  private let redraws: Bool
  private let clock = ContinuousClock()

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    redraws = Terminal.canRedraw
    state = Mutex(State(phaseStart: ContinuousClock().now))
  }

  /// Shows an event; may be called from anywhere.
  func show(_ event: AuditEvent) {
    switch event {
    case .asking(let answered, let total, let findings):
      draw(phase: "asking", done: answered, total: total, detail: "\(findings) findings")
    case .explaining(let explained, let total, let evaluations):
      draw(phase: "explaining", done: explained, total: total, detail: "\(evaluations) evaluations")
    case .problem(let message):
      note(message)
    }
  }

  /// Writes a message on a line of its own; also when quiet, for something went wrong.
  func note(_ message: String) {
    state.withLock { state in
      if redraws && !state.lastLine.isEmpty { Terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
      Terminal.note("hallux: " + message.printable)
      if redraws && !state.lastLine.isEmpty { Terminal.write(state.lastLine, to: STDERR_FILENO) }
    }
  }

  /// Takes the line away, at the end of the run.
  func finish() {
    state.withLock { state in
      if redraws && !state.lastLine.isEmpty { Terminal.write("\r\u{1B}[K", to: STDERR_FILENO) }
      state.lastLine = ""
    }
  }

  private func draw(phase: String, done: Int, total: Int, detail: String) {
    guard !isQuiet else { return }
    state.withLock { state in
      let now = clock.now
      if state.phase != phase {
        state.phase = phase
        state.phaseStart = now
        state.doneAtPhaseStart = done
        state.lastDrawn = nil
      }
      let interval: Duration = redraws ? .milliseconds(100) : .seconds(15)
      let isEnd = done == total
      if let last = state.lastDrawn, now - last < interval && !isEnd { return }
      state.lastDrawn = now
      let line = Self.line(
        phase: phase, done: done, total: total, detail: detail,
        left: timeLeft(state, now: now, done: done, total: total))
      if redraws {
        let text = "\r\u{1B}[K" + String(line.prefix(max(20, Terminal.width - 1)))
        Terminal.write(text, to: STDERR_FILENO)
        state.lastLine = text
      } else {
        Terminal.note(line)
      }
    }
  }

  private func timeLeft(
    _ state: State, now: ContinuousClock.Instant, done: Int, total: Int
  ) -> Duration? {
    let finished = done - state.doneAtPhaseStart
    guard finished > 0, done < total else { return nil }
    return (now - state.phaseStart) * (Double(total - done) / Double(finished))
  }

  private static func line(
    phase: String, done: Int, total: Int, detail: String, left: Duration?
  ) -> String {
    let width = 24
    let filled = total == 0 ? width : width * done / total
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    let label = phase + String(repeating: " ", count: max(0, 10 - phase.count))
    let remaining = left.map { ", about \(Self.text($0)) left" } ?? ""
    return "\(label) [\(bar)] \(done)/\(total), \(detail)\(remaining)"
  }

  private static func text(_ duration: Duration) -> String {
    let seconds = Int(duration.components.seconds)
    return seconds < 90 ? "\(max(1, seconds)) s" : "\((seconds + 30) / 60) min"
  }
}
