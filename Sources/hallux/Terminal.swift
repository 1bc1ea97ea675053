import Foundation
import Glibc

/// Where people read: results go to standard output, everything else to standard error.
enum Terminal {
  /// Whether standard error is a terminal that can redraw a line.
  static var canRedraw: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// The number of columns of the terminal behind standard error, or 80.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes a line of results.
  static func print(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

  /// Writes a line about the run.
  static func note(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

  /// Writes what is wrong with the input, a line each; of more than 20, the first and how many more.
  static func problems(_ problems: [String]) {
    for problem in problems.prefix(20) { note("hallux: " + problem.printable) }
    if problems.count > 20 { note("hallux: and \(problems.count - 20) more problems") }
  }

  /// Writes text as it is.
  static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}

extension String {
  /// The text with every control character made visible: model output and file names are hostile text.
  var printable: String {
    var result = ""
    for scalar in unicodeScalars {
      if scalar.isVisible {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether a terminal shows a character for it, and nothing else happens.
  var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
    default: true
    }
  }
}
