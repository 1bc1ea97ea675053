/// How likely some tokens are with and without the picture, and with and without something that was said before.
///
/// The four probabilities tell what carries the tokens. All are of the same tokens, teacher-forced, taken together.
public struct CutEffect: Sendable, Hashable {
  /// With the picture, the answer before as it was, `p(V, A)`.
  public var whole: Double
  /// With the picture, something cut from the answer before, `p(V, A')`.
  public var cut: Double
  /// Without the picture, the answer before as it was, `p(∅, A)`.
  public var text: Double
  /// Without the picture, something cut from the answer before, `p(∅, A')`.
  public var textCut: Double
  /// Whether some of them are only the most that they can be.
  public var isBounded: Bool

  /// Makes an effect from four probabilities in 0 … 1.
  public init(whole: Double, cut: Double, text: Double, textCut: Double, isBounded: Bool) {
    self.whole = whole
    self.cut = cut
    self.text = text
    self.textCut = textCut
    self.isBounded = isBounded
  }

  /// What the words that were cut carry whatever the picture shows, in 0 … 1.
  ///
  /// Cutting a sentence out of a caption also frees the objects in it to be named again, and the picture then speaks for
  /// them: that lowers `p(V, A')` alone. Words that carry a token carry it without the picture, too. So the smaller of
  /// the two losses counts.
  public var probability: Double { max(0, min(whole - cut, text - textCut)) }

  /// The same as a share of `p(V, A)`; 0 where that is 0.
  public var share: Double { whole > 0 ? min(1, probability / whole) : 0 }

  /// How far the tokens' log-probability falls with the cut, in nats: the smaller fall of the two.
  ///
  /// `log p(V, A) − log p(V, A')` is what the method calls the snowball.
  public var nats: Double {
    min(
      Self.logarithm(whole) - Self.logarithm(cut), Self.logarithm(text) - Self.logarithm(textCut))
  }

  /// Whether the words that were cut make the tokens follow: by more than the noise, and for a good part of their
  /// probability.
  ///
  /// - Parameter noiseFloor: The difference of log-probabilities that means nothing, in nats, at least 0.
  /// - Returns: Whether they do.
  public func isCause(noiseFloor: Double) -> Bool {
    nats > noiseFloor && share >= Self.leastShare
  }

  /// The share of the probability from which on the words that were cut count as a cause.
  public static let leastShare = 0.25

  /// The natural logarithm of a probability; what a server rounds to 0 counts as 1e-30.
  private static func logarithm(_ probability: Double) -> Double {
    Logarithm.ln(max(probability, 1e-30))
  }
}
