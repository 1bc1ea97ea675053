import Foundation

/// Numbers as findings write them.
enum Nats {
  /// A difference of log-probabilities: `0`, `3.8e-06`, `0.0123`, `2.90`.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "incomparably many" }
    return switch abs(value) {
    case 0: "0"
    case ..<0.001: String(format: "%.1e", value)
    case ..<0.1: String(format: "%.4f", value)
    default: String(format: "%.2f", value)
    }
  }

  /// A count with its noun.
  static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }
}
