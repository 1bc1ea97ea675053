/// Probes that were built, with what a reader must know of how they came about.
public struct BuiltProbes: Sendable, Hashable {
  /// What befell one strategy.
  public struct Tally: Sendable, Hashable {
    /// Absent objects drawn at random because the strategy had none left.
    public var fallbacks = 0
    /// Absent objects that could not be found at all.
    public var missing = 0
  }

  /// The labels of the probes about one object.
  public struct ObjectTally: Sendable, Hashable {
    /// The object.
    public let object: String
    /// Its probes labeled yes.
    public var yes: Int
    /// Its probes labeled no.
    public var no: Int
    /// All its probes.
    public var count: Int { yes + no }
  }

  /// The probes in their order, each image and object once.
  public private(set) var probes: [Probe] = []
  /// The images that had enough objects.
  public let eligibleImages: Int
  /// The images that were chosen.
  public let chosenImages: Int
  /// What befell each strategy that was asked for.
  public internal(set) var tallies: [ProbeStrategy: Tally] = [:]
  /// The probes labeled no whose object a person has looked for and not found.
  public private(set) var verifiedAbsentCount = 0

  init(eligibleImages: Int, chosenImages: Int) {
    self.eligibleImages = eligibleImages
    self.chosenImages = chosenImages
  }

  /// The number of probes with that label, of one split or of all.
  public func count(_ label: Answer, of strategy: ProbeStrategy? = nil) -> Int {
    probes.count { probe in
      probe.label == label && (strategy.map { probe.splits.contains($0.rawValue) } ?? true)
    }
  }

  /// The objects asked about, the most frequent first, those asked as often by name.
  public var objects: [ObjectTally] {
    Dictionary(grouping: probes) { $0.object ?? $0.question }
      .map { object, probes in
        let yes = probes.count { $0.label == .yes }
        return ObjectTally(object: object, yes: yes, no: probes.count - yes)
      }
      .sorted { (-$0.count, $0.object) < (-$1.count, $1.object) }
  }

  mutating func append(_ collected: ImageProbes, wording: QuestionWording) {
    let verified = Set(collected.image.verifiedAbsent)
    for entry in collected.entries {
      if entry.label == .no && verified.contains(entry.object) { verifiedAbsentCount += 1 }
      probes.append(
        Probe(
          id: String(probes.count + 1), imageName: collected.image.name,
          question: wording.question(about: entry.object), object: entry.object,
          label: entry.label, splits: entry.strategies.map(\.rawValue)))
    }
  }
}
