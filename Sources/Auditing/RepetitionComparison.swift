public import AuditStore
import ModelAPI
public import Probing

/// What came out otherwise when an audit was asked anew.
public struct RepetitionComparison: Sendable, Hashable {
  /// An answer that another reading was made of.
  public struct ChangedAnswer: Sendable, Hashable {
    /// The probe.
    public var probe: Probe
    /// What the rule, or the choice, read then and reads now; nil where nothing can be read.
    public var then: String?
    /// What it reads now.
    public var now: String?
  }

  /// A finding of one of the two alone.
  public struct ChangedFinding: Sendable, Hashable {
    /// The probe.
    public var probe: Probe
    /// What it is.
    public var kind: FindingKind
  }

  /// The audit that was repeated.
  public var original: Int64
  /// The repetition.
  public var repeated: Int64
  /// How many probes have an answer in both.
  public var comparedCount = 0
  /// How many of them have other words.
  public var changedWordCount = 0
  /// Those that are read otherwise.
  public var changedAnswers: [ChangedAnswer] = []
  /// The largest difference of p(yes) or p(no), bounds left out; nil where no probability is known in both.
  public var largestDifference: Double?
  /// The findings of both.
  public var keptFindingCount = 0
  /// The findings of the repetition alone.
  public var newFindings: [ChangedFinding] = []
  /// The findings of the audit that was repeated alone.
  public var vanishedFindings: [ChangedFinding] = []

  /// Compares two audits of the same probes.
  ///
  /// - Parameters:
  ///   - original: The audit that was repeated.
  ///   - repeated: The repetition.
  ///   - rule: The parse rule of both.
  ///   - log: The log that holds both.
  /// - Throws: ``LogError``.
  public init(
    of original: AuditRecord, with repeated: AuditRecord, rule: String, log: AuditLog
  ) throws(LogError) {
    self.original = original.id
    self.repeated = repeated.id
    let (then, now) = (try Side(original, rule, log), try Side(repeated, rule, log))
    // Of a repetition that is asked share by share, what nobody has asked yet is not compared.
    let parts =
      repeated.state == .finished
      ? [] : try log.shares(ofAudit: repeated.id).compactMap(ProbeShare.init)
    for probe in then.probes where parts.isEmpty || parts.contains(where: { $0.holds(probe.probe) })
    {
      let place = probe.position
      if let former = then.texts[place], let text = now.texts[place] {
        comparedCount += 1
        if former != text { changedWordCount += 1 }
      }
      if let former = then.readings[place], let reading = now.readings[place], former != reading {
        changedAnswers.append(ChangedAnswer(probe: probe.probe, then: former, now: reading))
      }
      for (first, second) in zip(then.shares[place] ?? [], now.shares[place] ?? []) {
        guard let first, let second else { continue }
        largestDifference = max(largestDifference ?? 0, abs(first - second))
      }
      let (former, found) = (then.findings[place] ?? [], now.findings[place] ?? [])
      keptFindingCount += former.intersection(found).count
      newFindings += Self.sorted(found.subtracting(former), probe.probe)
      vanishedFindings += Self.sorted(former.subtracting(found), probe.probe)
    }
  }

  private static func sorted(_ kinds: Set<FindingKind>, _ probe: Probe) -> [ChangedFinding] {
    kinds.sorted { $0.rawValue < $1.rawValue }.map { ChangedFinding(probe: probe, kind: $0) }
  }
}

/// What one of the two audits holds, by the places of its probes.
private struct Side {
  let probes: [ProbeRecord]
  var texts: [Int: String] = [:]
  var readings: [Int: String?] = [:]
  /// p(yes) and p(no), nil where they are not known or only bounds.
  var shares: [Int: [Double?]] = [:]
  var findings: [Int: Set<FindingKind>] = [:]

  init(_ audit: AuditRecord, _ rule: String, _ log: AuditLog) throws(LogError) {
    probes = try log.probes(ofAudit: audit.id)
    let records = Dictionary(uniqueKeysWithValues: probes.map { ($0.id, $0) })
    for (id, reply) in try log.replies(toProbesOfAudit: audit.id) {
      guard let place = records[id]?.position else { continue }
      texts[place] = reply.text
    }
    for verdict in try log.verdicts(ofAudit: audit.id, rule: rule) {
      guard let place = records[verdict.probeID]?.position else { continue }
      readings[place] = .some(verdict.answer?.rawValue)
      shares[place] = [
        verdict.boundedShares.contains(.yes) ? nil : verdict.pYes,
        verdict.boundedShares.contains(.no) ? nil : verdict.pNo,
      ]
    }
    for verdict in try log.choiceVerdicts(ofAudit: audit.id) {
      guard let probe = records[verdict.probeID] else { continue }
      readings[probe.position] = .some(
        verdict.chosen.flatMap { chosen in
          probe.probe.choices.flatMap {
            $0.options.indices.contains(chosen) ? $0.options[chosen] : nil
          }
        })
    }
    for finding in try log.findings(ofAudit: audit.id) {
      guard let place = records[finding.probeID]?.position else { continue }
      findings[place, default: []].insert(finding.kind)
    }
  }
}
