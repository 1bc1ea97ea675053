/// What the source of a parse rule does, in its own numbers, with a reply that the rule cannot read.
public enum UnparsableCounting: String, Sendable, Hashable, CaseIterable {
  /// There is no such reply: whatever is not the one answer is the other.
  case neverHappens = "never happens"
  /// It is wrong in the accuracy and stands in the denominator of recall, but says neither yes nor no.
  case countedWrong = "counted wrong"
  /// It is wrong in the accuracy and left out of recall and F1.
  case countedWrongInAccuracyOnly = "counted wrong in accuracy only"
  /// It is left out of every count, as if the probe had not been asked.
  case dropped = "dropped"
}
