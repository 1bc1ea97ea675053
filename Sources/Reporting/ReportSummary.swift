public import Foundation

/// What was written.
public struct ReportSummary: Sendable, Hashable {
  /// The page to open first.
  public var index: URL
  /// How many pages there are.
  public var pageCount: Int
  /// The size of everything written, in bytes.
  public var byteCount: Int
  /// What of the user's own templates was passed over, a line each.
  public var notes: [String]

  /// Makes a summary.
  public init(index: URL, pageCount: Int, byteCount: Int, notes: [String] = []) {
    self.index = index
    self.pageCount = pageCount
    self.byteCount = byteCount
    self.notes = notes
  }
}

/// How far the writing of a report is.
public struct ReportProgress: Sendable, Hashable {
  /// The pages written so far.
  public var writtenPages: Int
  /// The pages that there will be.
  public var pageCount: Int

  /// Makes a progress mark.
  public init(writtenPages: Int, pageCount: Int) {
    self.writtenPages = writtenPages
    self.pageCount = pageCount
  }
}
