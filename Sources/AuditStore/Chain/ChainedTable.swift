/// A table whose rows the chain of events commits to.
struct ChainedTable {
  /// Its name.
  let name: String
  /// The columns that change over time, in alphabetical order; every other column is as it was recorded.
  let changing: [String]

  private init(_ name: String, changing: [String] = []) {
    self.name = name
    self.changing = changing.sorted()
  }

  /// Every table of evidence; what a row refers to comes before it.
  ///
  /// A table joins the chain by its line here: from then on its triggers are made, an upgrade adopts its
  /// rows, and rows that no event names are found. What writes to it calls `chain(recorded:)`.
  static let all = [
    ChainedTable("model"),
    ChainedTable("image"),
    ChainedTable("server_report"),
    ChainedTable("audit", changing: ["state", "finished_at", "server_report"]),
    ChainedTable("probe", changing: ["image_digest", "problem"]),
    ChainedTable("reply"),
    ChainedTable("verdict"),
    ChainedTable("choice_verdict"),
    ChainedTable("caption"),
    ChainedTable("mention"),
    ChainedTable("label_map"),
    ChainedTable("target"),
    ChainedTable("evaluation"),
    ChainedTable("repeat"),
    ChainedTable("prior"),
    ChainedTable("finding", changing: ["coarse_target_id", "problem", "state", "target_id"]),
    ChainedTable("explanation"),
    ChainedTable("trigger_set"),
    ChainedTable("certificate"),
    ChainedTable("joint_target"),
    ChainedTable("recaption"),
    ChainedTable("snowball"),
    ChainedTable("diagnosis"),
    ChainedTable("mention_evidence"),
  ]

  /// The table of this name, or nil when the chain knows none.
  static func named(_ name: String) -> ChainedTable? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
