public import Foundation
public import ModelAPI

/// What was found out about a server, as the log keeps it.
public struct StoredServerReport: Sendable, Hashable, Identifiable {
  /// The report's number in this log.
  public var id: Int64
  /// The report.
  public var report: ServerReport
  /// When it was made, to the millisecond.
  public var madeAt: Date

  /// Makes a record.
  public init(id: Int64, report: ServerReport, madeAt: Date) {
    self.id = id
    self.report = report
    self.madeAt = madeAt
  }
}
