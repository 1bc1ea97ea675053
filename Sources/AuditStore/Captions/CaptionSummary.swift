public import Attribution
public import Probing

/// What an audit's captions came to: CHAIR, or what the model itself denies; what made the hallucinated mentions, and
/// what became of them without their triggers.
public struct CaptionSummary: Sendable, Hashable {
  /// How many captions were read.
  public var count: Int
  /// How many of them the token limit ended.
  public var cutCount: Int
  /// How objects were found.
  public var variant: CHAIRVariant
  /// How many mentions there are of each standing.
  public var standings: [MentionStanding: Int]
  /// CHAIR and its kin, of the captions of images with ground truth; nil where there is none.
  public var chair: CHAIR?
  /// What the model denies of its own captions, of images without ground truth; nil where there is none.
  public var crossExamination: CrossExamination?
  /// How many explained hallucinated mentions have each cause.
  public var causes: [Diagnosis.Cause: Int]
  /// What became of them in captions of pictures that lack something.
  public var fates: [Fate]

  /// What became of the hallucinated mentions of one cause when something was removed from the picture.
  public struct Fate: Sendable, Hashable {
    /// What carries the mentions; nil where that was not found out.
    public var cause: Diagnosis.Cause?
    /// What was removed.
    public var removed: RecaptionRecord.Removed
    /// How many were looked at.
    public var count: Int
    /// How many vanished from the caption.
    public var gone: Int
  }

  /// Reads the captions of an audit from the log; nil when it has none.
  ///
  /// - Parameters:
  ///   - audit: The audit's number.
  ///   - probes: Its probes, by their numbers.
  ///   - findings: Its findings.
  ///   - rule: The name of the parse rule that reads the model's own answers about what it mentioned; nil to leave out
  ///     what the model denies.
  ///   - log: The log.
  ///   - seed: The seed of the bootstrap.
  /// - Throws: ``LogError``.
  public init?(
    ofAudit audit: Int64, probes: [Int64: Probe], findings: [FindingRecord], rule: String?,
    in log: AuditLog, seed: UInt64
  ) throws(LogError) {
    guard let captions = try LoggedCaptions(ofAudit: audit, probes: probes, in: log) else {
      return nil
    }
    count = captions.records.count
    cutCount = captions.records.count(where: \.isCut)
    variant = captions.variant
    standings = captions.standings
    chair = captions.chair(variant: variant, truncation: .none, seed: seed)
    crossExamination = rule.flatMap(ParseRules.rule(named:)).flatMap {
      captions.crossExamination(rule: $0, variant: captions.variant, truncation: .none, seed: seed)
    }
    causes = [:]
    var fates: [FateKey: (count: Int, gone: Int)] = [:]
    for finding in findings
    where finding.kind == .hallucinatedMention && finding.state == .explained {
      let cause = try log.diagnosis(ofFinding: finding.id)?.diagnosis.cause
      if let cause { causes[cause, default: 0] += 1 }
      for recaption in try log.recaptions(ofFinding: finding.id) {
        let key = FateKey(cause: cause, removed: recaption.removed)
        fates[key, default: (0, 0)].count += 1
        if recaption.fate.isGone { fates[key, default: (0, 0)].gone += 1 }
      }
    }
    self.fates = []
    for cause in Diagnosis.Cause.allCases.map(Optional.some) + [nil] {
      for removed in RecaptionRecord.Removed.allCases {
        guard let fate = fates[FateKey(cause: cause, removed: removed)] else { continue }
        self.fates.append(Fate(cause: cause, removed: removed, count: fate.count, gone: fate.gone))
      }
    }
  }

  private struct FateKey: Hashable {
    var cause: Diagnosis.Cause?
    var removed: RecaptionRecord.Removed
  }

  /// How many mentions of a removal vanished from the caption, whatever carries them.
  public func fate(without removed: RecaptionRecord.Removed) -> (gone: Int, count: Int) {
    fates.filter { $0.removed == removed }.reduce((0, 0)) { ($0.0 + $1.gone, $0.1 + $1.count) }
  }
}
