import Attribution
import AuditStore
import Auditing
import Imaging
import Probing

/// A caption of an audit, as `hallux captions --json` prints it.
struct AuditedCaptionJSON: Encodable {
  struct Place: Encodable {
    var x: Double
    var y: Double
  }

  struct Evidence: Encodable {
    var regions: [Double]
    var memory: [Double]
    var center: Place?
    var overlap: Double?
    var distance: Double?
    var isJump: Bool
  }

  struct Cut: Encodable {
    var mention: Int64
    var cut: Int64
    var pWhole: Double
    var pCut: Double
    var pText: Double
    var pTextCut: Double
    var nats: Double
    var isBounded: Bool
    var isCause: Bool
  }

  struct DiagnosisJSON: Encodable {
    var cause: String
    var visual: Double
    var snowball: Double
    var prior: Double
    var either: Double
    var pWhole: Double
    var pText: Double
    var gain: Double
    var root: Int64?
    var chain: [String]
    var cuts: [Cut]
  }

  struct TriggerJSON: Encodable {
    var side: String
    var status: String
    var regions: [Int]
    var area: Double
    var minimality: String
    var demand: Double
  }

  struct Run: Encodable {
    var side: String
    var text: String
  }

  struct RecaptionJSON: Encodable {
    var removed: String
    var area: Double
    var fate: String
    var replacement: String?
    var caption: String
    var diff: [Run]
  }

  struct MentionJSON: Encodable {
    var id: Int64
    var object: String
    var words: String
    var start: Int
    var end: Int
    var quarter: Int
    var standing: String
    var finding: Int64?
    var confidence: Double?
    var state: String?
    var problem: String?
    var triggers: [TriggerJSON]
    var diagnosis: DiagnosisJSON?
    var evidence: Evidence?
    var recaptions: [RecaptionJSON]
  }

  var image: String
  var caption: String
  var variant: String
  var judgedBy: String
  var endedByTokenLimit: Bool
  var mentions: [MentionJSON]

  init(_ audited: AuditedCaption) {
    image = audited.imageName
    caption = audited.text
    variant = audited.variant.rawValue
    judgedBy = audited.judge.rawValue
    endedByTokenLimit = audited.isCut
    mentions = audited.mentions.map(MentionJSON.init)
  }
}

extension AuditedCaptionJSON.MentionJSON {
  fileprivate init(_ mention: AuditedCaption.Mention) {
    id = mention.record.id
    object = mention.record.object
    words = mention.record.words
    start = mention.record.range.lowerBound
    end = mention.record.range.upperBound
    quarter = mention.record.quarter
    standing = mention.record.standing.rawValue
    finding = mention.finding?.id
    confidence = mention.finding?.confidence
    state = mention.finding?.state.rawValue
    problem = mention.finding?.problem
    triggers = mention.triggers.map { record in
      AuditedCaptionJSON.TriggerJSON(
        side: record.trigger.side.rawValue, status: record.trigger.status.rawValue,
        regions: record.trigger.regions.regions, area: record.area,
        minimality: record.trigger.minimality.rawValue, demand: record.trigger.demand)
    }
    diagnosis = mention.diagnosis.map { AuditedCaptionJSON.DiagnosisJSON($0, mention.chain) }
    evidence = mention.evidence.map { evidence in
      AuditedCaptionJSON.Evidence(
        regions: evidence.evidence, memory: evidence.memory,
        center: evidence.center.map { AuditedCaptionJSON.Place(x: $0.x, y: $0.y) },
        overlap: evidence.overlap, distance: evidence.distance, isJump: evidence.isJump)
    }
    recaptions = mention.recaptions.map { recaption in
      AuditedCaptionJSON.RecaptionJSON(
        removed: recaption.record.removed.rawValue, area: recaption.record.area,
        fate: recaption.record.fate.name, replacement: recaption.record.fate.replacement,
        caption: recaption.text,
        diff: recaption.diff.runs.map {
          AuditedCaptionJSON.Run(side: $0.side.rawValue, text: $0.text)
        })
    }
  }
}

extension AuditedCaptionJSON.DiagnosisJSON {
  fileprivate init(_ record: DiagnosisRecord, _ chain: [String]) {
    let diagnosis = record.diagnosis
    cause = diagnosis.cause.rawValue
    visual = diagnosis.visual
    snowball = diagnosis.snowball
    prior = diagnosis.prior
    either = diagnosis.either
    pWhole = diagnosis.whole
    pText = diagnosis.text
    gain = diagnosis.gain
    root = record.rootID
    self.chain = chain
    cuts = record.cuts.map { cut in
      AuditedCaptionJSON.Cut(
        mention: cut.mentionID, cut: cut.earlierID, pWhole: cut.effect.whole,
        pCut: cut.effect.cut, pText: cut.effect.text, pTextCut: cut.effect.textCut,
        nats: cut.effect.nats, isBounded: cut.effect.isBounded, isCause: cut.isCause)
    }
  }
}
