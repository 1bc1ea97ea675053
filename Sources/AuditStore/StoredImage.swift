/// The pixels of one audited image, kept once however many probes ask about it.
public struct StoredImage: Sendable, Hashable {
  /// The digest of the upright RGB pixels and their size, in hexadecimal.
  public var digest: String
  /// The number of columns.
  public var width: Int
  /// The number of rows.
  public var height: Int
  /// The pixels as a PNG file.
  public var png: [UInt8]

  /// Makes a stored image.
  public init(digest: String, width: Int, height: Int, png: [UInt8]) {
    self.digest = digest
    self.width = width
    self.height = height
    self.png = png
  }
}
