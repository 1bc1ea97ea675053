public import Imaging

/// The regions of an image, with how they were made.
public struct StoredLabelMap: Sendable, Hashable {
  /// The digest of the size and the labels, in hexadecimal.
  public var digest: String
  /// How the regions were made, for example `slico-connected/64`.
  public var method: String
  /// The regions.
  public var labelMap: LabelMap

  /// Makes a stored label map.
  public init(digest: String, method: String, labelMap: LabelMap) {
    self.digest = digest
    self.method = method
    self.labelMap = labelMap
  }
}
