public import Foundation

/// Where a report is wanted, and as what.
public enum ReportPlace: Sendable, Hashable {
  /// A folder of pages: a new place, an empty folder, or an earlier report, which is replaced.
  case folder(URL)
  /// One file: a new place, or an earlier report of a single file, which is replaced; with the most bytes that it may have, or
  /// nil for any number.
  case file(URL, limit: Int?)
}
