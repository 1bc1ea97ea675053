import Attribution
import AuditStore
import Probing

/// What the captions of an audit came to, as JSON.
struct CaptionSummaryJSON: Encodable {
  struct Fate: Encodable {
    var cause: String?
    var removed: String
    var count: Int
    var gone: Int
  }

  var count: Int
  var endedByTokenLimit: Int
  var variant: String
  var mentions: [String: Int]
  var chairI: NumberJSON?
  var chairS: NumberJSON?
  var recall: NumberJSON?
  var quarters: [NumberJSON]?
  var objects: [CaptionScoresJSON.Object]?
  var deniedMentions: NumberJSON?
  var captionsWithDeniedMentions: NumberJSON?
  var unknownMentions: Int?
  var causes: [String: Int]
  var fates: [Fate]

  init(_ summary: CaptionSummary) {
    count = summary.count
    endedByTokenLimit = summary.cutCount
    variant = summary.variant.rawValue
    mentions = Dictionary(
      uniqueKeysWithValues: summary.standings.map { ($0.key.rawValue, $0.value) })
    chairI = summary.chair.map { NumberJSON($0.instanceRate) }
    chairS = summary.chair.map { NumberJSON($0.sentenceRate) }
    recall = summary.chair.map { NumberJSON($0.recall) }
    quarters = summary.chair?.quarterRates.map(NumberJSON.init)
    objects = summary.chair?.objects.map {
      CaptionScoresJSON.Object(
        object: $0.object, mentions: $0.mentions, hallucinated: $0.hallucinated)
    }
    deniedMentions = summary.crossExamination.map { NumberJSON($0.crossExaminedRate) }
    captionsWithDeniedMentions = summary.crossExamination.map {
      NumberJSON($0.crossExaminedCaptionRate)
    }
    unknownMentions = summary.crossExamination?.unknownCount
    causes = Dictionary(uniqueKeysWithValues: summary.causes.map { ($0.key.rawValue, $0.value) })
    fates = summary.fates.map {
      Fate(
        cause: $0.cause?.rawValue, removed: $0.removed.rawValue, count: $0.count, gone: $0.gone)
    }
  }
}
