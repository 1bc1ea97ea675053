import Foundation

/// A stretch of shell text in a page.
struct DocumentedBlock: CustomStringConvertible, Sendable {
  /// The page, from the root of the repository.
  let page: String
  /// The line on which the text begins, from 1.
  let line: Int
  let text: String

  var description: String { "\(page):\(line)" }

  /// The commands of it that run Hallux.
  var commands: [ShellText.Command] {
    ShellText(text).commands.filter { $0.words[0].split(separator: "/").last == "hallux" }
  }
}

/// Everything in the documentation that is meant for a shell.
enum DocumentedCommands {
  /// Every page that a user of the program reads.
  static func pages() throws -> [String] {
    let docs = try FileManager.default.contentsOfDirectory(atPath: Program.root + "/docs")
      .filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
    return ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "audits/README.md", "probes/README.md"]
      + docs
  }

  /// The blocks of a page: what is fenced as `sh`, and indented code that runs something.
  static func blocks(of page: String) throws -> [DocumentedBlock] {
    var blocks: [DocumentedBlock] = []
    var lines: [Substring] = []
    var start = 0
    var fence: Substring?
    func end() {
      if !lines.isEmpty {
        blocks.append(
          DocumentedBlock(page: page, line: start, text: lines.joined(separator: "\n")))
      }
      lines = []
    }
    let text = try String(contentsOfFile: Program.root + "/" + page, encoding: .utf8)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if let marked = line.firstMatch(of: /^\s*```(\w*)/) {
        end()
        fence = fence == nil ? marked.1 : nil
      } else if fence == "sh" || (fence == nil && line.hasPrefix("    ") && !line.isEmpty) {
        if lines.isEmpty { start = index + 1 }
        lines.append(line)
      } else {
        end()
      }
    }
    end()
    return blocks.filter { block in !block.commands.isEmpty || block.runsOurs }
  }

  /// What stands in backquotes within a sentence and is a command of Hallux.
  static func mentions(in page: String) throws -> [DocumentedBlock] {
    let text = try String(contentsOfFile: Program.root + "/" + page, encoding: .utf8)
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .flatMap { index, line in
        line.hasPrefix("    ")
          ? []
          : line.matches(of: /`(hallux [a-z@-][^`]*)`/).map { match in
            // A table's cell cannot hold the bare sign.
            DocumentedBlock(
              page: page, line: index + 1,
              text: match.1.replacingOccurrences(of: "\\|", with: "|"))
          }
      }
  }
}

extension DocumentedBlock {
  /// Whether it runs something else that is in the repository.
  fileprivate var runsOurs: Bool {
    ShellText(text).commands.contains {
      $0.words[0] == "make" || $0.words[0].hasPrefix("scripts/")
    }
  }
}
