import Foundation

/// A folder that becomes visible whole or not at all.
///
/// Pages are written into a hidden folder beside the place where they are wanted; only when all are there
/// is it renamed. A report that was cut short is never found under its name.
struct ReportFolder {
  /// Tells an earlier report, which may be replaced, from a folder of somebody's own.
  private static let markerName = ".hallux-report"

  /// Where the report is wanted.
  let destination: URL
  /// Where it is being written.
  private let staging: URL
  private let files = FileManager.default

  /// How many bytes were written so far.
  private(set) var byteCount = 0

  /// Prepares to write a report to `destination`.
  ///
  /// - Throws: `ReportError` of code `folder` when the place is taken by a file, or by a folder that is
  ///   neither empty nor an earlier report, or cannot be written.
  init(destination: URL) throws(ReportError) {
    let resolved = destination.standardizedFileURL.resolvingSymlinksInPath()
    self.destination = resolved
    staging = resolved.deletingLastPathComponent().appendingPathComponent(
      ".\(resolved.lastPathComponent).partial-\(ProcessInfo.processInfo.processIdentifier)")
    try Self.checkReplaceable(resolved)
    let (files, staging) = (files, staging)
    try Self.attempt("make a folder beside", resolved) {
      if files.fileExists(atPath: staging.path) { try files.removeItem(at: staging) }
      try files.createDirectory(at: staging, withIntermediateDirectories: true)
    }
    try write(
      Array("Written by hallux report; a later one may replace this folder.\n".utf8),
      to: Self.markerName)
  }

  /// Writes one file; `path` is relative to the report and its folders are made.
  mutating func write(_ bytes: [UInt8], to path: String) throws(ReportError) {
    let file = staging.appendingPathComponent(path)
    let files = files
    try Self.attempt("write", destination.appendingPathComponent(path)) {
      try files.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    byteCount += bytes.count
  }

  /// Puts the finished report in its place, over an earlier one.
  func publish() throws(ReportError) {
    let (files, staging, destination) = (files, staging, destination)
    let retired = staging.deletingLastPathComponent().appendingPathComponent(
      staging.lastPathComponent + ".old")
    try Self.attempt("put the report at", destination) {
      guard files.fileExists(atPath: destination.path) else {
        return try files.moveItem(at: staging, to: destination)
      }
      try files.moveItem(at: destination, to: retired)
      do { try files.moveItem(at: staging, to: destination) } catch {
        try files.moveItem(at: retired, to: destination)
        throw error
      }
      try files.removeItem(at: retired)
    }
  }

  /// Removes what was written of a report that will not be finished.
  func discard() {
    try? files.removeItem(at: staging)
  }

  private static func checkReplaceable(_ folder: URL) throws(ReportError) {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: folder.path, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else {
      throw ReportError(.folder, "\(folder.path): is a file; name a folder for the report")
    }
    if files.fileExists(atPath: folder.appendingPathComponent(markerName).path) { return }
    var contents: [String] = []
    try attempt("look into", folder) {
      contents = try files.contentsOfDirectory(atPath: folder.path)
    }
    guard contents.isEmpty else {
      throw ReportError(
        .folder,
        "\(folder.path): holds something else than a report; name a new or an empty folder")
    }
  }

  private static func attempt(_ action: String, _ place: URL, _ body: () throws -> Void)
    throws(ReportError)
  {
    do { try body() } catch {
      throw ReportError(
        .folder, "\(place.path): cannot \(action) it: \(error.localizedDescription)")
    }
  }
}
