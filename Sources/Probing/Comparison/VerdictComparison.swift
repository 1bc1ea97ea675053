/// Two audits on the same probes: their numbers, the differences with intervals, and the tests.
public struct VerdictComparison: Sendable, Hashable {
  /// A number on both sides.
  public struct Difference: Sendable, Hashable {
    /// Which number.
    public let number: ProbeNumber
    /// Its value in the first audit; nil where nothing was counted.
    public let before: Double?
    /// Its value in the second audit; nil where nothing was counted.
    public let after: Double?
    /// After less before, with the 95 % interval; nil where one of them is not there.
    public let change: Measure?
  }

  /// How many probes were compared, each image and question once.
  public let count: Int
  /// How many images they are about.
  public let imageCount: Int
  /// The clusters of the intervals.
  public let clusterCount: Int
  /// What goes together in the intervals.
  public let clusterKey: ClusterKey
  /// What changed.
  public let flips: FlipCounts
  /// Every number that has a value on at least one side, in the order of ``ProbeNumber``.
  public let differences: [Difference]

  /// Compares pairs of verdicts.
  ///
  /// Clusters are drawn with replacement ``ConfidenceInterval/resampleCount`` times, both verdicts of every probe of a
  /// drawn cluster together; the interval of a difference has its 2.5 % and 97.5 % quantiles as ends. A draw in which a
  /// number is not defined on both sides is left out and counted. There is no interval with one cluster, or where the
  /// difference was the same in every draw: nothing says how far it can be trusted.
  ///
  /// - Parameters:
  ///   - pairs: The pairs; a repeated image and question counts once, as it first came.
  ///   - seed: The seed of the bootstrap.
  ///   - clusterKey: What goes together.
  public init(_ pairs: [VerdictPair], seed: UInt64, clusterKey: ClusterKey = .image) {
    let pairs = pairs.uniqueProbes()
    let clusters = pairs.clustered(by: clusterKey)
    let before = DrawnVerdicts(clusters.map { $0.map(\.before) })
    let after = DrawnVerdicts(clusters.map { $0.map(\.after) })
    let once = clusters.map { _ in 1 }
    let numbers = ProbeNumber.allCases.filter { number in
      before.values(of: [number], once)[0] != nil || after.values(of: [number], once)[0] != nil
    }
    func differences(_ weights: [Int]) -> [Double?] {
      zip(before.values(of: numbers, weights), after.values(of: numbers, weights)).map {
        guard let before = $0, let after = $1 else { return nil }
        return after - before
      }
    }
    let intervals = ClusterResamples(clusterCount: clusters.count, seed: seed)
      .intervals(differences)
    let values = (before.values(of: numbers, once), after.values(of: numbers, once))

    count = pairs.count
    imageCount = Set(pairs.map(\.before.imageName)).count
    clusterCount = clusters.count
    self.clusterKey = clusterKey
    flips = FlipCounts(pairs)
    self.differences = zip(numbers, differences(once)).enumerated().map { index, entry in
      let interval = intervals.isEmpty ? nil : intervals[index]
      return Difference(
        number: entry.0, before: values.0[index], after: values.1[index],
        change: entry.1.map { Measure(value: $0, interval: interval) })
    }
  }

  /// The number's difference; nil where neither side has it.
  public subscript(number: ProbeNumber) -> Difference? {
    differences.first { $0.number == number }
  }
}

extension [VerdictPair] {
  /// The pairs without those on an image and question that came before.
  func uniqueProbes() -> [VerdictPair] {
    var seen: Set<[String]> = []
    return filter { seen.insert([$0.before.imageName, $0.before.question]).inserted }
  }

  /// The clusters by name, the pairs of each by image and question: a bootstrap draws the same whatever their order.
  func clustered(by key: ClusterKey) -> [[VerdictPair]] {
    Dictionary(grouping: self) { key.cluster(of: $0.before) }
      .sorted { $0.key < $1.key }
      .map {
        $0.value.sorted {
          ($0.before.imageName, $0.before.question) < ($1.before.imageName, $1.before.question)
        }
      }
  }
}

/// One side's verdicts, cluster by cluster, for numbers of any draw of the clusters.
private struct DrawnVerdicts {
  private let tables: [ConfusionTable]
  private let points: [CalibrationPoint]

  init(_ clusters: [[Verdict]]) {
    tables = clusters.map { ConfusionTable($0) }
    points = CalibrationPoint.points(of: clusters)
  }

  /// The numbers where each cluster is drawn so often; nil where one is not defined.
  func values(of numbers: [ProbeNumber], _ weights: [Int]) -> [Double?] {
    var table = ConfusionTable([])
    for (one, weight) in zip(tables, weights) where weight > 0 { table.add(one, weight: weight) }
    return numbers.map { number in
      number.needsProbabilities ? number.value(of: points, weights) : number.value(of: table)
    }
  }
}
