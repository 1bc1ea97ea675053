/// The pixels of one audited image, kept once however many probes ask about it.
public struct StoredImage: Sendable, Hashable {
  /// The digest of the upright RGB pixels and their size, in hexadecimal.
  public var digest: String
  /// The number of columns.
  public var width: Int
  /// The number of rows.
  public var height: Int
  /// A PNG file of what is kept; empty where nothing is.
  public var png: [UInt8]
  /// What of the picture is kept.
  public var kept: Kept

  /// What of a picture the log keeps; its digest and its size always.
  public enum Kept: String, Sendable, Hashable, CaseIterable {
    /// All pixels.
    case full
    /// A smaller picture, for people to look at.
    case thumb
    /// Nothing.
    case none
  }

  /// Makes a stored image.
  public init(digest: String, width: Int, height: Int, png: [UInt8], kept: Kept = .full) {
    self.digest = digest
    self.width = width
    self.height = height
    self.png = png
    self.kept = kept
  }
}
