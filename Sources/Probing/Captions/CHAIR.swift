/// The CHAIR numbers of a set of captions, each with its counts and its 95 % interval.
///
/// Rohrbach et al., "Object Hallucination in Image Captioning", EMNLP 2018. An image that appears in several
/// captions is one cluster. A number is only comparable under the same variant, truncation and images, and at
/// about the same length: a model that writes more names more, right and wrong.
public struct CHAIR: Sendable, Hashable {
  /// How the captions were read.
  public let variant: CHAIRVariant
  /// What was cut off before.
  public let truncation: CaptionTruncation
  /// The captions that were counted, in the given order.
  public let captions: [JudgedCaption]
  /// The images that were counted, each once, sorted.
  public let imageKeys: [String]
  /// Images of captions without ground truth, each once, sorted; their captions are left out.
  public let unannotatedKeys: [String]

  /// CHAIR_i: mentions of absent objects of all mentions.
  ///
  /// Repeats count. Bootstrapped by image.
  public let instanceRate: Estimate
  /// CHAIR_s: captions with a mention of an absent object of all captions.
  ///
  /// Bootstrapped by image, with
  /// Wilson's interval beside it.
  public let sentenceRate: Estimate
  /// Objects mentioned of objects there, summed over captions.
  ///
  /// Maxlinn/CHAIR-metric-standalone defines it so. Bootstrapped by image.
  public let recall: Estimate
  /// CHAIR_i of the mentions that begin in each quarter of their caption, the first quarter first.
  public let quarterRates: [Estimate]
  /// Mentions by object, in COCO's order, without objects that nobody mentioned.
  public let objects: [ObjectCount]

  /// Mentions of objects that the annotators did not look for; in no number.
  public let unannotatedCount: Int
  /// Mentions whose meaning the context left open; in no number.
  public let ambiguousCount: Int
  /// Mentions of objects that the caption says are absent; in no number.
  public let negatedCount: Int
  /// Words of the counted text per caption, parted by white space; nil without captions.
  public let meanWordCount: Double?
  /// Characters of the counted text per caption; nil without captions.
  public let meanCharacterCount: Double?

  /// Mentions of one object.
  public struct ObjectCount: Sendable, Hashable {
    /// The object's name.
    public let object: String
    /// How often it was claimed.
    public let mentions: Int
    /// How often of these it was absent.
    public let hallucinated: Int
  }

  /// Reads, judges and counts.
  ///
  /// - Parameters:
  ///   - captions: any order; several of one image are all counted.
  ///   - truth: which objects are where. The published code takes an image that it does not know as
  ///     empty; here its captions are left out and named.
  ///   - variant: how the captions are read; the same as for the truth's references.
  ///   - truncation: what is cut off before.
  ///   - seed: the seed of the bootstrap.
  public init(
    _ captions: [Caption], truth: ImageObjects, variant: CHAIRVariant,
    truncation: CaptionTruncation, seed: UInt64
  ) {
    let judged = captions.compactMap { caption in
      truth.objects[caption.imageKey].map {
        JudgedCaption(
          caption, present: $0, annotated: truth.annotated, variant: variant, truncation: truncation
        )
      }
    }
    // By key, so that the bootstrap draws the same images whatever the order of the captions.
    let images = Dictionary(grouping: judged, by: \.caption.imageKey).sorted { $0.key < $1.key }

    func rate(
      _ numerator: (JudgedCaption) -> Int, of denominator: (JudgedCaption) -> Int,
      isOfTrials: Bool = false
    ) -> Estimate {
      let shares = images.map { _, captions in
        ImageShare(
          numerator: captions.reduce(0) { $0 + numerator($1) },
          denominator: captions.reduce(0) { $0 + denominator($1) })
      }
      return .bootstrapped(shares, isOfTrials: isOfTrials, seed: seed)
    }

    self.variant = variant
    self.truncation = truncation
    self.captions = judged
    imageKeys = images.map(\.key)
    let unknown = captions.map(\.imageKey).filter { truth.objects[$0] == nil }
    unannotatedKeys = Set(unknown).sorted()
    instanceRate = rate(\.hallucinated.count, of: \.claims.count)
    sentenceRate = rate({ $0.hallucinated.isEmpty ? 0 : 1 }, of: { _ in 1 }, isOfTrials: true)
    recall = rate(\.recalled.count, of: \.present.count)
    quarterRates = (0..<4).map { quarter in
      rate(
        { caption in caption.hallucinated.count { caption.quarter(of: $0) == quarter } },
        of: { caption in caption.claims.count { caption.quarter(of: $0) == quarter } })
    }
    objects = Self.objectCounts(judged)
    unannotatedCount = judged.reduce(0) { count, caption in
      count + caption.mentions.count(where: \.isClaim) - caption.claims.count
    }
    ambiguousCount = judged.reduce(0) {
      $0 + $1.mentions.count { $0.resolution.isAmbiguous && !$0.isNegated }
    }
    negatedCount = judged.reduce(0) { $0 + $1.mentions.count(where: \.isNegated) }
    let texts = judged.map { truncation.applied(to: $0.caption.text) }
    meanWordCount = Self.mean(texts.map { $0.split(whereSeparator: \.isWhitespace).count })
    meanCharacterCount = Self.mean(texts.map(\.count))
  }

  private static func objectCounts(_ captions: [JudgedCaption]) -> [ObjectCount] {
    var mentions: [String: Int] = [:]
    var hallucinated: [String: Int] = [:]
    for caption in captions {
      for claim in caption.claims { mentions[claim.object, default: 0] += 1 }
      for claim in caption.hallucinated { hallucinated[claim.object, default: 0] += 1 }
    }
    return COCOCategories.all.compactMap { category in
      mentions[category.name].map {
        ObjectCount(
          object: category.name, mentions: $0, hallucinated: hallucinated[category.name] ?? 0)
      }
    }
  }

  private static func mean(_ counts: [Int]) -> Double? {
    counts.isEmpty ? nil : Double(counts.reduce(0, +)) / Double(counts.count)
  }
}

extension Estimate {
  /// The ratio of two sums over images with its bootstrap interval.
  ///
  /// - Parameters:
  ///   - shares: what each image adds.
  ///   - isOfTrials: whether the denominator counts trials, so that Wilson's interval has a meaning.
  ///   - seed: the seed of the bootstrap.
  /// - Returns: undefined when the denominators add up to 0.
  static func bootstrapped(_ shares: [ImageShare], isOfTrials: Bool, seed: UInt64) -> Estimate {
    let total = ImageShare.sum(shares)
    guard let interval = ConfidenceInterval.clusterBootstrap(shares, seed: seed) else {
      return .undefined
    }
    let wilson =
      isOfTrials
      ? ConfidenceInterval.wilson(successes: total.numerator, trials: total.denominator) : nil
    return .ratio(
      Ratio(
        numerator: total.numerator, denominator: total.denominator, interval: interval,
        wilson: wilson))
  }
}
