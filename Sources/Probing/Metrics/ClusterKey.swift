/// Which verdicts go together, so that an interval must not take them as independent.
public enum ClusterKey: String, Sendable, Hashable, CaseIterable, Codable {
  /// The verdicts on one image: its errors go together. The default everywhere.
  case image
  /// The verdicts on one object, for sets such as DASH-B whose images each have one question.
  case object
  /// Every verdict by itself, as most published intervals have it.
  case none

  /// The cluster that a verdict belongs to; a verdict without an object is one of its own.
  func cluster(of verdict: Verdict) -> String {
    let own = "\(verdict.imageName)\u{0}\(verdict.question)"
    return switch self {
    case .image: verdict.imageName
    case .object: verdict.object ?? own
    case .none: own
    }
  }
}
