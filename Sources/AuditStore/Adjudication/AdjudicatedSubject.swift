public import Probing

/// A finding, or a probe whose answer is none, with all that people said about it.
public struct AdjudicatedSubject: Sendable, Hashable {
  /// The probe.
  public var probeID: Int64
  /// The finding; nil where the answer is none.
  public var findingID: Int64?
  /// Everything that was said, in the order in which it was; what counts no more among it.
  public var history: [AdjudicationRecord]

  /// The last word of each person, in that order.
  public var current: [AdjudicationRecord] {
    history.filter { record in !history.contains { record.isSuperseded(by: $0) } }
  }

  /// What all of them say together.
  public var standing: LabelStanding? { LabelStanding(current.map(\.judgment)) }

  /// Puts records together by what they are about, in the order in which each was first spoken of.
  ///
  /// Words about a probe as a whole belong to its one finding, if it has one.
  public static func all(_ records: [AdjudicationRecord]) -> [AdjudicatedSubject] {
    let findings = Dictionary(
      records.compactMap { record in record.findingID.map { (record.probeID, $0) } }
    ) { first, _ in first }
    var places: [[Int64?]: Int] = [:]
    var subjects: [AdjudicatedSubject] = []
    for record in records.sorted(by: { ($0.decidedAt, $0.id) < ($1.decidedAt, $1.id) }) {
      let finding = record.findingID ?? findings[record.probeID]
      if let place = places[[record.probeID, finding]] {
        subjects[place].history.append(record)
      } else {
        places[[record.probeID, finding]] = subjects.count
        subjects.append(
          AdjudicatedSubject(probeID: record.probeID, findingID: finding, history: [record]))
      }
    }
    return subjects
  }
}
