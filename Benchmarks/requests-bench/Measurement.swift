import Foundation

/// What a run took, in seconds, of the clock and of the processors.
struct Measurement: Encodable {
  var requests: Int
  var seconds: Double
  /// Processor seconds in the program itself.
  var user: Double
  /// Processor seconds in the kernel on its behalf.
  var system: Double
  /// Resident memory in KB after each tenth of the run.
  var residentKB: [Int] = []
  /// The most resident memory so far, in KB.
  var peakKB: Int = 0
}

/// Clocks at one moment.
struct Moment {
  private let wall = ContinuousClock.now
  private let usage: rusage

  init() {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    self.usage = usage
  }

  /// What has passed since then.
  func measurement(of requests: Int, residentKB: [Int] = []) -> Measurement {
    let end = Moment()
    return Measurement(
      requests: requests, seconds: (end.wall - wall) / .seconds(1),
      user: end.usage.ru_utime.seconds - usage.ru_utime.seconds,
      system: end.usage.ru_stime.seconds - usage.ru_stime.seconds, residentKB: residentKB,
      peakKB: end.usage.ru_maxrss)
  }

  /// The memory that the process holds at this moment, in KB.
  static func residentKB() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return 0
    }
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * sysconf(Int32(_SC_PAGESIZE)) / 1024
  }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
