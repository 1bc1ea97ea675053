import AuditStore
import Foundation

/// The project's own settings: `hallux.yaml` in the working folder or the nearest folder above that has one.
///
/// Its sections are read by ``ProjectFileReader``; a further one is a property here and a case there.
struct ProjectFile {
  /// An expression that has a name.
  struct SavedQuery {
    var name: String
    var expression: String
    /// The line of the name, from 1.
    var line: Int
  }

  /// The file's name in every folder.
  static let name = "hallux.yaml"

  /// Where it is, relative where that is shorter.
  let path: String
  /// The saved queries, in the file's order.
  let queries: [SavedQuery]

  /// Finds and reads the project file; nil when there is none from `folder` upwards.
  ///
  /// - Throws: ``CommandFailure`` when it cannot be read, or says what no setting is.
  static func nearest(to folder: String = FileManager.default.currentDirectoryPath) throws
    -> ProjectFile?
  {
    var place = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
    var shown = name
    while true {
      let file = place.appending(path: name).path
      if FileManager.default.fileExists(atPath: file) {
        return try ProjectFile(reading: file, shownAs: shown)
      }
      let parent = place.deletingLastPathComponent().standardizedFileURL
      guard parent.path != place.path else { return nil }
      (place, shown) = (parent, "../" + shown)
    }
  }

  /// The saved query of this name.
  ///
  /// - Throws: ``CommandFailure`` that names those there are.
  func query(named name: String) throws -> SavedQuery {
    if let query = queries.first(where: { $0.name == name }) { return query }
    let names = queries.map { "@" + $0.name }.joined(separator: ", ")
    throw CommandFailure(
      status: .usage,
      message: "query: no query '\(name)' is saved in \(path); "
        + (names.isEmpty ? "it has none" : "there are \(names)"))
  }

  private init(reading file: String, shownAs shown: String) throws {
    var reader = ProjectFileReader(path: shown)
    try reader.read(file)
    path = shown
    queries = reader.queries
  }
}

extension FindingQuery {
  /// Reads an expression, or one that is saved in the project file under the name behind `@`.
  ///
  /// - Throws: ``QueryError`` for an expression that is none; ``CommandFailure`` for a name that is not saved, or whose
  ///   expression is none, with the file and the line.
  init(parsing text: String, savedFrom folder: String) throws {
    guard text.hasPrefix("@") else {
      self = try FindingQuery(parsing: text)
      return
    }
    guard let project = try ProjectFile.nearest(to: folder) else {
      throw CommandFailure(
        status: .usage,
        message:
          "query: '\(text)' names a saved query, and there is no \(ProjectFile.name) here or in a "
          + "folder above; see docs/query.md")
    }
    let saved = try project.query(named: String(text.dropFirst()))
    do { self = try FindingQuery(parsing: saved.expression) } catch {
      throw CommandFailure(
        status: .inputData,
        message: "\(project.path):\(saved.line): query '\(saved.name)': \(error.message)",
        excerpt: error.excerpt)
    }
  }
}
