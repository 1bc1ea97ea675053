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
    var pace: ProgressPace?
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
    case .asking(let answered, let total, let findings, let requests):
      draw(
        phase: "asking", .init(done: answered, total: total, requests: requests), together: 0,
        detail: "\(findings) findings")
    case .explaining(let explained, let total, let evaluations, let requests):
      draw(
        phase: "explaining", .init(done: explained, total: total, requests: requests),
        together: AuditRun.findingsInFlight, detail: "\(evaluations) evaluations")
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

  private func draw(phase: String, _ mark: ProgressPace.Mark, together: Int, detail: String) {
    guard !isQuiet else { return }
    state.withLock { state in
      let now = clock.now
      let pace: ProgressPace
      if state.phase == phase, let known = state.pace {
        pace = known
      } else {
        pace = ProgressPace(together: together, start: mark)
        state.phase = phase
        state.phaseStart = now
        state.pace = pace
        state.lastDrawn = nil
      }
      let interval: Duration = redraws ? .milliseconds(100) : .seconds(15)
      let isEnd = mark.done == mark.total
      if let last = state.lastDrawn, now - last < interval && !isEnd { return }
      state.lastDrawn = now
      let width = redraws ? Terminal.width : Self.widest
      let line = Self.line(
        phase: phase, mark, detail: detail, pace, after: now - state.phaseStart, width: width)
      if redraws {
        let text = "\r\u{1B}[K" + String(line.prefix(max(20, width - 1)))
        Terminal.write(text, to: STDERR_FILENO)
        state.lastLine = text
      } else {
        Terminal.note(line)
      }
    }
  }

  /// Where nothing is cut off.
  private static let widest = 200

  /// One line: how far it is, what was found, the requests with their rate, the time left.
  static func line(
    phase: String, _ mark: ProgressPace.Mark, detail: String, _ pace: ProgressPace,
    after time: Duration, width: Int
  ) -> String {
    let barWidth = width >= 110 ? 24 : 8
    let filled = mark.total == 0 ? barWidth : barWidth * mark.done / mark.total
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: barWidth - filled)
    let label = phase + String(repeating: " ", count: max(0, 10 - phase.count))
    let rate = pace.requestsPerSecond(at: mark, after: time).map {
      " at " + ($0 >= 9.5 ? fixed($0, 0) : fixed($0, 1)) + "/s"
    }
    let left = pace.timeLeft(at: mark, after: time).map { ", about \(Self.text($0)) left" }
    return "\(label) [\(bar)] \(mark.done)/\(mark.total), \(detail), \(mark.requests) requests"
      + (rate ?? "") + (left ?? "")
  }

  static func text(_ duration: Duration) -> String {
    let seconds = Int(duration.components.seconds)
    return seconds < 90 ? "\(max(1, seconds)) s" : "\((seconds + 30) / 60) min"
  }
}
