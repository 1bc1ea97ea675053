import Probing

/// The hallucinated mentions of the captions that two audits have of the same images, paired by their objects.
struct MentionMatches {
  /// Those that only the second audit has.
  private(set) var new: [ComparedFinding] = []
  /// Those that only the first audit has.
  private(set) var vanished: [ComparedFinding] = []
  /// Those that both have, with the first audit's probe.
  private(set) var lasting: [(before: FindingRecord, after: FindingRecord, probe: Probe)] = []

  /// Pairs the mentions; of several of one object in a caption the first ones go together, and so on.
  ///
  /// - Throws: ``LogError``.
  init(
    _ pairs: [(before: ProbeRecord, after: ProbeRecord)],
    _ first: (audit: AuditRecord, log: AuditLog),
    _ second: (audit: AuditRecord, log: AuditLog)
  ) throws(LogError) {
    guard pairs.contains(where: { $0.before.probe.caption != nil }) else { return }
    let (former, latter) = (
      try Self.mentions(of: first.audit, in: first.log),
      try Self.mentions(of: second.audit, in: second.log)
    )
    for (before, after) in pairs where before.probe.caption != nil {
      var left = latter[after.id] ?? []
      for mention in former[before.id] ?? [] {
        if let place = left.firstIndex(where: { $0.object == mention.object }) {
          lasting.append((mention.finding, left.remove(at: place).finding, before.probe))
        } else {
          vanished.append(
            ComparedFinding(mention.finding, before.probe, object: mention.object))
        }
      }
      new += left.map { ComparedFinding($0.finding, after.probe, object: $0.object) }
    }
  }

  /// The hallucinated mentions of an audit by their probes, in the order of the captions.
  private static func mentions(
    of audit: AuditRecord, in log: AuditLog
  ) throws(LogError) -> [Int64: [(finding: FindingRecord, object: String)]] {
    var mentions: [Int64: [(finding: FindingRecord, object: String)]] = [:]
    for finding in try log.findings(ofAudit: audit.id) where finding.kind == .hallucinatedMention {
      guard let id = finding.mentionID, let mention = try log.mention(id: id) else { continue }
      mentions[finding.probeID, default: []].append((finding, mention.object))
    }
    return mentions
  }
}
