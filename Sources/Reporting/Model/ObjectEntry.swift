import Codecs
import Probing

/// What an audit knows of one object that it asked for, or that captions name.
struct ObjectEntry {
  /// The object's name.
  var name: String
  /// The questions about it where it is not there.
  var absent = Answers()
  /// The questions about it where it is there.
  var present = Answers()
  /// Mentions in captions where it is there.
  var mentionedThere = 0
  /// Mentions in captions where it is not.
  var mentionedFalsely = 0
  /// How many captions mention it, whatever that came to.
  var captionCount = 0
  /// Captions of pictures that it is in and that name it.
  var captionsThere = 0
  /// Captions of pictures that it is in and that do not name it.
  var missed = 0
  /// The first captions that mention it, those that do so falsely in front.
  var captions: [CaptionMention] = []
  /// Its findings by their places in the list, the most confident first.
  var findings: [Int] = []
  /// What was in the picture when it was said falsely, the strongest pull first.
  var pulls: [Pull] = []

  /// How questions were answered; a reply that could not be read counts as asked.
  struct Answers {
    /// How often it was asked for.
    var count = 0
    /// How often the answer was a yes.
    var yes = 0
    /// How often it was a no.
    var no = 0

    /// The share of the asked that `successes` are, with Wilson's interval; undefined where nothing was asked.
    static func share(_ successes: Int, of count: Int) -> Estimate {
      ConfidenceInterval.wilson(successes: successes, trials: count).map {
        .ratio(Ratio(numerator: successes, denominator: count, interval: $0, wilson: $0))
      } ?? .undefined
    }
  }

  /// A caption that mentions it.
  struct CaptionMention {
    /// The number of the probe that asked for the caption.
    var probeID: Int64
    /// Whether the caption mentions it where it is not there.
    var isFalse: Bool
  }

  /// Of the questions about it where it is not there, those answered with a yes.
  var falseYes: Estimate { Answers.share(absent.yes, of: absent.count) }
  /// Of its mentions that were judged, those where it is not there.
  var falseMentions: Estimate {
    Answers.share(mentionedFalsely, of: mentionedThere + mentionedFalsely)
  }
  /// How often it was said to be there and is not.
  var hallucinations: Int { absent.yes + mentionedFalsely }

  /// The file name of its page.
  var pageName: String { Self.pageName(of: name) }

  /// The file name of an object's page: a digest, so that no name is part of a path and links stay.
  static func pageName(of name: String) -> String {
    "object-\(SHA256Digest.hex(of: Array(name.utf8)).prefix(12)).html"
  }

  /// Whether it comes before another one: the most hallucinations first, then the fewest chances for them.
  func isWorse(than other: ObjectEntry) -> Bool {
    func chances(_ entry: ObjectEntry) -> Int {
      entry.absent.count + entry.mentionedThere + entry.mentionedFalsely
    }
    let (own, others) = (chances(self), chances(other))
    if hallucinations != other.hallucinations { return hallucinations > other.hallucinations }
    if own != others { return hallucinations > 0 ? own < others : own > others }
    return name < other.name
  }
}
