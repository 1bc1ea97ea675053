import Attribution
public import AuditStore
import Probing

/// What a forecast takes for granted: how many answers will be findings, and what explaining one will cost.
public struct ForecastAssumption: Sendable, Hashable {
  /// Where a number comes from.
  public enum Grounds: String, Sendable, Hashable, Codable {
    /// Earlier audits of this model in the log.
    case earlierAudits = "earlier-audits"
    /// The documented defaults, for the log says nothing.
    case defaults
  }

  /// The share of the answers with a label that will be findings worth explaining, in 0 … 1.
  public var findingShare: ClosedRange<Double>
  /// Where that share comes from.
  public var shareGrounds: Grounds
  /// The requests that explaining one finding will cost.
  public var requestsPerFinding: ClosedRange<Int>
  /// Where that cost comes from.
  public var costGrounds: Grounds

  /// The share of findings where the log says nothing: from a model that seldom errs to one that often does.
  public static let usualShare = 0.02...0.2

  /// The findings of one caption: detailed captions of today's models name a dozen objects, of which one in ten to one in
  /// three is not there (CHAIR_i of published models).
  static func findingsPerCaption(
    _ explained: AuditSettings.ExplainedFindings
  ) -> ClosedRange<Double> {
    switch explained {
    case .none: 0...0
    case .falsePositives: 0.2...3
    case .all: 3...12
    }
  }

  /// The requests of one finding where the log says nothing.
  ///
  /// The standard search with both triggers takes four to ten for each region; on the bundled model, with 64
  /// regions, it takes 550. Exhaustive greedy takes n(n + 1) and the triggers besides.
  static func usualRequests(search: String, regionCount: Int) -> ClosedRange<Int> {
    let usual = 4 * regionCount...10 * regionCount
    guard search == GreedySearch().name else { return usual }
    let greedy = regionCount * (regionCount + 1)
    return greedy...greedy + usual.upperBound
  }

  /// The fewest earlier probes, and the fewest earlier findings, from which anything is concluded.
  private static let fewest = (probes: 20, findings: 3)

  /// Reads the assumption off what earlier audits came to, or takes the defaults.
  ///
  /// The share is the 95 % Wilson interval of the earlier one; the cost lies between the quartiles of the earlier
  /// ones.
  ///
  /// - Parameters:
  ///   - experience: What earlier audits of the model came to; nil when the model is not known.
  ///   - settings: What is to be done.
  public init(_ experience: ModelExperience?, settings: AuditSettings) {
    let found: (ModelExperience) -> Int = { earlier in
      switch settings.explained {
      case .none: 0
      case .falsePositives: earlier.falsePositives + earlier.wrongChoices
      case .all: earlier.falsePositives + earlier.falseNegatives + earlier.wrongChoices
      }
    }
    if let experience, experience.judged >= Self.fewest.probes,
      let interval = ConfidenceInterval.wilson(
        successes: min(found(experience), experience.judged), trials: experience.judged)
    {
      findingShare = interval.low...interval.high
      shareGrounds = .earlierAudits
    } else {
      findingShare = Self.usualShare
      shareGrounds = .defaults
    }
    if let costs = experience?.requestsPerFinding, costs.count >= Self.fewest.findings {
      requestsPerFinding = costs[(costs.count - 1) / 4]...costs[(costs.count * 3) / 4]
      costGrounds = .earlierAudits
    } else {
      requestsPerFinding = Self.usualRequests(
        search: settings.search, regionCount: settings.regionCount)
      costGrounds = .defaults
    }
  }
}
