import Glibc
import Probing

/// The folder of a probe set's images: finds an image by name, and never outside the folder.
///
/// Image names come from files that others wrote. A name with `..`, an absolute one, and a link that
/// leads out are refused before anything is opened.
public struct ImageFolder: Sendable, Hashable {
  /// The folder, as the caller named it.
  public let path: String
  private let realPath: String

  /// Opens a folder.
  ///
  /// - Throws: ``ProbeFileError`` when there is no such folder.
  public init(path: String) throws(ProbeFileError) {
    guard let realPath = Self.realPath(of: path) else { throw InputFile.unreadable(path) }
    guard Self.kind(of: realPath) == S_IFDIR else {
      throw ProbeFileError(
        code: .unreadable, file: path, message: "is not a folder; name the folder of the images")
    }
    self.path = path
    self.realPath = realPath
  }

  /// The path of an image: by its name as it stands, else without its first folders one after another, with an
  /// extension where it has none, or under the other names of a COCO image (``COCOImageName``).
  ///
  /// - Returns: an absolute path without links.
  /// - Throws: ``ProbeFileError`` when there is no such file, or the name leads out of the folder.
  public func path(ofImage name: String) throws(ProbeFileError) -> String {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.hasPrefix("/"), !parts.contains(".."), !name.unicodeScalars.contains("\0") else {
      throw error(
        .outsideFolder, "the image name \(quoted(name)) leads out of the folder; correct it")
    }
    for candidate in Self.candidates(for: name, parts: parts) {
      guard let found = Self.realPath(of: realPath + "/" + candidate) else {
        continue
      }
      guard found == realPath || found.hasPrefix(realPath == "/" ? "/" : realPath + "/") else {
        throw error(
          .outsideFolder,
          "the image \(quoted(name)) is a link that leads out of the folder; put the file itself there"
        )
      }
      if Self.kind(of: found) == S_IFREG { return found }
    }
    throw error(
      .missingImage, "has no image \(quoted(name)); add it, or name the folder that has it")
  }

  /// The names under which an image may lie, the likeliest first.
  private static func candidates(for name: String, parts: [Substring]) -> [String] {
    let base = parts.last.map(String.init) ?? name
    var candidates = parts.indices.map { parts[$0...].joined(separator: "/") }
      .filter { !$0.isEmpty && !$0.hasPrefix("/") }
    guard !base.isEmpty else { return candidates }
    if !base.contains(".") { candidates += extensions.map { "\(name).\($0)" } }
    if let image = COCOImageName(base) { candidates += image.fileNames }
    return candidates
  }

  private static let extensions = ["jpg", "jpeg", "png", "JPG", "JPEG", "PNG"]

  private func error(_ code: ProbeFileError.Code, _ message: String) -> ProbeFileError {
    ProbeFileError(code: code, file: path, message: message)
  }

  /// The path without links and dots, or nil when nothing is there.
  private static func realPath(of path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// What lies at a path: the file-type bits of its mode.
  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
