extension ConfidenceInterval {
  /// How many times the bootstrap draws all images anew.
  public static let resampleCount = 2000

  /// The cluster-robust interval of a ratio, for probes that come several to an image.
  ///
  /// The sandwich variance of the ratio p = Σx/Σy over the G images with y > 0 is
  /// G/(G−1) Σ(x − py)²/(Σy)²; the interval takes Student's t at G − 1 degrees of freedom and is cut to
  /// 0 … 1. For a proportion this is the regression on a constant with standard errors clustered by
  /// image (`statsmodels` `cov_type="cluster"`, `use_t=True`), and Miller, "Adding Error Bars to Evals"
  /// (arXiv 2411.00640), eq. 4, with the small-sample factor. Where the images show no spread, see
  /// ``Method/wilsonOverImages(images:)``.
  /// - Returns: nil when the denominators add up to 0.
  public static func clusterRobust(_ shares: [ImageShare]) -> ConfidenceInterval? {
    let total = ImageShare.sum(shares)
    guard let ratio = total.ratio else { return nil }
    if let cautious = withoutSpread(shares, total: total) { return cautious }

    let images = shares.count { $0.denominator > 0 }
    let squares = shares.map { share in
      let residual = Double(share.numerator) - ratio * Double(share.denominator)
      return residual * residual
    }
    let correction = Double(images) / Double(images - 1)
    let error = (correction * squares.reduce(0, +)).squareRoot() / Double(total.denominator)
    let halfWidth = StudentT.quantile975(degrees: images - 1) * error
    return ConfidenceInterval(
      low: max(0, ratio - halfWidth), high: min(1, ratio + halfWidth),
      method: .clusterRobust(images: images))
  }

  /// The percentile bootstrap over images, for ratios such as F1 that are no plain proportion.
  ///
  /// Images are drawn with replacement ``resampleCount`` times; the ends are the 2.5 % and 97.5 %
  /// quantiles with linear interpolation (numpy's default). A resample whose denominator is 0 has no
  /// ratio: it is left out and counted. One seed draws the same images for every ratio of one audit.
  /// Costs O(`resampleCount` · images).
  /// - Returns: nil when the denominators add up to 0.
  public static func clusterBootstrap(_ shares: [ImageShare], seed: UInt64) -> ConfidenceInterval? {
    let total = ImageShare.sum(shares)
    guard total.denominator > 0 else { return nil }
    if let cautious = withoutSpread(shares, total: total) { return cautious }

    var generator = SplitMix64(seed: seed)
    var ratios: [Double] = []
    for _ in 0..<resampleCount {
      var resample = ImageShare(numerator: 0, denominator: 0)
      for _ in shares { resample += shares[generator.index(below: shares.count)] }
      if let ratio = resample.ratio { ratios.append(ratio) }
    }
    ratios.sort()
    return ConfidenceInterval(
      low: quantile(0.025, ofSorted: ratios), high: quantile(0.975, ofSorted: ratios),
      method: .clusterBootstrap(
        resamples: resampleCount, degenerate: resampleCount - ratios.count, seed: seed))
  }

  /// The stand-in where every image has the same ratio, so that the interval would have no width: all
  /// replies right, for example, or one image only.
  private static func withoutSpread(
    _ shares: [ImageShare], total: ImageShare
  ) -> ConfidenceInterval? {
    let isEven = shares.allSatisfy {
      $0.numerator * total.denominator == total.numerator * $0.denominator
    }
    guard isEven, let ratio = total.ratio else { return nil }
    let images = shares.count { $0.denominator > 0 }
    return wilson(share: ratio, trials: images, method: .wilsonOverImages(images: images))
  }

  /// The quantile with linear interpolation between the neighboring values; of at least one value.
  static func quantile(_ level: Double, ofSorted values: [Double]) -> Double {
    let position = level * Double(values.count - 1)
    let below = Int(position)
    let above = min(below + 1, values.count - 1)
    return values[below] + (position - Double(below)) * (values[above] - values[below])
  }
}
