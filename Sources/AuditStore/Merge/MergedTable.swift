/// How the rows of one table of evidence are brought together with those of another log.
///
/// A row goes by what identifies it in any log, never by its number. What refers to a row by its number is told
/// by the schema's foreign keys, and follows by itself.
struct MergedTable {
  /// The table's name.
  let name: String
  /// The columns that identify a row in any log, once numbers are those of this one.
  let identity: [String]
  /// Columns in which two logs may differ about the same row: when it came, how it was packed.
  ///
  /// The row that this log holds stays as it is.
  var circumstances: Set<String> = []
  /// Columns of numbers that a server gives a little differently each time.
  ///
  /// The row that this log holds counts, and that they differ is told.
  var noisy: Set<String> = []
  /// Columns that an older log left NULL: they differ only where both say something.
  var unsure: Set<String> = []
  /// Whether a row is an answer of the model, of which the first may count.
  var isAnswer = false
  /// Whether a constraint of the table finds the row of the same identity; else it is looked for.
  var isConstrained = true

  /// Every chained table, in any order.
  ///
  /// A table that joins the chain joins here with a line, and with a rule in ``MergedChange`` when columns of
  /// it change over time.
  static let all = [
    MergedTable(name: "model", identity: ["name", "fingerprint"]),
    MergedTable(name: "image", identity: ["digest"], circumstances: ["png", "kept"]),
    MergedTable(
      name: "server_report", identity: ["key", "model_id", "made_at", "report"],
      isConstrained: false),
    // Of two runs that began the same audit, each has its own begin, version and names of files.
    MergedTable(
      name: "audit", identity: ["key"],
      circumstances: ["probe_set", "sources", "hallux_version", "started_at"]),
    MergedTable(name: "share", identity: ["audit_id", "count", "number"]),
    MergedTable(name: "probe", identity: ["audit_id", "position"]),
    // The same words with other probabilities: all-hidden pictures of two images may be one request.
    MergedTable(
      name: "reply", identity: ["key"], circumstances: ["received_at"], noisy: ["tokens"],
      isAnswer: true),
    MergedTable(name: "verdict", identity: ["probe_id", "rule"], unsure: ["at_most"]),
    MergedTable(name: "choice_verdict", identity: ["probe_id"]),
    // Two methods may well make the same regions.
    MergedTable(name: "label_map", identity: ["digest"], circumstances: ["method"]),
    MergedTable(name: "target", identity: ["key"]),
    MergedTable(
      name: "evaluation", identity: ["target_id", "shown"], circumstances: ["received_at"],
      unsure: ["at_most"], isAnswer: true),
    MergedTable(
      name: "repeat", identity: ["target_id", "number"], circumstances: ["received_at"],
      isAnswer: true),
    MergedTable(
      name: "prior", identity: ["target_id"], circumstances: ["received_at"],
      unsure: ["at_most"], isAnswer: true),
    MergedTable(name: "caption", identity: ["probe_id"]),
    MergedTable(name: "mention", identity: ["probe_id", "position"]),
    MergedTable(name: "finding", identity: ["probe_id", "mention_id"]),
    // A search that was resumed waits for fewer rounds.
    MergedTable(
      name: "explanation", identity: ["finding_id", "search"], circumstances: ["rounds"]),
    MergedTable(name: "trigger_set", identity: ["finding_id", "side"]),
    MergedTable(name: "certificate", identity: ["trigger_set_id", "position"]),
    MergedTable(name: "joint_target", identity: ["finding_id"]),
    MergedTable(name: "recaption", identity: ["finding_id", "removed"]),
    MergedTable(name: "snowball", identity: ["finding_id", "position"]),
    MergedTable(name: "diagnosis", identity: ["finding_id"]),
    MergedTable(name: "mention_evidence", identity: ["finding_id"]),
    MergedTable(
      name: "adjudication",
      identity: ["probe_id", "finding_id", "author", "verdict", "reason", "decided_at", "source"],
      isConstrained: false),
    MergedTable(
      name: "merged_log", identity: ["head"], circumstances: ["name", "merged_at"]),
  ]

  /// The table of this name, or nil when it is not merged.
  static func named(_ name: String) -> MergedTable? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
