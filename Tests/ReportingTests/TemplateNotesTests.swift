import Foundation
import Testing

@testable import Reporting
@testable import TestKit

@Suite struct TemplateNotesTests {
  private func notes(_ files: [String: String]) throws -> [String] {
    let folder = try TemporaryFolder()
    for (name, text) in files {
      let file = folder.url.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try TemplateSet(folder: folder.url).notes
      .map { $0.replacing(folder.path + "/", with: "") }
  }

  @Test("a copy of the built-in templates leaves nothing to say")
  func copies() throws {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("templates")
    let templates = try TemplateSet(folder: source)
    #expect(templates.notes == [])
    #expect(try templates.singleFileStyle == TemplateSet.builtIn().singleFileStyle)
    #expect(try TemplateSet.builtIn().notes == [])
  }

  @Test("the documentation tells what every template makes")
  func documented() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let document = try String(
      contentsOf: root.appendingPathComponent("docs/report.md"), encoding: .utf8)
    for name in TemplateSet.fileNames { #expect(document.contains("`\(name)`"), "\(name)") }
  }

  @Test("a file that no page uses is told, what people keep beside templates is not")
  func strangeFiles() throws {
    let notes = try notes([
      "finding.htm": "<p>", "styles/ground.css": "p{}", "README.md": "mine", ".git/HEAD": "x",
      "index.html~": "old", "style/ground.css": "p{}",
    ])
    #expect(notes.count == 2)
    #expect(
      notes.first?.hasPrefix("finding.htm: is not used, for no template has that name") == true)
    #expect(notes.last?.hasPrefix("styles/ground.css: is not used") == true)
  }

  @Test("a name that no value has is told with its line, once; all others are not")
  func strangeNames() throws {
    let notes = try notes([
      "index.html": """
      {{<page}}{{$main}}<h1>{{{headlin}}}</h1>
      {{! headlinn }}{{#gallery}}{{{headline}}}{{^hasFindings}}{{/hasFindings}}{{/gallery}}
      {{{headlin}}}{{#cads}}{{>estimate}}{{/cads}}{{/main}}{{/page}}
      """
    ])
    #expect(
      notes == [
        "index.html:1: nothing is called \"headlin\": it stays empty",
        "index.html:3: nothing is called \"cads\": it stays empty",
      ])
  }
}
