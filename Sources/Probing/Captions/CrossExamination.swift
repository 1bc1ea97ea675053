/// A model's captions held against its own yes/no answers, for images without annotations.
///
/// Every object that a caption claims becomes a question; the model's answer supports or contradicts the
/// mention. The rate says how far a model disagrees with itself. It is no CHAIR: both sides may be wrong.
public struct CrossExamination: Sendable, Hashable {
  /// An object of an image, which one question is about.
  public struct Subject: Sendable, Hashable {
    /// The image, as ``Caption/imageKey`` tells it.
    public var imageKey: String
    /// The object's name.
    public var object: String

    /// Makes a subject.
    public init(imageKey: String, object: String) {
      self.imageKey = imageKey
      self.object = object
    }
  }

  /// What an answer says about a mention.
  public enum Support: String, Sendable, Hashable, CaseIterable, Codable {
    /// The answer is yes.
    case supported
    /// The answer is no.
    case contradicted
    /// There is no answer, or none that could be parsed.
    case unknown
  }

  /// What the answers say about each claimed mention, in the order of the captions and of their texts.
  public let supports: [Support]
  /// The cross-examined rate: contradicted mentions of those with an answer.
  ///
  /// Bootstrapped by image.
  public let crossExaminedRate: Estimate
  /// Captions with a contradicted mention of those with an answered mention or without any claim.
  ///
  /// Bootstrapped by image, with Wilson's interval beside it.
  public let crossExaminedCaptionRate: Estimate
  /// Mentions without an answer.
  public let unknownCount: Int

  /// Judges captions by answers.
  ///
  /// - Parameters:
  ///   - captions: any order; several of one image are all judged.
  ///   - answers: the parsed answers to the questions of ``probes(for:variant:truncation:)``; a missing entry
  ///     makes its mentions unknown.
  ///   - variant: how the captions are read; the same as for the questions.
  ///   - truncation: what is cut off before; the same as for the questions.
  ///   - seed: the seed of the bootstrap.
  public init(
    _ captions: [Caption], answers: [Subject: Answer], variant: CHAIRVariant,
    truncation: CaptionTruncation, seed: UInt64
  ) {
    var supports: [Support] = []
    var mentionShares: [String: ImageShare] = [:]
    var captionShares: [String: ImageShare] = [:]
    for caption in captions {
      let key = caption.imageKey
      var share = ImageShare(numerator: 0, denominator: 0)
      let claims = variant.read(truncation.applied(to: caption.text)).mentions.filter(\.isClaim)
      for mention in claims {
        let answer = answers[Subject(imageKey: key, object: mention.object)]
        let support = Self.support(answer)
        supports.append(support)
        if support != .unknown { share.denominator += 1 }
        if support == .contradicted { share.numerator += 1 }
      }
      mentionShares[key, default: ImageShare(numerator: 0, denominator: 0)] += share
      let isJudged = share.denominator > 0 || claims.isEmpty
      captionShares[key, default: ImageShare(numerator: 0, denominator: 0)] += ImageShare(
        numerator: share.numerator > 0 ? 1 : 0, denominator: isJudged ? 1 : 0)
    }
    self.supports = supports
    unknownCount = supports.count { $0 == .unknown }
    crossExaminedRate = .bootstrapped(
      mentionShares.sorted { $0.key < $1.key }.map(\.value), isOfTrials: false, seed: seed)
    crossExaminedCaptionRate = .bootstrapped(
      captionShares.sorted { $0.key < $1.key }.map(\.value), isOfTrials: true, seed: seed)
  }

  /// The questions: one for each object that the captions of an image claim, in the order of first mention.
  ///
  /// - Returns: probes of POPE's form without a label; the id is the image's key, a slash and the object.
  public static func probes(
    for captions: [Caption], variant: CHAIRVariant, truncation: CaptionTruncation
  ) -> [Probe] {
    var asked: Set<Subject> = []
    return captions.flatMap { caption in
      variant.read(truncation.applied(to: caption.text)).mentions.filter(\.isClaim).compactMap {
        mention -> Probe? in
        let subject = Subject(imageKey: caption.imageKey, object: mention.object)
        guard asked.insert(subject).inserted else { return nil }
        return Probe(
          id: "\(subject.imageKey)/\(subject.object)", imageName: caption.imageName,
          question: QuestionWording.standard.question(about: subject.object),
          object: subject.object, label: nil)
      }
    }
  }

  private static func support(_ answer: Answer?) -> Support {
    switch answer {
    case .yes: .supported
    case .no: .contradicted
    case nil: .unknown
    }
  }
}
