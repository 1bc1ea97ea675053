import Attribution
import AuditStore
import ModelAPI
import Probing

/// What an audit's captions came to, for the summary page.
struct CaptionFigures {
  /// How many captions there are.
  var count: Int
  /// How many mentions claim something of which it is known whether it is true.
  var judged: Int
  /// How many of these are hallucinated.
  var hallucinated: Int
  /// CHAIR and its kin; nil where nobody says what is in the pictures.
  var chair: CHAIR?
  /// How many explained findings have each cause.
  var causes: [Diagnosis.Cause: Int] = [:]
  /// How many mentions were looked at in captions of pictures without the trigger, and how many vanished.
  var vanished = (gone: 0, count: 0)
  /// The same without a random area of the trigger's size.
  var vanishedAtRandom = (gone: 0, count: 0)
}

extension CaptionFigures {
  /// Reads the captions of an audit; nil when it has none.
  ///
  /// - Parameters:
  ///   - audit: The audit's number.
  ///   - probes: Its probes, by their numbers.
  ///   - findings: Its findings.
  ///   - log: The log.
  ///   - seed: The seed of the bootstrap.
  /// - Throws: ``LogError``.
  init?(
    ofAudit audit: Int64, probes: [Int64: ProbeRecord], findings: [FindingRecord], log: AuditLog,
    seed: UInt64
  ) throws(LogError) {
    let records = try log.captions(ofAudit: audit)
    guard let first = records.first else { return nil }
    self.init(count: records.count, judged: 0, hallucinated: 0)
    var captions: [Caption] = []
    var present: [String: Set<String>] = [:]
    var annotated: Set<String>?
    for record in records {
      for mention in try log.mentions(ofProbe: record.probeID) {
        if mention.standing == .hallucinated { hallucinated += 1 }
        if mention.standing == .hallucinated || mention.standing == .present { judged += 1 }
      }
      guard record.judge == .annotations, let probe = probes[record.probeID]?.probe,
        let reply = try log.reply(key: record.replyKey)
      else { continue }
      let read = ReadCaption(reply.reply.text, variant: record.variant, isCut: record.isCut)
      let caption = Caption(imageID: nil, imageName: probe.imageName, text: read.countedText)
      captions.append(caption)
      present[caption.imageKey] = Set(probe.caption?.present ?? [])
      annotated = annotated ?? probe.caption?.annotated.map { Set($0) }
    }
    if !captions.isEmpty {
      chair = CHAIR(
        captions,
        truth: ImageObjects(instances: present, annotated: annotated, variant: first.variant),
        variant: first.variant, truncation: .none, seed: seed)
    }
    for finding in findings where finding.kind == .hallucinatedMention {
      if let cause = try log.diagnosis(ofFinding: finding.id)?.diagnosis.cause {
        causes[cause, default: 0] += 1
      }
      for recaption in try log.recaptions(ofFinding: finding.id) {
        let gone = recaption.fate.isGone ? 1 : 0
        switch recaption.removed {
        case .trigger: vanished = (vanished.gone + gone, vanished.count + 1)
        case .randomArea:
          vanishedAtRandom = (vanishedAtRandom.gone + gone, vanishedAtRandom.count + 1)
        }
      }
    }
  }
}
