public import ArgumentParser
import Attribution
public import AuditStore
import Foundation
import Probing

/// `hallux query`: lists findings.
struct QueryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Lists the findings of past audits.",
    discussion: """
      Examples:
        hallux query --kind false-positive --sort -confidence
        hallux query --object spoon --audit 3 --json
      """)

  @Option(help: ArgumentHelp("Only this kind.", valueName: "kind"))
  var kind: FindingKind?

  @Option(help: ArgumentHelp("Only this object.", valueName: "name"))
  var object: String?

  @Option(help: ArgumentHelp("Only the model of this name.", valueName: "name"))
  var model: String?

  @Option(help: ArgumentHelp("Only the audit of this number.", valueName: "n"))
  var audit: Int64?

  @Option(
    help: ArgumentHelp(
      "What to sort by, with - in front for the largest first: \(FindingFilter.SortKey.allNames).",
      valueName: "field"))
  var sort: String = "finding"

  @Option(help: ArgumentHelp("The most findings to list.", valueName: "n"))
  var limit: Int?

  @OptionGroup var log: LogOptions

  @Flag(help: "Print one JSON object a line.")
  var json = false

  private func sortOrder() throws -> (key: FindingFilter.SortKey, descending: Bool) {
    let descending = sort.hasPrefix("-")
    guard let key = FindingFilter.SortKey(rawValue: String(sort.drop { $0 == "-" })) else {
      throw ValidationError(
        "--sort '\(sort)' is not one of: \(FindingFilter.SortKey.allNames), or one of them after a -."
      )
    }
    return (key, descending)
  }

  func validate() throws {
    _ = try sortOrder()
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
  }

  func run() async throws {
    let order = try sortOrder()
    let log = try AuditLog.open(at: log.path, access: .readOnly)
    let rows = try log.search(
      FindingFilter(
        kind: kind, object: object, model: model, auditID: audit, sortKey: order.key,
        descending: order.descending, limit: limit))
    if json {
      for row in rows { Terminal.print(try jsonLine(FindingJSON(row))) }
    } else if rows.isEmpty {
      Terminal.note("no finding matches")
    } else {
      for line in Self.table(rows).lines { Terminal.print(line) }
    }
  }

  private static func table(_ rows: [FindingRow]) -> TextTable {
    var table = TextTable([
      ("finding", .right), ("audit", .right), ("kind", .left), ("object", .left), ("image", .left),
      ("confidence", .right), ("trigger", .left), ("size", .right), ("area", .right),
      ("evaluations", .right), ("planted", .left),
    ])
    for row in rows {
      table.add([
        String(row.id), String(row.auditID), row.kind.rawValue, (row.object ?? "-").printable,
        row.image.printable, row.confidence.map { fixed($0) } ?? "-",
        row.minimality?.rawValue ?? row.triggerStatus?.rawValue ?? row.state.rawValue,
        row.triggerSize.map(String.init) ?? "-", row.triggerArea.map(percent) ?? "-",
        String(row.evaluationCount), (row.plantedRule ?? "-").printable,
      ])
    }
    return table
  }
}

/// A finding as `hallux query --json` prints it.
private struct FindingJSON: Encodable {
  var finding: Int64
  var audit: Int64
  var model: String
  var image: String
  var question: String
  var object: String?
  var label: String?
  var said: String?
  var kind: String
  var confidence: Double?
  var planted: String?
  var triggerStatus: String?
  var area: Double?
  var size: Int?
  var minimality: String?
  var evaluations: Int
  var insertionAuc: Double?
  var deletionAuc: Double?
  var influence: Double?
  var state: String

  init(_ row: FindingRow) {
    finding = row.id
    audit = row.auditID
    model = row.model
    image = row.image
    question = row.question
    object = row.object
    label = row.label?.rawValue
    said = row.said
    kind = row.kind.rawValue
    confidence = row.confidence
    planted = row.plantedRule
    triggerStatus = row.triggerStatus?.rawValue
    area = row.triggerArea
    size = row.triggerSize
    minimality = row.minimality?.rawValue
    evaluations = row.evaluationCount
    insertionAuc = row.insertionAUC
    deletionAuc = row.deletionAUC
    influence = row.influence
    state = row.state.rawValue
  }
}

extension FindingKind: ExpressibleByArgument {}
