import Foundation

/// What of a user's templates would be passed over in silence: names that no value has, files that no page uses.
extension TemplateCheck {
  /// Files that people keep beside templates.
  private static let notes = [".md", ".txt", ".orig", ".bak", "~"]

  /// What is passed over of a folder of templates, a line each, by file.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - builtIn: The built-in files by name: what they use are the names that values have.
  /// - Returns: A line for each file or name.
  static func strangers(in folder: URL, builtIn: [String: [UInt8]]) -> [String] {
    let known = builtIn.reduce(into: Set<String>()) { known, file in
      if file.key.hasSuffix(".html") {
        known.formUnion(names(in: String(decoding: file.value, as: UTF8.self)).map(\.name))
      }
    }
    let files = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    var lines: [String] = []
    for file in files.sorted() where !isHidden(file) {
      var isFolder: ObjCBool = false
      let place = folder.appendingPathComponent(file)
      _ = FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
      guard !isFolder.boolValue else { continue }
      guard builtIn[file] != nil else {
        if !notes.contains(where: file.hasSuffix) {
          lines.append(
            "\(place.path): is not used, for no template has that name; docs/report.md lists them")
        }
        continue
      }
      guard file.hasSuffix(".html"), let data = try? Data(contentsOf: place) else { continue }
      var told: Set<String> = []
      for use in names(in: String(decoding: data, as: UTF8.self))
      where !known.contains(use.name) && told.insert(use.name).inserted {
        lines.append("\(place.path):\(use.line): nothing is called \"\(use.name)\": it stays empty")
      }
    }
    return lines
  }

  private static func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0.hasPrefix(".") }
  }

  /// The values that a template asks for, with their lines; not the parts and blocks that it names.
  static func names(in text: String) -> [(name: String, line: Int)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
      index, line in
      line.matches(of: /\{\{\{?\s*[#^&]?\s*(?:[A-Za-z]+\()*([A-Za-z][A-Za-z0-9_]*)/).map {
        (String($0.output.1), index + 1)
      }
    }
  }
}
