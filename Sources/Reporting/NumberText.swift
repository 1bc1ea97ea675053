/// Numbers as people read them: always in the same form, whatever the locale.
enum NumberText {
  /// A true minus sign, as wide as a plus.
  private static let minus = "\u{2212}"
  /// What stands for a number that is not there.
  static let none = "\u{2013}"

  /// A number with a fixed count of decimals, rounded half away from zero.
  static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return none }
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int64((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? minus : ""
    guard decimals > 0 else { return sign + String(scaled) }
    let fraction = String(scaled % Int64(scale))
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return sign + String(scaled / Int64(scale)) + "." + zeros + fraction
  }

  /// A probability or an area, or the most that it can be: `0.012`, `≤ 0.012`.
  static func atMost(_ text: String, _ isBounded: Bool) -> String {
    isBounded && text != none ? "\u{2264}\u{00A0}" + text : text
  }

  /// A margin with its sign, or the bound of it that is nearest to 0: the true one is as far from 0 or farther.
  static func margin(_ value: Double, _ isBounded: Bool) -> String {
    let text = signed(value, decimals: 2)
    guard isBounded else { return text }
    return value == 0 ? "unknown" : (value > 0 ? "\u{2265}" : "\u{2264}") + "\u{00A0}" + text
  }

  /// A number with its sign, plus included; a rounded zero has none.
  static func signed(_ value: Double, decimals: Int) -> String {
    let text = fixed(value, decimals: decimals)
    let isZero = text.allSatisfy { "0.".contains($0) }
    return value > 0 && value.isFinite && !isZero ? "+" + text : text
  }

  /// A share of one as a percentage: `7.6%`; what is more than none but rounds to it is `<0.1%`.
  static func percent(_ share: Double) -> String {
    switch share {
    case 0: "0%"
    case 1: "100%"
    case let share where share > 0 && share < 0.0005: "<0.1%"
    case let share where share < 1 && share >= 0.9995: ">99.9%"
    default: share.isFinite ? fixed(share * 100, decimals: 1) + "%" : none
    }
  }

  /// A probability with three decimals; what is more than none or less than one never reads as either.
  static func probability(_ value: Double) -> String {
    switch value {
    case let value where value > 0 && value < 0.0005: "<0.001"
    case let value where value < 1 && value >= 0.9995: ">0.999"
    default: fixed(value, decimals: 3)
    }
  }

  /// A difference of log-probabilities with three decimals; what is more than none never reads as none.
  static func nats(_ value: Double) -> String {
    (value > 0 && value < 0.0005 ? "<0.001" : fixed(value, decimals: 3)) + " nats"
  }

  /// A whole number with a comma at every thousand.
  static func count(_ value: Int) -> String {
    var digits = Array(String(value.magnitude))
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return (value < 0 ? minus : "") + String(digits)
  }

  /// A count with its noun: `1 region`, `12 regions`.
  static func count(_ value: Int, _ singular: String, _ plural: String? = nil) -> String {
    count(value) + " " + (value == 1 ? singular : plural ?? singular + "s")
  }
}
