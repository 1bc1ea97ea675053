/// Accuracy and F1 as a parse rule's source prints them, which differs in what becomes of
/// unparsable replies, and in which answer it calls positive.
public struct SourceNumbers: Sendable, Hashable {
  /// How many replies the source counts.
  public let count: Int
  /// Its accuracy; nil when it counts none.
  public let accuracy: Double?
  /// Its F1; nil when nothing is labeled or read as the answer that it calls positive.
  public let f1: Double?

  /// Computes both.
  public init(_ table: ConfusionTable, under rule: any ParseRule) {
    let leavesOut = rule.unparsable == .dropped
    count = table.count - (leavesOut ? table.unparsable : 0)
    accuracy = count > 0 ? Double(table.correct) / Double(count) : nil
    // Whoever counts them wrong in the accuracy alone has them in no cell of the confusion table.
    let (hits, said, labeled, unread) =
      switch rule.positive {
      case .yes:
        (table.truePositives, table.saidYes, table.labeledYes, table.unparsablePositives)
      case .no: (table.trueNegatives, table.saidNo, table.labeledNo, table.unparsableNegatives)
      }
    let denominator = said + labeled - (rule.unparsable == .countedWrong ? 0 : unread)
    f1 = denominator > 0 ? Double(2 * hits) / Double(denominator) : nil
  }
}
