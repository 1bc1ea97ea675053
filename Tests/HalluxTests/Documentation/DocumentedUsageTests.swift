import ArgumentParser
import Foundation
import Testing

@testable import hallux

/// Nothing in the documentation names a command or an option that the program does not have.
///
/// New pages and new commands are covered when they are written.
@Suite("The documentation")
struct DocumentedUsageTests {
  @Test("has only commands that the program understands", arguments: try DocumentedCommands.pages())
  func page(_ page: String) throws {
    let known = try KnownOptions.all.get()
    for block in try DocumentedCommands.blocks(of: page) {
      for command in block.commands {
        if let problem = Self.problem(with: command, known) {
          Issue.record("\(block): \(command.words.joined(separator: " ")): \(problem)")
        }
      }
    }
    // Within a sentence what must be given besides is often left out.
    for mention in try DocumentedCommands.mentions(in: page) {
      for command in mention.commands {
        if Self.problem(with: command, known) != nil, let problem = known.problem(with: command) {
          Issue.record("\(mention): \(command.words.joined(separator: " ")): \(problem)")
        }
      }
    }
  }

  @Test("covers what there is")
  func coverage() throws {
    let pages = try DocumentedCommands.pages()
    let blocks = try pages.flatMap(DocumentedCommands.blocks).flatMap(\.commands)
    let mentions = try pages.flatMap(DocumentedCommands.mentions).flatMap(\.commands)
    #expect(pages.count > 20 && blocks.count > 40 && mentions.count > 100)
    #expect(blocks.contains { !$0.isSketch } && blocks.contains { $0.isSketch })
  }

  @Test("has only examples in help texts that the program understands")
  func help() throws {
    let known = try KnownOptions.all.get()
    var count = 0
    for (path, discussion) in known.discussions {
      let block = DocumentedBlock(
        page: path.joined(separator: " ") + " --help", line: 1,
        text: discussion.split(separator: "\n").filter { $0.hasPrefix("  ") }.map { line in
          // What is said about an example stands behind it.
          let example = line.drop { $0 == " " }
          return example.prefix(
            upTo: example.firstRange(of: #/ {3,}/#)?.lowerBound ?? example.endIndex)
        }.joined(separator: "\n"))
      for line in block.text.split(separator: "\n") where line.hasPrefix("hallux ") {
        #expect(line.count <= 78, "\(block): breaks on a narrow terminal: \(line)")
      }
      for command in block.commands {
        count += 1
        if let problem = Self.problem(with: command, known) {
          Issue.record("\(block): \(command.words.joined(separator: " ")): \(problem)")
        }
      }
    }
    #expect(count > 30)
  }

  @Test(
    "names scripts, targets of make and products that there are",
    arguments: try DocumentedCommands.pages())
  func others(_ page: String) throws {
    let targets = try String(contentsOfFile: Program.root + "/Makefile", encoding: .utf8)
    let package = try String(contentsOfFile: Program.root + "/Package.swift", encoding: .utf8)
    for block in try DocumentedCommands.blocks(of: page) {
      for words in ShellText(block.text).commands.map(\.words) {
        if words[0] == "make", words.count > 1, !words[1].contains("=") {
          #expect(targets.contains("\n\(words[1]):"), "\(block): make \(words[1])")
        }
        if words[0].hasPrefix("scripts/") {
          let file = Program.root + "/" + words[0]
          #expect(FileManager.default.fileExists(atPath: file), "\(block): \(words[0])")
        }
        if words.starts(with: ["swift", "build"]), let last = words.last, last.hasSuffix("-bench") {
          #expect(package.contains("\"\(last)\""), "\(block): \(last)")
        }
      }
    }
  }

  @Test(
    "would be found to be wrong",
    arguments: [
      "hallux audit --serve http://localhost:8000/v1", "hallux conjure", "hallux query --limit few",
      "hallux audit probes.jsonl … --fail-of 'f1 < 0.85'", "hallux log merge",
      "hallux log unverify",
      "hallux compare [AUDIT AUDIT] [--rules NAME]", "hallux report 3",
      "hallux audit --rule strict",
      "NAME=value hallux export 3 --into FILE | head", "hallux adjudicate 1 --verdict wrong",
    ])
  func wrong(_ text: String) throws {
    let block = DocumentedBlock(page: "none", line: 1, text: text)
    let command = try #require(block.commands.first)
    #expect(Self.problem(with: command, try KnownOptions.all.get()) != nil)
  }

  /// What is wrong with a command, or nil.
  private static func problem(with command: ShellText.Command, _ known: KnownOptions) -> String? {
    if command.isSketch { return known.problem(with: command) }
    var arguments = Array(command.words.dropFirst())
    guard let said = complaint(arguments) else { return nil }
    // NUMBER stands for a number.
    arguments = arguments.map { $0.wholeMatch(of: /[A-Z]{3,}/) == nil ? $0 : "1" }
    return complaint(arguments).map { _ in said }
  }

  private static func complaint(_ arguments: [String]) -> String? {
    do {
      _ = try Hallux.parseAsRoot(arguments)
      return nil
    } catch {
      return Hallux.exitCode(for: error).isSuccess ? nil : Hallux.message(for: error)
    }
  }
}

/// The names of all options of all commands, as the program tells them.
private struct KnownOptions {
  private struct Tool: Decodable { var command: Command }
  private struct Command: Decodable {
    var commandName: String
    var discussion: String?
    var subcommands: [Command]?
    var arguments: [Argument]?
  }
  private struct Argument: Decodable { var names: [Name]? }
  private struct Name: Decodable {
    var kind: String
    var name: String
  }

  /// Those of this program.
  static let all = Result { try KnownOptions() }

  private(set) var options: [[String]: Set<String>] = [:]
  private(set) var discussions: [[String]: String] = [:]

  private init() throws {
    let text = Hallux._dumpHelp()
    collect(try JSONDecoder().decode(Tool.self, from: Data(text.utf8)).command, below: [])
  }

  private mutating func collect(_ command: Command, below path: [String]) {
    let path = path + [command.commandName]
    options[path] = Set(
      (command.arguments ?? []).flatMap { $0.names ?? [] }.map {
        ($0.kind.hasPrefix("long") ? "--" : "-") + $0.name
      })
    discussions[path] = command.discussion ?? ""
    for sub in command.subcommands ?? [] { collect(sub, below: path) }
  }

  /// What is wrong with the sketch of a command: its names are known all the same.
  func problem(with command: ShellText.Command) -> String? {
    var path = ["hallux"]
    for word in command.words.dropFirst() {
      guard options[path + [word]] != nil else { break }
      path.append(word)
    }
    let isGroup = options.keys.contains { $0.count > path.count && $0.starts(with: path) }
    if isGroup, let next = command.words.dropFirst(path.count).first, next.first?.isLetter == true {
      return "there is no command \(next)"
    }
    for word in command.words {
      for option in word.matches(of: /(?:^|\[)(--?[a-z][a-z-]*)/)
      where options[path]?.contains(String(option.1)) != true {
        return "no option \(option.1)"
      }
    }
    return nil
  }
}
