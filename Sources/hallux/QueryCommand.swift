public import ArgumentParser
public import AuditStore
import Foundation

/// `hallux query`: lists findings.
struct QueryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Lists the findings of past audits.",
    discussion: """
      An expression says which findings, in which order and how many. docs/query.md has the whole language.

      Examples:
        hallux query 'kind = false-positive order by confidence desc limit 20'
        hallux query 'object in (spoon, fork) and area < 10 % and image ~ val2014'
        hallux query 'planted is missing and not (state = explained)' --csv
        hallux query 'kind = false-positive' --count-by object,model
        hallux query @worst                 an expression that hallux.yaml names

      Operators: = != < <= > >=, ~ and !~ (contains, contains not), in (…), not in (…), is missing,
      is not missing; and, or, not, parentheses. Then: order by FIELD [desc], …  limit N [offset M]

      Fields:
      \(FieldList.lines.map { "  " + $0 }.joined(separator: "\n"))
      """)

  @Argument(
    help: ArgumentHelp(
      "Which findings, or @NAME for an expression that hallux.yaml names; all without it.",
      valueName: "expression"),
    completion: .custom { _, _, prefix in QueryCompletion.expressions(prefix) })
  var expression: String?

  @Argument(help: .hidden, completion: .custom { _, _, prefix in QueryCompletion.lists(prefix) })
  var countedFields: [String] = []

  @Option(help: ArgumentHelp("Only this kind.", valueName: "kind"))
  var kind: FindingKind?

  @Option(help: ArgumentHelp("Only this object.", valueName: "name"))
  var object: String?

  @Option(help: ArgumentHelp("Only the model of this name.", valueName: "name"))
  var model: String?

  @Option(help: ArgumentHelp("Only the audit of this number.", valueName: "n"))
  var audit: Int64?

  @OptionGroup var choice: ListingOptions

  @OptionGroup var log: LogOptions

  @Flag(exclusivity: .exclusive)
  var format: QueryFormat = .table

  @Flag(
    help: "Print only how many findings there are; with 'by FIELD,...' behind it, as --count-by.")
  var count = false

  @Option(
    name: [.long, .customLong("group")],
    help: ArgumentHelp(
      "Count the findings by these fields, the most frequent first.", valueName: "field,..."),
    completion: .custom { _, _, prefix in QueryCompletion.lists(prefix) })
  var countBy: String?

  mutating func validate() throws {
    try readCountBy()
    _ = try fieldsToCountBy()
    if count, countBy != nil { throw ValidationError("Choose one of --count and --count-by.") }
  }

  /// Reads `--count by FIELD,...`, whichever side of the expression it stands on.
  private mutating func readCountBy() throws {
    guard count || !countedFields.isEmpty else { return }
    var words = (expression.map { [$0] } ?? []) + countedFields
    guard words.count > 1 else { return }
    guard count, countBy == nil, let by = words.firstIndex(of: "by"), words.count > by + 1,
      words.count <= 3
    else {
      throw ValidationError(
        "Unexpected argument '\(words[1])'. Put the expression in single quotes, all of it.")
    }
    countBy = words.remove(at: by + 1)
    words.remove(at: by)
    expression = words.first
    (count, countedFields) = (false, [])
  }

  func run() async throws {
    let query = try query()
    let log = try AuditLog.open(at: log.path, access: .readOnly)
    if let audit { _ = try log.chosenAudit(audit) }
    if count || countBy != nil {
      let fields = try fieldsToCountBy()
      let counts = try log.counts(matching: query, by: fields)
      format.print(CountListing(fields: fields, counts: counts), isTotal: count)
    } else {
      try format.printFindings(of: log, matching: query)
    }
  }

  /// The expression with what the options add to it.
  private func query() throws -> FindingQuery {
    var query = try FindingQuery(
      parsing: expression ?? "", savedFrom: FileManager.default.currentDirectoryPath)
    func require(_ field: FindingField, _ value: FieldValue?) {
      if let value { query.require(.compares(field, .equal, value)) }
    }
    require(.audit, audit.map { .number(Double($0)) })
    require(.model, model.map(FieldValue.text))
    require(.object, object.map(FieldValue.text))
    require(.kind, (kind?.rawValue).map(FieldValue.text))
    try choice.apply(to: &query)
    return query
  }

  private func fieldsToCountBy() throws -> [FindingField] {
    guard let countBy else { return [] }
    var fields: [FindingField] = []
    for name in countBy.split(separator: ",", omittingEmptySubsequences: false) {
      guard let field = FindingField(name: String(name)) else {
        throw ValidationError(
          "--count-by '\(name)' is not one of: \(FieldList.names.joined(separator: ", ")).")
      }
      if !fields.contains(field) { fields.append(field) }
    }
    return fields
  }
}

extension FindingKind: ExpressibleByArgument {}
