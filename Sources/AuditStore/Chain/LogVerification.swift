/// What came of verifying a log.
public struct LogVerification: Sendable, Hashable {
  /// How many problems were found.
  public var problemCount = 0
  /// How many events were read.
  public var eventCount = 0
  /// How many rows the events stand for.
  public var rowCount = 0
  /// How many stored images were decoded and compared with their digests.
  public var imageCount = 0
  /// How many images are not kept whole, by choice when they were recorded: their pixels cannot be compared.
  public var unkeptImageCount = 0
  /// How many of the rows were there before the chain began: it vouches for them only since then.
  public var adoptedRowCount = 0
  /// When they were taken into the chain; nil where there are none.
  public var adoptedAt: String?
  /// The last event; nil where there is none.
  public var head: LogHead?
  /// The number of the event whose hash was asked for; nil where none was, or the log does not hold it.
  public var anchor: Int64?
  /// How many logs were merged into it, whose chains were followed, too.
  public var mergedLogCount = 0
  /// How many events those chains have.
  public var mergedEventCount = 0
  /// The number, in a merged log, of the event whose hash was asked for.
  public var mergedAnchor: Int64?

  /// Makes the verification of nothing yet.
  public init() {}

  /// Whether nothing was found.
  public var isIntact: Bool { problemCount == 0 }
}
