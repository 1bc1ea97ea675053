import AuditStore
import Foundation
import Probing

/// What people said, in the order in which each finding was first spoken of.
struct AdjudicationListing {
  private let rows: [Row]

  /// One word of one person.
  private struct Row {
    var probe: ProbeRecord
    var findingID: Int64?
    var standing: LabelStanding?
    var record: AdjudicationRecord
    var isCurrent: Bool

    /// The columns of JSON and CSV.
    var members: [(name: String, value: FieldValue?)] {
      [
        ("audit", .number(Double(record.auditID))),
        ("finding", findingID.map { .number(Double($0)) }),
        ("image", .text(probe.probe.imageName)), ("question", .text(probe.probe.question)),
        ("label", (probe.probe.label?.rawValue).map(FieldValue.text)),
        ("verdict", .text(record.judgment.rawValue)), ("by", .text(record.author)),
        ("reason", .text(record.reason)), ("at", .text(record.decidedAt.listText)),
        ("source", record.sources.isEmpty ? nil : .text(record.sourceText)),
        ("counts", .text(isCurrent ? "yes" : "no")),
        ("standing", (standing?.rawValue).map(FieldValue.text)),
      ]
    }
  }

  /// Reads the list.
  ///
  /// - Parameters:
  ///   - audit: The audit; nil for all.
  ///   - onlyDisputed: Whether to list only what people disagree on.
  ///   - log: The log.
  /// - Throws: ``LogError``.
  init(audit: Int64?, onlyDisputed: Bool, of log: AuditLog) throws(LogError) {
    let records =
      if let audit { try log.adjudications(ofAudit: audit) } else { try log.adjudications() }
    var probes: [Int64: ProbeRecord] = [:]
    for id in Set(records.map(\.auditID)) {
      for probe in try log.probes(ofAudit: id) { probes[probe.id] = probe }
    }
    rows = AdjudicatedSubject.all(records)
      .filter { !onlyDisputed || $0.standing == .disputed }
      .flatMap { subject in
        let current = Set(subject.current.map(\.id))
        return subject.history.compactMap { record in
          probes[record.probeID].map {
            Row(
              probe: $0, findingID: subject.findingID, standing: subject.standing, record: record,
              isCurrent: current.contains(record.id))
          }
        }
      }
  }

  /// Prints the list; an empty one is told on standard error.
  func print(asJSON: Bool, asCSV: Bool) {
    if asJSON {
      var listing = JSONListing(isArray: true)
      for row in rows { listing.print(row.members) }
      listing.end()
    } else if asCSV {
      let names =
        ["audit", "finding", "image", "question", "label", "verdict", "by", "reason"]
        + ["at", "source", "counts", "standing"]
      Terminal.print(CSV.line(names.map(FieldValue.text)))
      for row in rows { Terminal.print(CSV.line(row.members.map(\.value))) }
    } else if !rows.isEmpty {
      for line in table.lines { Terminal.print(line) }
    }
    if rows.isEmpty { Terminal.note("nothing was judged") }
  }

  private var table: TextTable {
    var table = TextTable([
      ("finding", .right), ("audit", .right), ("verdict", .left), ("by", .left), ("at", .left),
      ("counts", .left), ("together", .left), ("question", .left), ("reason", .left),
    ])
    for row in rows {
      table.add([
        row.findingID.map(String.init) ?? "-", String(row.record.auditID),
        row.record.judgment.rawValue, row.record.author.printable, row.record.decidedAt.listText,
        row.isCurrent ? "yes" : "no", row.standing?.rawValue ?? "-",
        row.probe.probe.question.printable, row.record.reason.printable,
      ])
    }
    return table
  }
}

extension AdjudicationRecord {
  /// The files that it was taken from, with their digests.
  fileprivate var sourceText: String {
    sources.map { "\($0.name) sha256 \($0.sha256)" }.joined(separator: "; ")
  }
}

extension Date {
  /// The moment to the second, in UTC.
  fileprivate var listText: String { formatted(.iso8601) }
}
