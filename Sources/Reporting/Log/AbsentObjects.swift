import Probing

/// The questions about what is not there: how often they were answered with a yes, object by object.
struct AbsentObjects {
  /// Of all of them, those answered with a yes; the interval respects that one image's go together.
  let falseYesRate: Estimate
  /// The same by object, in the order of the names.
  let tallies: [AuditReport.ObjectTally]

  /// Counts.
  ///
  /// - Parameters:
  ///   - verdicts: The judged probes; an image and question that comes again counts once.
  ///   - probes: The probes, which know the objects.
  init(verdicts: [Verdict], probes: [Probe]) {
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

    var objects: [[String]: String] = [:]
    for probe in probes { objects[[probe.imageName, probe.question]] = probe.object }
    tallies = Dictionary(grouping: absent) { objects[[$0.imageName, $0.question]] }
      .compactMap { object, verdicts in
        object.map { name in
          AuditReport.ObjectTally(
            name: name, saidYes: verdicts.filter { $0.answer == .yes }.count,
            absent: verdicts.count)
        }
      }
      .sorted { $0.name < $1.name }
  }
}
