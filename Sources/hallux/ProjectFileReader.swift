import Foundation
import Yams

/// Reads `hallux.yaml`; whatever is wrong with it is one line with the file, the line and what to do.
struct ProjectFileReader {
  /// The file's path as messages show it.
  let path: String
  /// What stands in the section `queries`.
  private(set) var queries: [ProjectFile.SavedQuery] = []

  /// The sections that there are.
  private enum Section: String, CaseIterable { case queries }

  /// A larger file is somebody's data; the parser would hold all of it.
  private static let largestByteCount = 1_000_000

  init(path: String) { self.path = path }

  /// Reads the file.
  mutating func read(_ file: String) throws {
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw failure(nil, "the file cannot be read; check its permissions")
    }
    guard bytes.count <= Self.largestByteCount else {
      throw failure(nil, "it has \(bytes.count) bytes; at most \(Self.largestByteCount) are read")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure(nil, "it is not UTF-8; save it as such")
    }
    guard let root = try node(of: text) else { return }
    for (key, value) in try mapping(root, "settings, such as 'queries:'") {
      let name = try self.name(key)
      switch Section(rawValue: name) {
      case .queries: try readQueries(value)
      case nil:
        let sections = Section.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        throw failure(line(key), "there is no setting '\(name)'; the settings are \(sections)")
      }
    }
  }

  private mutating func readQueries(_ section: Node) throws {
    if section.isNull { return }
    for (key, value) in try mapping(section, "'queries': lines such as worst: 'area < 10 %'") {
      let name = try self.name(key)
      guard !name.isEmpty, name.utf8.allSatisfy(Self.isOfName) else {
        throw failure(
          line(key), "a query's name has letters, digits, '-', '_' and '.' only, not '\(name)'")
      }
      guard !queries.contains(where: { $0.name == name }) else {
        throw failure(line(key), "the query '\(name)' stands there twice; rename one")
      }
      guard case .scalar(let scalar) = value, !value.isNull else {
        throw failure(
          line(value), "query '\(name)' must be an expression in quotes, as docs/query.md has them")
      }
      queries.append(.init(name: name, expression: scalar.string, line: line(key) ?? 1))
    }
  }

  /// The file as a tree; nil for an empty one.
  private func node(of text: String) throws -> Node? {
    do { return try Yams.compose(yaml: text) } catch let error as YamlError {
      let (line, reason) = error.place
      throw failure(line, "this is no YAML: \(reason)")
    }
  }

  private func mapping(_ node: Node, _ what: String) throws -> Node.Mapping {
    guard case .mapping(let mapping) = node else {
      throw failure(line(node), "expected \(what)")
    }
    return mapping
  }

  private func name(_ key: Node) throws -> String {
    guard case .scalar(let scalar) = key else {
      throw failure(line(key), "expected a name and a ':'")
    }
    return scalar.string
  }

  private func line(_ node: Node) -> Int? { node.mark?.line }

  private func failure(_ line: Int?, _ message: String) -> CommandFailure {
    CommandFailure(
      status: .inputData, message: path + (line.map { ":\($0)" } ?? "") + ": " + message)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}

extension Node {
  /// Whether nothing stands there: `~`, `null` or no text at all, without quotes.
  fileprivate var isNull: Bool { null != nil }
}

extension YamlError {
  /// The line, where one is known, and the reason in a few words.
  fileprivate var place: (line: Int?, reason: String) {
    switch self {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (mark.line, problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      (context.mark.line, "'\(duplicates.first.map { "\($0)" } ?? "")' stands there twice")
    case .reader(let problem, _, _, _): (nil, problem)
    default: (nil, "it cannot be read")
    }
  }
}
