/// How little of the image must be removed for the answers of some findings to become correct.
///
/// EAGLE's section 4.4 calls the mean the AMCR (average minimal correction region), and the share of findings
/// that are corrected with at most a tenth of the area CSR@10 % (correction success rate).
public struct CorrectionSummary: Sendable, Hashable {
  /// The smallest share of the image removed at which each finding's answer was correct, in 0 … 1; nil where
  /// it never was.
  public let areas: [Double?]

  /// Summarizes some findings.
  public init(_ areas: [Double?]) { self.areas = areas }

  /// How many findings were corrected at all.
  public var correctedCount: Int { areas.count { $0 != nil } }

  /// The mean area, a finding that is never corrected counting as the whole image; nil of no finding.
  public var amcr: Double? {
    areas.isEmpty ? nil : areas.reduce(0) { $0 + ($1 ?? 1) } / Double(areas.count)
  }

  /// The share of all findings that are corrected within an area; nil of no finding.
  public func successRate(within area: Double) -> Double? {
    areas.isEmpty ? nil : Double(successCount(within: area)) / Double(areas.count)
  }

  /// The share among the findings that are corrected at all, as the reference's
  /// `eval_hallucination_correction.py` counts; nil when none is.
  public func referenceSuccessRate(within area: Double) -> Double? {
    correctedCount == 0 ? nil : Double(successCount(within: area)) / Double(correctedCount)
  }

  /// How many findings are corrected within an area.
  public func successCount(within area: Double) -> Int {
    areas.count { ($0 ?? .infinity) <= area }
  }
}
