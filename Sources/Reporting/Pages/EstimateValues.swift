import Probing

/// A number with its interval, for `estimate.html`.
enum EstimateValues {
  /// The value and the ends of its interval as percentages; a dash where nothing was counted.
  static func values(_ estimate: Estimate) -> [String: TemplateValue] {
    guard let ratio = estimate.ratio else {
      return ["value": .text(NumberText.none), "interval": false, "bar": false]
    }
    let interval = ratio.interval
    return [
      "value": .text(NumberText.percent(ratio.value)),
      "interval": .group([
        "low": .text(plain(interval.low)), "high": .text(NumberText.percent(interval.high)),
      ]),
      "bar": .group([
        "low": .text(scaled(interval.low)), "high": .text(scaled(interval.high)),
        "value": .text(scaled(ratio.value)),
      ]),
    ]
  }

  /// The interval in words, with its level.
  static func interval(_ ratio: Ratio) -> String {
    "95% interval \(plain(ratio.interval.low))\u{2013}\(NumberText.percent(ratio.interval.high))"
  }

  /// How an interval was made, in words.
  static func method(_ method: ConfidenceInterval.Method) -> String {
    switch method {
    case .wilson: "Wilson\u{2019}s score interval"
    case .clusterRobust(let images):
      "cluster-robust over \(NumberText.count(images, "image"))"
    case .clusterBootstrap(let resamples, let degenerate, let seed):
      "bootstrap over images, \(NumberText.count(resamples)) resamples, seed \(seed)"
        + (degenerate == 0 ? "" : ", \(NumberText.count(degenerate)) of them without a denominator")
    case .wilsonOverImages(let images):
      "Wilson\u{2019}s interval with each of \(NumberText.count(images, "image")) as one trial"
    }
  }

  /// The lower end without its percent sign.
  private static func plain(_ share: Double) -> String {
    let text = NumberText.percent(share)
    return text.hasSuffix("%") ? String(text.dropLast()) : text
  }

  /// A share on the bar's scale of 0 to 100.
  private static func scaled(_ share: Double) -> String {
    NumberText.fixed(min(max(share, 0), 1) * 100, decimals: 1)
  }
}
