/// Which findings to list, and in which order.
public struct FindingFilter: Sendable, Hashable {
  /// What the findings can be sorted by.
  public enum SortKey: String, Sendable, Hashable, CaseIterable {
    /// By the finding's number: the order in which they were found.
    case finding
    /// By the number of the audit.
    case audit
    /// By the model's name.
    case model
    /// By the image's name.
    case image
    /// By the object's name.
    case object
    /// By the kind of error.
    case kind
    /// By the probability of what the model said.
    case confidence
    /// By the area of the necessary set.
    case area
    /// By the number of regions of the necessary set.
    case size
    /// By the number of evaluations spent.
    case evaluations
    /// By the influence.
    case influence
  }

  /// Only this kind of error.
  public var kind: FindingKind?
  /// Only this object.
  public var object: String?
  /// Only the model of this name.
  public var model: String?
  /// Only this audit.
  public var auditID: Int64?
  /// Only planted (true) or only unplanted (false) probes.
  public var isPlanted: Bool?
  /// What to sort by; ties keep the order in which the findings were found, missing values come last.
  public var sortKey: SortKey
  /// Whether the largest come first.
  public var descending: Bool
  /// The most rows to return; nil for all.
  public var limit: Int?

  /// Makes a filter; without arguments it lists every finding in the order found.
  public init(
    kind: FindingKind? = nil, object: String? = nil, model: String? = nil, auditID: Int64? = nil,
    isPlanted: Bool? = nil, sortKey: SortKey = .finding, descending: Bool = false,
    limit: Int? = nil
  ) {
    self.kind = kind
    self.object = object
    self.model = model
    self.auditID = auditID
    self.isPlanted = isPlanted
    self.sortKey = sortKey
    self.descending = descending
    self.limit = limit
  }
}
