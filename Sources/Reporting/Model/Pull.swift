import Probing

/// How often one object was said to be there falsely, where another one is there and where it is not known to be.
struct Pull {
  /// How it was said.
  enum Source: Hashable {
    /// In answer to a question about it.
    case asked
    /// In a caption.
    case caption
  }

  /// Said so many times of so many.
  struct Count: Hashable {
    var said = 0
    var of = 0
  }

  /// The object that is there.
  var present: String
  /// The object that is not, and was said to be.
  var object: String
  /// How it was said.
  var source: Source
  /// In pictures of which it is known that the other object is there.
  var with: Count
  /// In all other pictures.
  var without: Count

  /// How many times as often it is said with the other object as without; nil where it was never without, or with.
  var lift: RateRatio? {
    RateRatio(with.said, of: with.of, others: without.said, of: without.of)
  }

  /// Whether its interval lies above another one's: the strongest pull first, then the most frequent.
  func isStronger(than other: Pull) -> Bool {
    let (own, others) = (lift?.low ?? 0, other.lift?.low ?? 0)
    if own != others { return own > others }
    if with.said != other.with.said { return with.said > other.with.said }
    return (object, present) < (other.object, other.present)
  }
}
