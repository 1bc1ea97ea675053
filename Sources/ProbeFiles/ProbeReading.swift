public import Probing

/// What a person says about probe files that their content does not: all of it may be left unsaid.
public struct ProbeReading: Sendable, Hashable {
  /// Which columns or keys hold what, for files of other forms than the known ones.
  public var columns: ColumnMap?
  /// The file of AMBER's labels, or nil.
  public var annotations: String?
  /// The label of a file that is all of one label, as DASH-B's two indices are; nil: the file's name tells.
  public var label: Answer?

  /// Makes a set of statements.
  public init(columns: ColumnMap? = nil, annotations: String? = nil, label: Answer? = nil) {
    self.columns = columns
    self.annotations = annotations
    self.label = label
  }
}
