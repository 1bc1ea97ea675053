import Foundation

/// A file that becomes visible whole or not at all.
struct SingleFileOutput {
  /// What every such file begins with: it tells an earlier report, which may be replaced, from a file of somebody's own.
  static let marker = Array(
    "<!-- Written by hallux report; a later one may replace this. -->\n".utf8)

  /// Where the file is wanted.
  let destination: URL
  /// The most bytes that it may have; nil for any number.
  let limit: Int?
  private let staging: URL
  private let handle: FileHandle
  /// How many bytes were written so far.
  private(set) var byteCount = 0

  /// Prepares to write a file.
  ///
  /// - Throws: `ReportError` of code `folder` when the place cannot be written.
  init(destination: URL, limit: Int?) throws(ReportError) {
    self.destination = destination
    self.limit = limit
    staging = destination.deletingLastPathComponent().appendingPathComponent(
      ".\(destination.lastPathComponent).single-\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try Data().write(to: staging)
      handle = try FileHandle(forWritingTo: staging)
    } catch { throw Self.failure("make a file beside", destination, error) }
  }

  /// Checks that a place is free, or taken by an earlier report in one file.
  static func checkReplaceable(_ file: URL) throws(ReportError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else { return }
    guard !isFolder.boolValue else {
      throw ReportError(
        .folder, "\(file.path): is a folder; name a file for a report of a single file")
    }
    let start: Data
    do {
      let handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }
      start = try handle.read(upToCount: marker.count) ?? Data()
    } catch { throw failure("look into", file, error) }
    guard start.isEmpty || Array(start) == marker else {
      throw ReportError(
        .folder, "\(file.path): is something else than a report of a single file; name a new file")
    }
  }

  /// Writes what comes next.
  ///
  /// - Throws: `ReportError` of code `size` once the file is too large.
  mutating func write(_ bytes: [UInt8]) throws(ReportError) {
    byteCount += bytes.count
    if let limit, byteCount > limit { throw Self.tooLarge(destination, limit) }
    do { try handle.write(contentsOf: Data(bytes)) } catch {
      throw Self.failure("write", destination, error)
    }
  }

  /// Puts the finished file in its place, over an earlier one.
  func publish() throws(ReportError) {
    do {
      try handle.close()
      guard rename(staging.path, destination.path) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
    } catch { throw Self.failure("put the report at", destination, error) }
  }

  /// Removes what was written of a file that will not be finished.
  func discard() {
    try? handle.close()
    try? FileManager.default.removeItem(at: staging)
  }

  /// Why a file of that many bytes is not written.
  static func tooLarge(_ file: URL, _ limit: Int) -> ReportError {
    ReportError(
      .size,
      "\(file.path): would have more than \(limit / 1_000_000) MB, which browsers and mail hardly take: "
        + "write a folder, choose --images thumb or none, or --force it")
  }

  private static func failure(_ action: String, _ place: URL, _ error: any Error) -> ReportError {
    ReportError(.folder, "\(place.path): cannot \(action) it: \(error.localizedDescription)")
  }
}
