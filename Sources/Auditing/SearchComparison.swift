public import AuditStore

/// The searches of one token level beside each other, on the findings that all of them explained.
public struct SearchComparison: Sendable, Hashable {
  /// One search.
  public struct Row: Sendable, Hashable {
    /// The search's name.
    public var search: String
    /// Distinct sets asked for, curves included, by finding, rising.
    public var evaluations: [Int]
    /// Batches that waited for the one before, by finding, rising.
    public var rounds: [Int]
    /// The mean of insertion AUC less deletion AUC.
    public var contrast: Double
    /// What the search keeps of the reference's mean; nil when no reference is there or its mean is 0.
    public var kept: Double?
    /// The most that a finding loses against the reference, in points of the contrast; negative when every
    /// finding gains; nil when no reference is there.
    public var worstLoss: Double?
  }

  /// The search that the others are compared with.
  public static let reference = "greedy"

  /// Which part of the answers is explained.
  public var level: TokenLevel
  /// How many findings all the searches explained.
  public var findingCount: Int
  /// A row for each search, in the order of their first explanation.
  public var rows: [Row]

  /// Compares the searches of each level.
  public static func all(_ figures: [ExplanationFigures]) -> [SearchComparison] {
    TokenLevel.allCases.compactMap { level in
      let here = figures.filter { $0.level == level }
      let names = here.map(\.search).reduce(into: [String]()) { names, name in
        if !names.contains(name) { names.append(name) }
      }
      guard !names.isEmpty else { return nil }
      let byFinding = Dictionary(grouping: here, by: \.findingID)
      let shared = byFinding.filter { Set($0.value.map(\.search)).count == names.count }.keys
      let common = here.filter { shared.contains($0.findingID) }
      return SearchComparison(
        level: level, findingCount: shared.count,
        rows: shared.isEmpty ? [] : names.map { row($0, common) })
    }
  }

  private static func row(_ search: String, _ figures: [ExplanationFigures]) -> Row {
    func contrasts(_ name: String) -> [Int64: Double] {
      Dictionary(
        figures.filter { $0.search == name }.map { ($0.findingID, $0.contrast) }
      ) { first, _ in first }
    }
    let own = figures.filter { $0.search == search }
    let contrast = own.reduce(0) { $0 + $1.contrast } / Double(own.count)
    let references = contrasts(Self.reference)
    let reference =
      references.isEmpty
      ? nil : references.values.sorted().reduce(0, +) / Double(references.count)
    return Row(
      search: search, evaluations: own.map(\.evaluationCount).sorted(),
      rounds: own.map(\.roundCount).sorted(), contrast: contrast,
      kept: reference.flatMap { $0 == 0 ? nil : contrast / $0 },
      worstLoss: own.compactMap { figure in
        references[figure.findingID].map { $0 - figure.contrast }
      }.max())
  }
}

extension [Int] {
  /// The mean of some counts; 0 of none.
  public var mean: Double { isEmpty ? 0 : Double(reduce(0, +)) / Double(count) }

  /// The smallest value that 95 % of the counts do not exceed; the counts rise.
  public var percentile95: Int {
    isEmpty ? 0 : self[Swift.min(count - 1, (count * 95 + 99) / 100 - 1)]
  }
}
