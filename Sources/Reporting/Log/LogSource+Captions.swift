import AuditStore
import ModelAPI
import Probing

extension LogSource {
  /// Reads every caption once, a text at a time: what lists show of it, and what it says of objects.
  ///
  /// - Parameter objects: Learns the mentions.
  /// - Returns: The captions, the worst first.
  /// - Throws: `ReportError` of code `log`.
  func captionEntries(_ objects: inout ObjectGathering) throws(ReportError) -> [CaptionEntry] {
    var entries: [CaptionEntry] = []
    let (log, id) = (log, record.id)
    for record in try reading({ () throws(LogError) in try log.captions(ofAudit: id) }) {
      guard let probe = probes[record.probeID],
        let reply = try reading({ () throws(LogError) in try log.reply(key: record.replyKey) })
      else { continue }
      let mentions = try reading { () throws(LogError) in
        try log.mentions(ofProbe: record.probeID)
      }
      objects.add(
        mentions: mentions, ofProbe: record.probeID,
        present: record.judge == .annotations ? probe.probe.caption?.present : nil)
      let hallucinated = mentions.count { $0.standing == .hallucinated }
      entries.append(
        CaptionEntry(
          id: record.probeID, imageName: Redaction.fileName(probe.probe.imageName),
          image: try image(of: probe),
          excerpt: Words.excerpt(Words.reply(reply.reply.text), limit: 160),
          judged: hallucinated + mentions.count { $0.standing == .present },
          hallucinated: hallucinated, judge: record.judge))
    }
    return entries.sorted { $0.isWorse(than: $1) }
  }

  func fullCaption(_ entry: CaptionEntry) throws(ReportError) -> FullCaption {
    let log = log
    guard let probe = probes[entry.id],
      let record = try reading({ () throws(LogError) in try log.caption(ofProbe: entry.id) })
    else {
      throw ReportError(.log, "audit log \(log.path): there is no caption of probe \(entry.id)")
    }
    let mentions = try reading { () throws(LogError) in try log.mentions(ofProbe: entry.id) }
    var explained: [FullCaption.ExplainedMention] = []
    for finding in mentionFindings[entry.id] ?? [] {
      guard let mention = mentions.first(where: { $0.id == finding.mentionID }) else { continue }
      explained.append(try self.explained(mention, of: finding))
    }
    let present = record.judge == .annotations ? probe.probe.caption?.present : nil
    let claimed = Set(mentions.filter { $0.standing != .noClaim }.map(\.object))
    return FullCaption(
      entry: entry, prompt: probe.probe.question, text: try text(ofReply: record.replyKey),
      isCut: record.isCut, mentions: mentions,
      missed: present.map { $0.filter { !claimed.contains($0) }.sorted() },
      explained: explained.sorted { $0.mention.position < $1.mention.position })
  }

  private func explained(
    _ mention: MentionRecord, of finding: FindingRecord
  ) throws(ReportError) -> FullCaption.ExplainedMention {
    let log = log
    var rewritten: [CaptionReport.Rewritten] = []
    for record in try reading({ () throws(LogError) in try log.recaptions(ofFinding: finding.id) })
    {
      rewritten.append(
        CaptionReport.Rewritten(record: record, text: try text(ofReply: record.replyKey)))
    }
    return FullCaption.ExplainedMention(
      mention: mention, findingID: finding.id,
      diagnosis: try reading { () throws(LogError) in try log.diagnosis(ofFinding: finding.id) },
      evidence: try reading { () throws(LogError) in try log.evidence(ofFinding: finding.id) },
      rewritten: rewritten, participle: FillLook(name: settings.fill ?? "black").participle)
  }

  private func text(ofReply key: String) throws(ReportError) -> String {
    let log = log
    guard let reply = try reading({ () throws(LogError) in try log.reply(key: key) }) else {
      throw ReportError(.log, "audit log \(log.path): the reply of a caption is missing")
    }
    return reply.reply.text
  }

  private func image(of probe: ProbeRecord) throws(ReportError) -> ReportImage? {
    guard let digest = probe.imageDigest else { return nil }
    return try pictures.image(digest)
  }
}
