import AuditStore
import Imaging
import Probing

/// The findings that a query lists, read from the audit log one at a time.
struct SelectionSource: ReportSource {
  private let log: AuditLog
  private let query: FindingQuery
  private let version: String
  /// The findings in the query's order.
  private let ids: [Int64]
  /// What the log holds of each audit, by its number.
  private let sources: [Int64: LogSource]
  /// The pictures of all of them.
  private let pictures: LogPictures

  /// Runs the query.
  ///
  /// - Returns: The source; nil when nothing matches.
  /// - Throws: `ReportError` of code `log` when the log cannot be read.
  init?(
    log: AuditLog, query: FindingQuery, version: String, bootstrapSeed: UInt64,
    boxes: BurntBoxes? = nil, groundTruth: @escaping @Sendable (Probe) -> GroundTruth?
  ) throws(ReportError) {
    // Findings are told the most confident first, and so those that a limit keeps are chosen.
    var query = query
    if query.order.isEmpty, query.limit != nil {
      query.order = [FindingQuery.Order(by: .confidence, isDescending: true)]
    }
    var ids: [Int64] = []
    var audits: [Int64: [Int64]] = [:]
    try reading { () throws(LogError) in
      try log.forEachFinding(matching: query) { row in
        ids.append(row.id)
        audits[row.auditID, default: []].append(row.id)
      }
    }
    guard !ids.isEmpty else { return nil }
    var probes: [ProbeRecord] = []
    if boxes != nil {
      for audit in audits.keys {
        probes += try reading { () throws(LogError) in try log.probes(ofAudit: audit) }
      }
    }
    let pictures = LogPictures(log: log, burnt: try boxes?.resolved(in: log, probes: probes))
    var sources: [Int64: LogSource] = [:]
    for (audit, findings) in audits {
      sources[audit] = try LogSource(
        log: log, audit: audit, findings: findings, bootstrapSeed: bootstrapSeed,
        pictures: pictures, groundTruth: groundTruth)
    }
    self.log = log
    self.query = query
    self.version = version
    self.ids = ids
    self.sources = sources
    self.pictures = pictures
  }

  func report() throws(ReportError) -> any ReportContents {
    var entries: [FindingEntry] = []
    let inOrder = sources.values.sorted { $0.record.id < $1.record.id }
    let owners = Dictionary(
      uniqueKeysWithValues: inOrder.flatMap { source in
        source.findingIDs.map { ($0, source) }
      })
    for id in ids {
      if let entry = try owners[id]?.entry(ofFinding: id) { entries.append(entry) }
    }
    if query.order.isEmpty { entries = entries.mostConfidentFirst }
    let log = log
    let logHead = try reading { () throws(LogError) in try log.head() }
    let matching = FindingQuery(condition: query.condition)
    let (total, matchingCount) = try reading { () throws(LogError) in
      (
        try log.counts(matching: FindingQuery(), by: []).first?.count,
        try log.counts(matching: matching, by: []).first?.count
      )
    }
    return SelectionReport(
      version: version, query: Redaction.query(query), total: total ?? entries.count,
      matchingCount: matchingCount ?? entries.count, audits: inOrder.map(\.selectedAudit),
      logHead: logHead, pictureNotes: pictures.notes, findings: entries)
  }

  func finding(_ entry: FindingEntry) throws(ReportError) -> FindingReport {
    guard let source = sources[entry.auditID] else {
      throw ReportError(.log, "audit log \(log.path): there is no finding \(entry.id)")
    }
    return try source.finding(entry)
  }

  func png(_ image: ReportImage) throws(ReportError) -> [UInt8] { try pictures.png(image) }
}
