import Foundation
import Testing

/// A parser of foreign bytes, with what it is given and what it must never do.
struct FuzzedParser: Sendable, CustomTestStringConvertible {
  /// Its name in messages.
  var name: String
  /// What inputs begin as.
  var corpus: [Corpus]
  /// Pieces of text that mean something to it, put in where they fit or not.
  var words: [String] = []
  /// Makes a changed input fit for more than the first check, such as that of a sum over it.
  var repair: (@Sendable (inout [UInt8]) -> Void)?
  /// Reads an input; refusing it as documented is as good as reading it.
  var parse: @Sendable ([UInt8]) throws -> Void

  var testDescription: String { name }

  /// All parsers.
  static let all = images + probeFiles + server + languages

  /// Every input of the corpus, by its name.
  func inputs() throws -> [(name: String, bytes: [UInt8])] {
    let inputs = try corpus.flatMap { try $0.inputs() }
    guard !inputs.isEmpty else { throw Complaint("\(name) has no corpus") }
    return inputs
  }
}

/// Where inputs come from.
enum Corpus {
  /// The files of a folder of this project whose names end so.
  case files(in: String, endings: [String] = [""])
  /// An input that is written down here.
  case text(String, name: String)
  /// An input that is made.
  case bytes([UInt8], name: String)

  fileprivate func inputs() throws -> [(name: String, bytes: [UInt8])] {
    switch self {
    case .text(let text, let name): return [(name, Array(text.utf8))]
    case .bytes(let bytes, let name): return [(name, bytes)]
    case .files(let folder, let endings):
      let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/../" + folder
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        .filter { name in endings.contains(where: name.hasSuffix) }
        .map { ($0, Array(try Data(contentsOf: URL(filePath: "\(folder)/\($0)")))) }
    }
  }
}

/// What a parser did that it must not do.
struct Complaint: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }

  /// Complains when something does not hold.
  static func unless(_ holds: Bool, _ complaint: @autoclosure () -> String) throws {
    if !holds { throw Complaint(complaint()) }
  }

  /// Complains of a message that is more than a line, or that a terminal could obey.
  static func unlessLine(_ message: String) throws {
    let isPlain = message.unicodeScalars.allSatisfy {
      ![.control, .format, .lineSeparator, .paragraphSeparator]
        .contains($0.properties.generalCategory)
    }
    try unless(!message.isEmpty && isPlain, "no line: \(message.debugDescription)")
    try unless(message.utf8.count <= 4000, "a message of \(message.utf8.count) bytes")
  }
}
