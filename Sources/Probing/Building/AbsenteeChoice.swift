/// Chooses the absent objects of one strategy, image by image.
///
/// What POPE's `pope()` does (`utils.py`): an absentee is in neither the image's list nor its history,
/// and the history holds what was asked about this image before, present and absent. Where nothing
/// popular or adversarial is left, POPE draws at random; where nothing at all is left, it never ends, and
/// this gives nil.
struct AbsenteeChoice {
  /// An absentee, and whether the strategy itself had none left.
  struct Choice {
    var object: String
    var isFallback: Bool
  }

  private let strategy: ProbeStrategy
  private let counts: ObjectCounts
  private var generator: SplitMix64
  private var image = LabeledImage(name: "", objects: [])
  private var present: Set<String> = []
  private var history: Set<String> = []

  init(_ strategy: ProbeStrategy, counts: ObjectCounts, seed: UInt64) {
    self.strategy = strategy
    self.counts = counts
    generator = SplitMix64(seed: seed)
  }

  /// Goes on to another image, about which nothing has been asked.
  mutating func begin(_ image: LabeledImage) {
    self.image = image
    present = Set(image.objects)
    history = []
  }

  /// The absentee to ask about after a present object, or nil when none is left.
  mutating func next(after object: String) -> Choice? {
    history.insert(object)
    let choice: Choice?
    switch strategy {
    case .random: choice = drawn(isFallback: false)
    case .popular: choice = first(of: counts.byFrequency) ?? drawn(isFallback: true)
    case .adversarial:
      choice = first(of: counts.companions[object] ?? []) ?? drawn(isFallback: true)
    case .verified:
      let left = image.verifiedAbsent.filter(isAbsent)
      choice =
        left.isEmpty
        ? nil : Choice(object: left[generator.index(below: left.count)], isFallback: false)
    }
    if let choice { history.insert(choice.object) }
    return choice
  }

  private func isAbsent(_ object: String) -> Bool {
    !history.contains(object) && !present.contains(object)
  }

  private func first(of objects: [String]) -> Choice? {
    objects.first(where: isAbsent).map { Choice(object: $0, isFallback: false) }
  }

  /// Draws evenly from the names of all chosen images, again until an absent one comes.
  private mutating func drawn(isFallback: Bool) -> Choice? {
    // Present objects and history are all names of chosen images, so counting tells whether one is left.
    guard present.union(history).count < counts.names.count else { return nil }
    while true {
      let object = counts.names[generator.index(below: counts.names.count)]
      if isAbsent(object) { return Choice(object: object, isFallback: isFallback) }
    }
  }
}
