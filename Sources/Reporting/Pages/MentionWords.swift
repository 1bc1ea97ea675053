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
