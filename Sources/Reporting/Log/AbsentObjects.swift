import Probing

/// The questions about what is not there: how often they were answered with a yes.
struct AbsentObjects {
  /// Of all of them, those answered with a yes; the interval respects that one image's go together.
  let falseYesRate: Estimate

  /// Counts.
  ///
  /// - Parameter verdicts: The judged probes; an image and question that comes again counts once.
  init(verdicts: [Verdict]) {
    let absent = verdicts.uniqueProbes().filter { $0.label == .no }
    let images = Dictionary(grouping: absent, by: \.imageName).sorted { $0.key < $1.key }
    let saidYes = absent.filter { $0.answer == .yes }.count
    let interval = ConfidenceInterval.clusterRobust(
      images.map { image in
        ImageShare(
          numerator: image.value.filter { $0.answer == .yes }.count,
          denominator: image.value.count)
      })
    falseYesRate =
      interval.map { interval in
        .ratio(
          Ratio(
            numerator: saidYes, denominator: absent.count, interval: interval,
            wilson: .wilson(successes: saidYes, trials: absent.count)))
      } ?? .undefined
  }
}
