/// Builds probes from images whose objects are known, as POPE does, from a seed.
///
/// For each chosen image and strategy the first objects of its list are asked, each followed by one that
/// is absent. The images are chosen evenly from those with enough objects and keep their order; POPE draws
/// them without a seed, in the order of the draw. All else that is not random is POPE's: its counts are
/// over the chosen images alone, so popular and adversarial absentees follow from the choice.
public struct ProbeBuilder: Sendable, Hashable {
  /// How the absent objects are chosen; each strategy is a split of the set.
  public var strategies: [ProbeStrategy]
  /// The number of images.
  public var imageCount: Int
  /// The number of present objects asked about each image, and of absent ones for each strategy.
  public var objectsPerImage: Int
  /// The seed of every random choice.
  public var seed: UInt64
  /// How the questions are worded.
  public var wording: QuestionWording

  /// Too few images have enough objects.
  public struct TooFewImages: Error, Sendable, Hashable {
    /// The number of images that have enough.
    public var eligible: Int
    /// The number that was wanted.
    public var wanted: Int
  }

  /// Makes a builder.
  ///
  /// - Parameters:
  ///   - strategies: in the order of the splits; a repeated one counts once.
  ///   - imageCount: at least 1.
  ///   - objectsPerImage: at least 1.
  ///   - seed: the seed of every random choice; strategies draw apart, so one more changes no other.
  ///   - wording: how the questions are worded.
  public init(
    strategies: [ProbeStrategy], imageCount: Int, objectsPerImage: Int, seed: UInt64,
    wording: QuestionWording
  ) {
    precondition(imageCount > 0, "\(imageCount) images")
    precondition(objectsPerImage > 0, "\(objectsPerImage) objects an image")
    self.strategies = strategies
    self.imageCount = imageCount
    self.objectsPerImage = objectsPerImage
    self.seed = seed
    self.wording = wording
  }

  /// Builds the probes.
  ///
  /// - Returns: the probes, numbered from 1, image by image; the same arguments give the same ones.
  /// - Throws: ``TooFewImages`` when fewer than `imageCount` images have `objectsPerImage` objects.
  public func build(from images: [LabeledImage]) throws(TooFewImages) -> BuiltProbes {
    let eligible = images.filter { $0.objects.count >= objectsPerImage }
    guard eligible.count >= imageCount else {
      throw TooFewImages(eligible: eligible.count, wanted: imageCount)
    }
    // One seed for the choice of images and one for each strategy, whichever are asked for.
    var seeds = SplitMix64(seed: seed)
    var draw = SplitMix64(seed: seeds.next())
    let chosen = draw.drawnIndices(imageCount, of: eligible.count).map { eligible[$0] }
    let counts = ObjectCounts(chosen)
    var choices = ProbeStrategy.allCases
      .map { AbsenteeChoice($0, counts: counts, seed: seeds.next()) }

    var built = BuiltProbes(eligibleImages: eligible.count, chosenImages: chosen.count)
    for image in chosen {
      var collector = ImageProbes(image)
      for (index, strategy) in ProbeStrategy.allCases.enumerated()
      where strategies.contains(strategy) {
        choices[index].begin(image)
        var tally = built.tallies[strategy, default: BuiltProbes.Tally()]
        for object in image.objects.prefix(objectsPerImage) {
          collector.add(object, .yes, strategy)
          if let absentee = choices[index].next(after: object) {
            collector.add(absentee.object, .no, strategy)
            tally.fallbacks += absentee.isFallback ? 1 : 0
          } else {
            tally.missing += 1
          }
        }
        built.tallies[strategy] = tally
      }
      built.append(collector, wording: wording)
    }
    return built
  }
}

/// The probes of one image: each object once, with the strategies that chose it.
struct ImageProbes {
  /// An object to ask about.
  struct Entry {
    var object: String
    var label: Answer
    var strategies: [ProbeStrategy]
  }

  let image: LabeledImage
  private(set) var entries: [Entry] = []

  init(_ image: LabeledImage) { self.image = image }

  mutating func add(_ object: String, _ label: Answer, _ strategy: ProbeStrategy) {
    guard let known = entries.firstIndex(where: { $0.object == object }) else {
      entries.append(Entry(object: object, label: label, strategies: [strategy]))
      return
    }
    // A list that names an object twice asks it twice in POPE; a split has each question once.
    if !entries[known].strategies.contains(strategy) {
      entries[known].strategies.append(strategy)
    }
  }
}
