/// Which probes of two audits are the same: the same image, question and label, and the same options to choose among.
///
/// Images are the same when their pixels are; where the pixels of one are not known, when their names are, folders and
/// the spelling of COCO's names apart. The question must be the same word for word, for another wording is another probe.
public struct ProbePairing: Sendable, Hashable {
  /// A probe as far as it is compared.
  public struct Candidate: Sendable, Hashable {
    /// The probe.
    public var probe: Probe
    /// The digest of its image's pixels, or nil where they were never read.
    public var imageDigest: String?

    /// Makes a candidate.
    public init(probe: Probe, imageDigest: String?) {
      self.probe = probe
      self.imageDigest = imageDigest
    }
  }

  /// How two probes were found to be about the same image.
  public enum Evidence: Sendable, Hashable {
    /// By the digest of the pixels.
    case pixels
    /// By the image's name alone.
    case name
  }

  /// Two probes that are the same.
  public struct Pair: Sendable, Hashable {
    /// The place of the probe among the first ones.
    public let before: Int
    /// The place of the probe among the second ones.
    public let after: Int
    /// What tells that the image is the same.
    public let evidence: Evidence
  }

  /// The pairs, in the order of the first probes.
  public let pairs: [Pair]
  /// How many of the first probes have no partner.
  public let unmatchedBefore: Int
  /// How many of the second probes have no partner.
  public let unmatchedAfter: Int
  /// How many of the first probes have a partner but for the label.
  public let relabeled: Int

  /// Pairs probes, each with at most one other.
  public init(_ before: [Candidate], _ after: [Candidate]) {
    var places: [Key: [Int]] = [:]
    for (place, candidate) in after.enumerated() {
      for key in Key.all(of: candidate) { places[key, default: []].append(place) }
    }
    var isTaken = [Bool](repeating: false, count: after.count)
    var partners = [Pair?](repeating: nil, count: before.count)
    func take(_ place: Int, _ key: Key, _ evidence: Evidence) {
      let own = before[place].imageDigest
      let partner = places[key]?.first { other in
        // Names may agree by chance: pixels that are known on both sides decide.
        !isTaken[other]
          && (evidence == .pixels || own == nil || after[other].imageDigest == nil)
      }
      guard let partner else { return }
      isTaken[partner] = true
      partners[place] = Pair(before: place, after: partner, evidence: evidence)
    }
    for (place, candidate) in before.enumerated() {
      if let key = Key.byPixels(candidate) { take(place, key, .pixels) }
    }
    for (place, candidate) in before.enumerated() where partners[place] == nil {
      take(place, Key.byName(candidate), .name)
    }
    pairs = partners.compactMap { $0 }
    unmatchedBefore = before.count - pairs.count
    unmatchedAfter = after.count - pairs.count
    let others = Dictionary(
      grouping: after.indices.filter { !isTaken[$0] }.flatMap { place in
        Key.all(of: after[place]).map { (key: $0.withoutLabel, place: place) }
      }, by: \.key)
    relabeled = zip(before, partners).count { candidate, partner in
      partner == nil && candidate.probe.label != nil
        && Key.all(of: candidate).contains { key in
          others[key.withoutLabel]?.contains { _, place in
            let other = after[place]
            return other.probe.label != nil && other.probe.label != candidate.probe.label
              && (candidate.imageDigest == nil || other.imageDigest == nil
                || candidate.imageDigest == other.imageDigest)
          } == true
        }
    }
  }
}

/// What makes two probes of two audits the same.
private struct Key: Hashable {
  var digest: String?
  var name: String?
  var question: String
  var label: Answer?
  var options: [String]
  var correct: Int?

  private init(_ candidate: ProbePairing.Candidate) {
    question = candidate.probe.question
    label = candidate.probe.label
    options = candidate.probe.choices?.options ?? []
    correct = candidate.probe.choices?.correct
  }

  static func byPixels(_ candidate: ProbePairing.Candidate) -> Key? {
    guard let digest = candidate.imageDigest else { return nil }
    var key = Key(candidate)
    key.digest = digest
    return key
  }

  static func byName(_ candidate: ProbePairing.Candidate) -> Key {
    var key = Key(candidate)
    key.name = ProbeKey(imageName: candidate.probe.imageName, question: "").image
    return key
  }

  static func all(of candidate: ProbePairing.Candidate) -> [Key] {
    [byPixels(candidate), byName(candidate)].compactMap { $0 }
  }

  var withoutLabel: Key {
    var key = self
    key.label = nil
    return key
  }
}
