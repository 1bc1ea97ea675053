public import Imaging

/// The minimal triggering region set of one answer, with the evaluations that prove it.
public struct Trigger: Sendable, Hashable {
  /// Which question the set answers.
  public enum Side: String, Sendable, Hashable, Codable, CaseIterable {
    /// Removing the set flips the answer.
    case necessary
    /// Showing the set alone keeps the answer.
    case sufficient
  }

  /// How the search ended.
  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    /// A set was found and reduced.
    case found
    /// The answer stays with every region removed (necessary), or never appears (sufficient).
    case neverFlips = "never-flips"
    /// The all-fill image already gives the answer: no set is needed for it.
    case languagePrior = "language-prior"
    /// The evaluations allowed were spent before a set was proven.
    case budgetSpent = "budget-spent"
    /// A decision rests on a difference inside the server's noise.
    ///
    /// With a set: leaving out one of its regions neither flips the answer clearly nor keeps it. Without:
    /// the full image does not clearly give the explained answer, or the all-fill image leaves it open.
    case uncertain
  }

  /// What is proven about the set's size.
  public enum Minimality: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing: the certificate is not complete.
    case unproven
    /// No single region can be left out.
    case oneMinimal = "one-minimal"
    /// No proper subset does: all of them were tested.
    case subsetMinimal = "subset-minimal"
    /// No set of fewer regions does: of one region, or of two where no single region of the image does.
    case minimum
  }

  /// Which question the set answers.
  public var side: Side
  /// How the search ended.
  public var status: Status
  /// The set; empty unless ``status`` is `found`, `uncertain`, or `budgetSpent` with a set at hand.
  public var regions: RegionSet
  /// What the certificate proves.
  public var minimality: Minimality
  /// The evaluations that prove the set, in the order of their purpose: the set itself first.
  public var certificate: [CertificateEntry]
  /// The start that led to the smallest set, in a word or two, for example `leave-one-out`.
  public var start: String
  /// How many distinct sets the search asked for on this side, those of the shared first round included.
  public var evaluationCount: Int
  /// How far the counter-answer leads without the necessary set, and with less removed does not, in nats; 0 for any lead.
  public var demand: Double

  /// Makes a trigger.
  public init(
    side: Side, status: Status, regions: RegionSet, minimality: Minimality,
    certificate: [CertificateEntry], start: String, evaluationCount: Int,
    demand: Double = 0
  ) {
    self.side = side
    self.status = status
    self.regions = regions
    self.minimality = minimality
    self.certificate = certificate
    self.start = start
    self.evaluationCount = evaluationCount
    self.demand = demand
  }
}

/// One line of a proof: what was shown, and what the model then preferred.
public struct CertificateEntry: Sendable, Hashable {
  /// What the line proves.
  public enum Claim: Sendable, Hashable {
    /// The set does it: the answer flips without it (necessary) or stays with it alone (sufficient).
    case setSuffices
    /// Without this region of the set it does not.
    case regionNeeded(Int)
    /// This smaller set does not do it: a proper subset, or where two regions are called the minimum
    /// any other single region.
    case subsetFails(RegionSet)
  }

  /// What the line proves.
  public var claim: Claim
  /// The regions shown in the evaluation that proves it.
  public var shown: RegionSet
  /// The margin of the explained answer there, in nats; negative when it has flipped.
  public var margin: Double
  /// Whether the margin is only known up to a bound: the true one is as far from zero or farther.
  public var isBounded: Bool

  /// Makes a line.
  public init(claim: Claim, shown: RegionSet, margin: Double, isBounded: Bool = false) {
    self.claim = claim
    self.shown = shown
    self.margin = margin
    self.isBounded = isBounded
  }
}
