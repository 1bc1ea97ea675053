import Probing

/// What `hallux score --json` prints of captions.
struct CaptionScoresJSON: Encodable {
  struct Score: Encodable {
    var variant: String
    var judgedBy: String
    var chairI: NumberJSON?
    var chairS: NumberJSON?
    var recall: NumberJSON?
    var deniedMentions: NumberJSON?
    var captionsWithDeniedMentions: NumberJSON?
    var unknownMentions: Int?
    var ambiguousMentions: Int?
    var negatedMentions: Int?
    var unjudgedMentions: Int?
    var quarters: [NumberJSON]?
    var objects: [Object]?
    var meanWords: Double?
    var meanCharacters: Double?
    var images: [String]?
    var unannotatedImages: [String]?
    var captions: [JudgedJSON]?
  }

  struct Object: Encodable {
    var object: String
    var mentions: Int
    var hallucinated: Int
  }

  struct JudgedJSON: Encodable {
    var image: String
    var mentions: [MentionJSON]
  }

  /// A mention; `start` and `end` are bytes of the caption's UTF-8.
  struct MentionJSON: Encodable {
    var object: String
    var surface: String
    var start: Int
    var end: Int
    var status: String
  }

  var subject: String
  var truncation: String
  var scores: [Score]

  init(_ subject: String, truncation: CaptionTruncation, _ scores: [CaptionScore]) {
    self.subject = subject
    self.truncation = truncation.name
    self.scores = scores.map(Score.init)
  }
}

extension CaptionScoresJSON.Score {
  init(_ score: CaptionScore) {
    switch score {
    case .chair(let chair):
      self.init(variant: chair.variant.rawValue, judgedBy: "annotations")
      chairI = NumberJSON(chair.instanceRate)
      chairS = NumberJSON(chair.sentenceRate)
      recall = NumberJSON(chair.recall)
      ambiguousMentions = chair.ambiguousCount
      negatedMentions = chair.negatedCount
      unjudgedMentions = chair.unannotatedCount > 0 ? chair.unannotatedCount : nil
      quarters = chair.quarterRates.map(NumberJSON.init)
      objects = chair.objects.map {
        CaptionScoresJSON.Object(
          object: $0.object, mentions: $0.mentions, hallucinated: $0.hallucinated)
      }
      meanWords = chair.meanWordCount
      meanCharacters = chair.meanCharacterCount
      images = chair.imageKeys
      unannotatedImages = chair.unannotatedKeys
      captions = chair.captions.map { caption in
        CaptionScoresJSON.JudgedJSON(
          image: caption.caption.imageKey,
          mentions: caption.mentions.map { CaptionScoresJSON.MentionJSON($0, in: caption) })
      }
    case .crossExamined(let examination, let variant, let audit):
      self.init(variant: variant.rawValue, judgedBy: "audit \(audit)")
      deniedMentions = NumberJSON(examination.crossExaminedRate)
      captionsWithDeniedMentions = NumberJSON(examination.crossExaminedCaptionRate)
      unknownMentions = examination.unknownCount
    }
  }
}

extension CaptionScoresJSON.MentionJSON {
  init(_ mention: Mention, in caption: JudgedCaption) {
    object = mention.object
    surface = mention.surface
    start = mention.range.lowerBound
    end = mention.range.upperBound
    status =
      if mention.isNegated {
        "negated"
      } else if mention.resolution.isAmbiguous {
        "ambiguous"
      } else if !caption.claims.contains(mention) {
        "unjudged"
      } else {
        caption.present.contains(mention.object) ? "present" : "hallucinated"
      }
  }
}
