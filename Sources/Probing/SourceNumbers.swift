/// Accuracy and F1 as a parse rule's source prints them, which differs only in what becomes of unparsable replies.
public struct SourceNumbers: Sendable, Hashable {
  /// How many replies the source counts.
  public let count: Int
  /// Its accuracy; nil when it counts none.
  public let accuracy: Double?
  /// Its F1; nil when nothing is labeled or read as yes.
  public let f1: Double?

  /// Computes both.
  public init(_ table: ConfusionTable, unparsable: UnparsableCounting) {
    let leavesOut = unparsable == .dropped
    count = table.count - (leavesOut ? table.unparsable : 0)
    accuracy = count > 0 ? Double(table.correct) / Double(count) : nil
    // Whoever counts them wrong in the accuracy alone has them in no cell of the confusion table.
    let positives =
      table.labeledYes - (unparsable == .countedWrong ? 0 : table.unparsablePositives)
    let denominator = table.saidYes + positives
    f1 = denominator > 0 ? Double(2 * table.truePositives) / Double(denominator) : nil
  }
}
