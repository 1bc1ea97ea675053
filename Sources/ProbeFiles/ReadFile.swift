/// A probe file that was read: what it was taken for and whose it is.
public struct ReadFile: Sendable, Hashable {
  /// The file, as the caller named it.
  public let path: String
  /// SHA-256 of its bytes, in 64 lowercase hexadecimal digits.
  public let digest: String
  /// What it was taken for.
  public let form: ProbeFileForm
  /// The published version that it is, or nil.
  public let published: PublishedFile?
  /// How many of its entries are probes, before those that stand twice are united.
  public let probeCount: Int
  /// How many of its entries could not be read.
  public let unreadable: Int
}
