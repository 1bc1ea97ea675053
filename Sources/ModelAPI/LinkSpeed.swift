/// How fast bodies leave for a server, and so whether it pays to make them smaller first.
///
/// A value without a clock: the times are passed in.
public struct LinkSpeed: Sendable, Hashable {
  /// Bytes a second and connection, the latest bodies counting most; nil before the first.
  public private(set) var bytesPerSecond: Double?
  /// Whether it pays to compress pictures.
  ///
  /// A lossless picture shrinks by about half, which costs some ten milliseconds a megabyte: as long as a link of
  /// 50 MB a second takes for what is saved. Below a quarter of that there is no doubt, above half none the other way.
  public private(set) var isSlow = false

  private static let slow = 12.5e6
  private static let fast = 25e6
  /// Smaller bodies fit into the system's buffer and say nothing about the link.
  private static let leastBytes = 200_000
  private static let newest = 0.25

  /// Nothing known.
  public init() {}

  /// Takes note of a body that was sent.
  ///
  /// - Parameters:
  ///   - bytes: Its length.
  ///   - time: From the first piece that the system took to the last.
  public mutating func note(_ bytes: Int, in time: Duration) {
    guard bytes >= Self.leastBytes else { return }
    // In less than a millisecond nobody sees what is the link's and what the system's buffer.
    let rate = Double(bytes) / max(time / .seconds(1), 1e-3)
    let mean = bytesPerSecond.map { $0 + Self.newest * (rate - $0) } ?? rate
    bytesPerSecond = mean
    if mean < Self.slow { isSlow = true } else if mean > Self.fast { isSlow = false }
  }
}
