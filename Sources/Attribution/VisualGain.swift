import Glibc

/// What the image adds to the explained tokens over the language prior.
///
/// `N_i = log p_i(V) − log p_i(text)`, where `text` is the same prompt without an image, in nats. It is large for
/// a token that the image carries, near 0 for one that is said anyway, and negative where the image speaks
/// against it.
public struct VisualGain: Sendable, Hashable {
  /// Below this gain, in nats, a share of it means nothing.
  public static let leastGain = 0.1

  /// `N_i` of each explained token, in nats.
  public let perToken: [Double]
  private let withoutImage: [Double]

  /// Compares the whole image with none.
  ///
  /// - Parameters:
  ///   - whole: `p_i(V)` of each token, in 0 … 1.
  ///   - withoutImage: `p_i(text)` of each token, in 0 … 1.
  /// - Precondition: Both have a probability for each token.
  public init(whole: [Double], withoutImage: [Double]) {
    precondition(
      whole.count == withoutImage.count,
      "\(whole.count) probabilities with the image, \(withoutImage.count) without")
    self.withoutImage = withoutImage
    perToken = zip(whole, withoutImage).map { Self.logarithm($0) - Self.logarithm($1) }
  }

  /// The mean of `N_i` over the tokens, in nats.
  public var mean: Double { perToken.reduce(0, +) / Double(perToken.count) }

  /// `S_i(S) = (log p_i(S) − log p_i(text)) / N_i`: which share of the gain some regions bring by themselves.
  ///
  /// It may be below 0 or above 1.
  ///
  /// - Parameter shown: `p_i(S)` of each token, in 0 … 1.
  /// - Returns: The share of each token; nil where `N_i` is ``leastGain`` or less.
  public func shares(of shown: [Double]) -> [Double?] {
    perToken.indices.map { token in
      guard perToken[token] > Self.leastGain else { return nil }
      return (Self.logarithm(shown[token]) - Self.logarithm(withoutImage[token]))
        / perToken[token]
    }
  }

  /// The mean share over the tokens where it is defined; nil when it is for none.
  public func meanShare(of shown: [Double]) -> Double? {
    let shares = shares(of: shown).compactMap(\.self)
    return shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
  }

  /// The natural logarithm of a probability; what a server rounds to 0 counts as 1e-30.
  private static func logarithm(_ probability: Double) -> Double { log(max(probability, 1e-30)) }
}
