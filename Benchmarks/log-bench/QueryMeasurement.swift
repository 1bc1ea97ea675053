import AuditStore
import Foundation

/// Median times of queries on a warm log, first of listing and then of counting.
struct QueryMeasurement {
  let path: String

  /// How often each query is run; the first time warms up and does not count.
  private static let turns = 15

  /// What people ask, in the words of the language.
  private static let listings = [
    """
    kind = false-positive and object in (spoon, fork) and area < 0.1 and influence > 0.3 \
    and image ~ val2014_00 order by confidence desc limit 50
    """,
    "kind = false-positive order by confidence desc limit 50",
    "object = \"dining table\" and confidence > 95 % order by confidence desc limit 50",
    "audit = 1 and kind = false-negative limit 50",
    "state = explained and size = 1 order by influence desc limit 50",
    "area < 2 % order by area limit 50",
    "image ~ val2014_000000000123 limit 50",
    "order by confidence limit 50",
  ]

  private static let countings: [(expression: String, fields: [FindingField])] = [
    ("", [.object]), ("kind = false-positive", [.object]), ("", [.object, .model]), ("", []),
    ("area < 10 %", [.object]),
  ]

  /// Measures these expressions, or those that stand here.
  func run(_ expressions: [String]) throws {
    let log = try AuditLog.open(at: path, access: .readOnly)
    let total = try log.counts(matching: FindingQuery(), by: [])[0].count
    for expression in expressions.isEmpty ? Self.listings : expressions {
      let query = try FindingQuery(parsing: expression)
      var found = 0
      let times = try (0..<Self.turns).map { _ in
        try Measurement.milliseconds { found = try log.findings(matching: query).count }
      }
      try print(times, "list", expression, total, found)
    }
    for (expression, fields) in expressions.isEmpty ? Self.countings : [] {
      let query = try FindingQuery(parsing: expression)
      var found = 0
      let times = try (0..<Self.turns).map { _ in
        try Measurement.milliseconds { found = try log.counts(matching: query, by: fields).count }
      }
      let names = fields.map(\.name).joined(separator: ",")
      try print(times, "count by " + (names.isEmpty ? "nothing" : names), expression, total, found)
    }
    try Measurement.print([
      "findings": total, "what": "memory", "peak_mb": Measurement.peakMegabytes,
    ])
  }

  private func print(
    _ times: [(wall: Double, processor: Double)], _ what: String, _ expression: String,
    _ total: Int, _ found: Int
  ) throws {
    let wall = times.dropFirst().map(\.wall).sorted()
    let processor = times.dropFirst().map(\.processor).sorted()
    try Measurement.print([
      "findings": total, "what": what, "expression": expression, "found": found,
      "median_ms": wall[wall.count / 2], "fastest_ms": wall[0],
      "processor_ms": processor[processor.count / 2],
    ])
  }
}
