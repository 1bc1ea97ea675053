import Foundation
import Glibc

/// Makes audit logs of any size, and measures what people do with them.
///
///     log-bench make FILE FINDINGS [FINDINGS-OF-AN-AUDIT]
///     log-bench make-whole FILE FINDINGS [FINDINGS-OF-AN-AUDIT]
///     log-bench query FILE [EXPRESSION ...]
///     log-bench resume FILE
///     log-bench insert FOLDER EVALUATIONS
///     log-bench size FILE
///
/// `make-whole` explains every finding, on pictures of 640 x 480: a log to report. Every command but these two prints one JSON object a line; `Benchmarks/log/run.sh` makes tables of them.
@main
struct LogBench {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.count) {
    case ("make", 3...4), ("make-whole", 3...4):
      guard let count = Int(arguments[2]), count > 0, let perAudit = Int(arguments.last ?? ""),
        perAudit > 0
      else { break }
      try GeneratedLog(
        path: arguments[1], findingCount: count,
        detail: arguments[0] == "make" ? .long : .whole
      ).make(
        findingsPerAudit: arguments.count == 4 ? perAudit : 10_000)
      return
    case ("query", 2...):
      return try QueryMeasurement(path: arguments[1]).run(Array(arguments.dropFirst(2)))
    case ("resume", 2): return try await ResumeMeasurement(path: arguments[1]).run()
    case ("insert", 3):
      guard let count = Int(arguments[2]), count > 0 else { break }
      return try await InsertMeasurement(folder: arguments[1], count: count).run()
    case ("size", 2): return try SizeMeasurement(path: arguments[1]).run()
    default: break
    }
    FileHandle.standardError.write(
      Data("usage: log-bench make|make-whole|query|resume|insert|size FILE ...\n".utf8))
    exit(64)
  }
}

/// What a measurement prints, and what it reads off the process.
enum Measurement {
  /// Prints figures as one JSON object, sorted by name.
  static func print(_ figures: [String: Any]) throws {
    let data = try JSONSerialization.data(
      withJSONObject: figures, options: [.sortedKeys, .withoutEscapingSlashes])
    FileHandle.standardOutput.write(data + Data("\n".utf8))
  }

  /// The most memory that the process ever held, in megabytes of 10^6 bytes.
  static var peakMegabytes: Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
    return (kibibytes * 1_024 / 100_000).rounded() / 10
  }

  /// How long something takes by the clock and how much of it a processor works, in milliseconds.
  static func milliseconds(_ body: () throws -> Void) rethrows -> (wall: Double, processor: Double)
  {
    let (start, worked) = (ContinuousClock.now, processorMilliseconds)
    try body()
    return (
      rounded((ContinuousClock.now - start) / .milliseconds(1)),
      rounded(processorMilliseconds - worked)
    )
  }

  /// How much the process has worked so far: what else a machine does is not in it.
  static var processorMilliseconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
  }

  /// A figure with three digits behind the point.
  static func rounded(_ figure: Double) -> Double { (figure * 1_000).rounded() / 1_000 }
}
