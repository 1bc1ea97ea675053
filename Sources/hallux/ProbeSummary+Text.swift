import Probing

extension ProbeSummary {
  /// What the table of accuracy and F1 does not say, in a line each: sensitivity and bias, the probabilities, the
  /// mean of splits, the objects.
  var furtherLines: [String] {
    var lines: [String] = []
    if let balanced = pooled.balancedAccuracy, let dPrime = pooled.dPrime,
      let criterion = pooled.criterion
    {
      lines.append(
        "detection   balanced accuracy \(balanced.text), d' \(dPrime.text), criterion \(criterion.text)"
          + " (below 0: leans to yes)")
    }
    lines += [pooled.calibration.line, conventionLine, objects.line].compactMap { $0 }
    return lines
  }

  private var conventionLine: String? {
    llavaConvention.map {
      "convention  mean over the three splits, as LLaVA's papers quote it: F1 \($0.f1.text), accuracy"
        + " \($0.accuracy.text)"
    }
  }
}

extension Calibration {
  /// The probabilities in a line; nil where the server gave none.
  fileprivate var line: String? {
    guard let auroc, let brier, let expectedError, let meanMissing, let largestMissing else {
      return count == 0 && boundedCount > 0
        ? "p(yes)      none of \(boundedCount) is exact: the server lists too few tokens"
        : nil
    }
    return
      "p(yes)      AUROC \(auroc.text), Brier \(brier.text), ECE \(fixed(expectedError)) of \(count)"
      + " probabilities"
      + (boundedCount > 0 ? " (\(boundedCount) more are only bounded)" : "")
      + (isMissingBounded
        ? "; neither yes nor no: mean at least \(percent(meanMissing)), largest at least"
        : "; neither yes nor no: mean \(percent(meanMissing)), largest")
      + " \(percent(largestMissing))"
  }
}

extension ObjectRates {
  /// The worst objects in a line; nil where none was seen in vain.
  fileprivate var line: String? {
    let worst = ranked.prefix { ($0.falsePositives.value ?? 0) > 0 }.prefix(5)
    guard !worst.isEmpty else { return nil }
    let words = worst.compactMap { rate in
      rate.falsePositives.ratio.map {
        "\(rate.object.printable) \($0.numerator)/\($0.denominator) (q \(fixed(rate.qValue)))"
      }
    }
    return "objects     seen where absent: " + words.joined(separator: ", ")
      + (tooFew.isEmpty ? "" : "; \(tooFew.count) objects have fewer than \(minimum) such probes")
  }
}

extension Measure {
  /// The value with its interval, where there is one.
  var text: String {
    fixed(value) + (interval.map { " [\(fixed($0.low)), \(fixed($0.high))]" } ?? "")
  }
}
