import Attribution
import AuditStore
import Probing

/// What every page that shows a caption says about its mentions.
enum MentionWords {
  /// The sign that stands behind a mention: with its underline it tells without color what it came to.
  static func sign(_ standing: MentionStanding) -> String {
    switch standing {
    case .present: "\u{2713}"
    case .hallucinated: "\u{2717}"
    case .unknown: "?"
    case .noClaim: "\u{2013}"
    }
  }

  /// What a mention came to, in words.
  static func standing(_ standing: MentionStanding, by judge: CaptionJudge) -> String {
    switch (standing, judge) {
    case (.present, .annotations): "is there"
    case (.present, .model): "affirmed when asked"
    case (.hallucinated, .annotations): "not there"
    case (.hallucinated, .model): "denied when asked"
    case (.unknown, _): "nobody can tell"
    case (.noClaim, _): "no claim"
    }
  }

  /// Who says what is in the picture, in a sentence.
  static func judge(_ judge: CaptionJudge) -> String {
    switch judge {
    case .annotations: "Judged by the annotations of the picture."
    case .model:
      "Judged by asking the model itself about each object: what it denies contradicts its caption, "
        + "and is not known to be absent."
    }
  }

  /// What carries a mention, in a sentence.
  static func cause(_ cause: Diagnosis.Cause, root: String?) -> String {
    switch cause {
    case .visual: "Visual: the picture carries it."
    case .languagePrior: "Language prior: it is said with the picture or without."
    case .snowball:
      "Snowball: it follows from the caption\u{2019}s own \(Words.quoted(root ?? "earlier words")), "
        + "whatever the picture shows."
    case .mixture: "A mixture: no single cause carries half of it."
    case .undecided: "Undecided: the numbers do not tell what carries it."
    }
  }

  /// A cause in a word or two.
  static func name(_ cause: Diagnosis.Cause) -> String {
    switch cause {
    case .visual: "the picture"
    case .languagePrior: "language prior"
    case .snowball: "snowball"
    case .mixture: "mixture"
    case .undecided: "undecided"
    }
  }

  /// What became of a mention in a caption written anew, in words.
  static func fate(_ fate: MentionFate) -> String {
    switch fate {
    case .gone: "the object is gone"
    case .replaced(let object): "\(object) is named in its place"
    case .moved: "the object is named elsewhere"
    case .stillThere: "the object is still there"
    }
  }

  /// What a caption was written without, in words.
  static func removed(_ removed: RecaptionRecord.Removed) -> String {
    switch removed {
    case .trigger: "Without the trigger"
    case .randomArea: "Without a random area of about its size"
    }
  }
}

/// What an audit's false mentions are called: of what the model denies when it is asked nobody knows whether it is there.
struct FalseMentionWords {
  /// As what is named: `what is not there`.
  let what: String
  /// As where it is named: `where it is not there`.
  let place: String
  /// As where several are named: `where they are not`.
  let places: String
  /// In two words or three: `not there`.
  let short: String
  /// As a title over pictures of them: `Seen where it is not`.
  let title: String

  /// The words for mentions that these have judged.
  init(judges: Set<CaptionJudge>) {
    switch (judges.contains(.annotations), judges.contains(.model)) {
    case (true, true):
      what = "what is not there, or what the model denies when asked"
      place = "where it is not there, or denied when asked"
      places = "where they are not, or denied when asked"
      short = "not there, or denied when asked"
      title = "Seen where it is not, or denied when asked"
    case (false, true):
      what = "what the model denies when asked"
      place = "denied when asked"
      places = "and denied when asked"
      short = "denied when asked"
      title = "Named, and denied when asked"
    case (_, false):
      what = "what is not there"
      place = "where it is not there"
      places = "where they are not"
      short = "not there"
      title = "Seen where it is not"
    }
  }
}

extension AuditReport {
  /// What its false mentions are called.
  var falseMentions: FalseMentionWords {
    FalseMentionWords(judges: Set(captionEntries.map(\.judge)))
  }
}
