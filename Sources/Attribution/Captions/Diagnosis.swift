/// What carries an answer: the picture, the language prior, or what the answer itself had said before.
///
/// The probability of the explained tokens is divided into four shares, by what it loses when the picture, an earlier
/// object of the caption, or both are taken away:
///
/// - *visual*: `p(V, A) − p(∅, A)`, lost without the picture;
/// - *snowball*: ``CutEffect/probability``, lost without the earlier object, with the picture and without;
/// - *prior*: `p(∅, A')`, left when both are gone;
/// - *either*: the rest, which picture or earlier object keep up when the other is gone.
///
/// `A` is the answer before the tokens, `A'` the same without the earlier object, and without one `A' = A`.
public struct Diagnosis: Sendable, Hashable {
  /// What carries the answer.
  public enum Cause: String, Sendable, Hashable, Codable, CaseIterable {
    /// The picture: most of the probability is lost without it, and a trigger was found.
    case visual
    /// The language: most of the probability is there without the picture.
    case languagePrior = "language-prior"
    /// The caption's own earlier words: most of the probability is lost without them, picture or not.
    case snowball
    /// Several of these, none of them for more than half; the shares say how much.
    case mixture
    /// The numbers do not decide: they are bounds, inside the noise, or the picture's share has no trigger.
    case undecided
  }

  /// What carries the answer.
  public let cause: Cause
  /// The share of the picture, in 0 … 1.
  public let visual: Double
  /// The share of the language prior, in 0 … 1.
  public let prior: Double
  /// The share of an earlier object of the caption, in 0 … 1.
  public let snowball: Double
  /// The share that either the picture or the earlier object keeps up, in 0 … 1.
  public let either: Double
  /// `p(V, A)`.
  public let whole: Double
  /// `p(∅, A)`.
  public let text: Double
  /// The effect of the earlier object that the answer follows from; nil where there is none.
  public let earlier: CutEffect?

  /// `log p(V, A) − log p(∅, A)` in nats: `N_i` of the tokens together.
  public var gain: Double {
    Logarithm.ln(max(whole, 1e-30)) - Logarithm.ln(max(text, 1e-30))
  }

  /// The share from which on one cause stands for all.
  public static let mostOfIt = 0.5

  /// Decides what carries an answer.
  ///
  /// - Parameters:
  ///   - whole: `p(V, A)`, of all explained tokens together, in 0 … 1.
  ///   - text: `p(∅, A)`, in 0 … 1.
  ///   - isWholeBounded: Whether `p(V, A)` is only the most that it can be.
  ///   - isTextBounded: Whether `p(∅, A)` is.
  ///   - earlier: The earlier object that the answer follows from, whose `whole` and `text` are these; nil for none.
  ///   - hasTrigger: Whether a set of regions was found without which the answer flips.
  ///   - noiseFloor: The difference of log-probabilities that means nothing, in nats, at least 0.
  public init(
    whole: Double, text: Double, isWholeBounded: Bool, isTextBounded: Bool, earlier: CutEffect?,
    hasTrigger: Bool, noiseFloor: Double
  ) {
    self.whole = whole
    self.text = text
    self.earlier = earlier
    guard whole > 0 else {
      (visual, prior, snowball, either, cause) = (0, 0, 0, 1, .undecided)
      return
    }
    // A picture that speaks against the answer carries none of it.
    let visual = max(0, whole - text)
    let snowball = min(earlier?.probability ?? 0, whole - visual)
    let prior = min(earlier?.textCut ?? text, whole - visual - snowball)
    self.visual = visual / whole
    self.snowball = snowball / whole
    self.prior = prior / whole
    either = max(0, whole - visual - snowball - prior) / whole

    let gain = Logarithm.ln(whole) - Logarithm.ln(max(text, 1e-30))
    let isUnsure = isTextBounded || earlier?.isBounded == true
    if isWholeBounded {
      cause = .undecided
    } else if self.visual >= Self.mostOfIt {
      // An upper bound of what is left without the picture still leaves at least this much to the picture.
      cause = hasTrigger && gain > noiseFloor ? .visual : .undecided
    } else if isUnsure {
      cause = .undecided
    } else if self.snowball >= Self.mostOfIt {
      cause = .snowball
    } else if self.prior >= Self.mostOfIt {
      cause = .languagePrior
    } else {
      cause = .mixture
    }
  }

  /// Makes a diagnosis as it was recorded.
  public init(
    cause: Cause, visual: Double, prior: Double, snowball: Double, either: Double, whole: Double,
    text: Double, earlier: CutEffect?
  ) {
    self.cause = cause
    self.visual = visual
    self.prior = prior
    self.snowball = snowball
    self.either = either
    self.whole = whole
    self.text = text
    self.earlier = earlier
  }
}
