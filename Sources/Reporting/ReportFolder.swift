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
  /// The files written so far, in their order, each once.
  private(set) var paths: [String] = []
  private var written: Set<String> = []
  /// The most bytes of the one file that the pages are to become; nil for any number.
  private var fileLimit: Int?
  /// A page may lose three quarters to its frame when pages are joined, hardly more.
  private static let shrinkage = 4

  /// Prepares to write a report to `destination`.
  ///
  /// - Throws: `ReportError` of code `folder` when the place is taken by a file, or by a folder that is
  ///   neither empty nor an earlier report, or cannot be written.
  init(destination: URL) throws(ReportError) {
    let resolved = destination.standardizedFileURL.resolvingSymlinksInPath()
    try Self.checkReplaceable(resolved)
    try self.init(beside: resolved)
    try write(
      Array("Written by hallux report; a later one may replace this folder.\n".utf8),
      to: Self.markerName)
  }

  /// Prepares to write pages that are then joined into one file, and are never seen as a folder.
  ///
  /// - Parameters:
  ///   - file: Where the file is wanted.
  ///   - limit: The most bytes that it may have, which pages stop at that would surely become more; nil for any number.
  /// - Throws: `ReportError` of code `folder` when the place cannot be written.
  init(forFile file: URL, limit: Int?) throws(ReportError) {
    try self.init(beside: file)
    fileLimit = limit
  }

  private init(beside destination: URL) throws(ReportError) {
    self.destination = destination
    staging = destination.deletingLastPathComponent().appendingPathComponent(
      ".\(destination.lastPathComponent).partial-\(ProcessInfo.processInfo.processIdentifier)")
    let (files, staging) = (files, staging)
    try Self.attempt("make a folder beside", destination) {
      if files.fileExists(atPath: staging.path) { try files.removeItem(at: staging) }
      try files.createDirectory(at: staging, withIntermediateDirectories: true)
    }
  }

  /// Writes one file; `path` is relative to the report and its folders are made.
  ///
  /// What is there already stays: names of pictures are digests of what is in them.
  mutating func write(_ bytes: [UInt8], to path: String) throws(ReportError) {
    guard written.insert(path).inserted else { return }
    let file = staging.appendingPathComponent(path)
    let files = files
    try Self.attempt("write", destination.appendingPathComponent(path)) {
      try files.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    paths.append(path)
    byteCount += bytes.count
    if let fileLimit, byteCount / Self.shrinkage > fileLimit {
      throw SingleFileOutput.tooLarge(destination, fileLimit)
    }
  }

  /// Reads one file that was written.
  func read(_ path: String) throws(ReportError) -> [UInt8] {
    var bytes: [UInt8] = []
    try Self.attempt("read", destination.appendingPathComponent(path)) {
      bytes = [UInt8](try Data(contentsOf: staging.appendingPathComponent(path)))
    }
    return bytes
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
