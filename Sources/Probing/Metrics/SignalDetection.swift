/// Sensitivity and bias apart: what a yes-ratio mixes.
///
/// Green and Swets, "Signal Detection Theory and Psychophysics" (1966), with the log-linear correction of
/// Hautus, Behavior Research Methods 27 (1995): half a reply is added to each cell, so that rates of 0 and 1
/// have a number. An unparsable reply says neither and counts as not a yes.
public struct SignalDetection: Sendable, Hashable {
  /// d′ = z(hit rate) − z(false-alarm rate): how well present objects are told from absent ones; 0 is chance.
  public let dPrime: Double
  /// c = −½ (z(hit rate) + z(false-alarm rate)): below 0 the model leans to yes, above to no.
  public let criterion: Double

  /// Computes both; nil when one label does not occur, or no reply could be read at all.
  public init?(_ table: ConfusionTable) {
    guard table.labeledYes > 0, table.labeledNo > 0, table.unparsable < table.count else {
      return nil
    }
    let hits = (Double(table.truePositives) + 0.5) / Double(table.labeledYes + 1)
    let alarms = (Double(table.falsePositives) + 0.5) / Double(table.labeledNo + 1)
    let (zHits, zAlarms) = (Normal.quantile(hits), Normal.quantile(alarms))
    dPrime = zHits - zAlarms
    criterion = -(zHits + zAlarms) / 2
  }
}
