import AuditStore

extension LogVerification {
  /// The result for a person, a line each.
  func lines(path: String) -> [String] {
    var lines = [
      "log         \(path.printable)",
      "verified    \(eventCount) events, \(rowCount) rows, \(imageCount) images: "
        + (isIntact
          ? "all as they were recorded"
          : "\(problemCount) \(problemCount == 1 ? "problem" : "problems")"),
    ]
    if adoptedRowCount > 0 {
      lines.append(
        "adopted     \(adoptedRowCount) rows are of an older log: vouched for only since "
          + (adoptedAt ?? "it was brought up to date").printable)
    }
    if unkeptImageCount > 0 {
      lines.append(
        "not kept    \(unkeptImageCount) images, by choice: their pixels cannot be compared with their digests"
      )
    }
    if mergedLogCount > 0 {
      lines.append(
        "merged      the chains of \(mergedLogCount) logs, \(mergedEventCount) events"
          + (isIntact ? ": each leads to its head" : ""))
    }
    guard let head else { return lines + ["head        none: the log holds no event yet"] }
    lines.append("head        \(head.hash)")
    lines.append(
      anchor.map { "anchored    the head given is event \($0) of \(head.number)" }
        ?? mergedAnchor.map { "anchored    the head given is event \($0) of a log that was merged" }
        ?? "            write it down elsewhere: without an earlier head (--head) a cut-off end does not show"
    )
    return lines
  }
}

/// What `hallux log verify --json` prints.
struct VerificationJSON: Encodable {
  struct Problem: Encodable {
    var kind: String
    var event: Int64?
    var table: String?
    var key: String?
    var column: String?
    var message: String
  }

  var log: String
  var intact: Bool
  var problems: [Problem]
  var events: Int
  var rows: Int
  var images: Int
  var unkeptImages: Int
  var adoptedRows: Int
  var adoptedAt: String?
  var mergedLogs: Int
  var mergedEvents: Int
  var head: HeadJSON?
  var anchorEvent: Int64?
  var mergedAnchorEvent: Int64?

  init(_ result: LogVerification, _ problems: [LogProblem], path: String) {
    log = path
    intact = result.isIntact
    self.problems = problems.map {
      Problem(
        kind: $0.kind.rawValue, event: $0.event, table: $0.table, key: $0.key, column: $0.column,
        message: $0.message)
    }
    events = result.eventCount
    rows = result.rowCount
    images = result.imageCount
    unkeptImages = result.unkeptImageCount
    adoptedRows = result.adoptedRowCount
    adoptedAt = result.adoptedAt
    mergedLogs = result.mergedLogCount
    mergedEvents = result.mergedEventCount
    head = result.head.map(HeadJSON.init)
    anchorEvent = result.anchor
    mergedAnchorEvent = result.mergedAnchor
  }
}
