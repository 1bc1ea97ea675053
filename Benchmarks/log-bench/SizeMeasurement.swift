import AuditStore
import Foundation
import GRDB

/// How large a log is, in all and by its tables with their indices.
struct SizeMeasurement {
  let path: String

  func run() throws {
    let log = try AuditLog.open(at: path, access: .readOnly)
    let findings = try log.counts(matching: FindingQuery(), by: [])[0].count
    var configuration = Configuration()
    configuration.readonly = true
    let sizes = try DatabaseQueue(path: path, configuration: configuration).read { db in
      let tables = try Row.fetchAll(db, sql: "SELECT name, tbl_name FROM sqlite_schema").reduce(
        into: [String: String]()
      ) { $0[$1["name"]] = $1["tbl_name"] }
      var sizes: [String: Int] = [:]
      let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
      // Pages are counted: the sum of their bytes, `pgsize`, has 32 bits and runs over at 4 GB.
      for row in try Row.fetchAll(db, sql: "SELECT name, pageno FROM dbstat WHERE aggregate = TRUE")
      {
        let (name, pages): (String, Int) = (row["name"], row["pageno"])
        sizes[tables[name] ?? name, default: 0] += pages * pageSize
      }
      return sizes.map { (name: $0.key, bytes: $0.value) }.sorted { $0.bytes > $1.bytes }
    }
    var figures: [String: Any] = ["what": "size", "findings": findings]
    figures["bytes"] = sizes.reduce(0) { $0 + $1.bytes }
    figures["bytes_per_finding"] = sizes.reduce(0) { $0 + $1.bytes } / max(findings, 1)
    figures["tables"] = Dictionary(
      uniqueKeysWithValues: sizes.prefix(12).map { ($0.name, $0.bytes / max(findings, 1)) })
    try Measurement.print(figures)
  }
}
