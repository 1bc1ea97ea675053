public import Attribution

/// The explanation of one finding by one search, with the numbers read off it.
public struct ExplanationRecord: Sendable, Hashable {
  /// The finding that is explained.
  public var findingID: Int64
  /// The ordered attribution and its curves.
  public var explanation: Explanation
  /// The area under the insertion curve, in 0 … 1; higher is better.
  public var insertionAUC: Double
  /// The area under the deletion curve, in 0 … 1; lower is better.
  public var deletionAUC: Double
  /// The maximum of the insertion curve, in 0 … 1.
  public var highest: Double
  /// The paper's influence: how far the answer rests on the image rather than on the language prior.
  public var influence: Double
  /// The reference code's area-weighted influence.
  public var influenceAUC: Double

  /// Makes a record.
  public init(
    findingID: Int64, explanation: Explanation, insertionAUC: Double, deletionAUC: Double,
    highest: Double, influence: Double, influenceAUC: Double
  ) {
    self.findingID = findingID
    self.explanation = explanation
    self.insertionAUC = insertionAUC
    self.deletionAUC = deletionAUC
    self.highest = highest
    self.influence = influence
    self.influenceAUC = influenceAUC
  }
}
