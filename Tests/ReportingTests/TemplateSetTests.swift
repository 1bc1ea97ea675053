import Foundation
import Testing

@testable import Reporting
@testable import TestKit

@Suite struct TemplateSetTests {
  @Test("the built-in templates parse")
  func builtIn() throws {
    #expect(try !TemplateSet.builtIn().styleSheet.isEmpty)
  }

  @Test("a template of the folder stands in for the built-in one; the others stay")
  func override() throws {
    let folder = try TemporaryFolder()
    try Data("<p>{{{headline}}}</p>{{>estimate}}\n".utf8)
      .write(to: folder.url.appendingPathComponent("index.html"))
    let templates = try TemplateSet(folder: folder.url)
    let page = try templates.render("index.html", ["headline": "a < b", "value": "7"])
    #expect(page.hasPrefix("<p>a &lt; b</p><span class=\"value\">7</span>"))
    #expect(try templates.styleSheet == TemplateSet.builtIn().styleSheet)
  }

  @Test("parts of the style sheet and scripts stand in for the built-in ones, too")
  func assets() throws {
    let folder = try TemporaryFolder()
    for (name, text) in [("style/tables.css", "td { color: red }"), ("script/list.js", "// mine")] {
      let file = folder.url.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let (own, builtIn) = (try TemplateSet(folder: folder.url), try TemplateSet.builtIn())
    let sheet = String(decoding: own.styleSheet, as: UTF8.self)
    #expect(sheet.contains("td { color: red }\n") && sheet.contains("@media print"))
    #expect(!sheet.contains(".confusion"))
    #expect(own.scripts["list.js"] == Array("// mine".utf8))
    #expect(own.scripts["reveal.js"] == builtIn.scripts["reveal.js"])
  }

  @Test(
    "a broken template is told with its file, line and reason",
    arguments: [
      ("one\n{{#open}}\ntwo\n", "index.html:4:1: the file ends inside a section"),
      ("one\n{{#open}}two{{/other}}\n", "index.html:2:16: this closing tag does not match"),
      ("one\n\n{{{name}}\n", "index.html:3:"),
      ("one\n{{> nowhere}}\n", "index.html:2: includes \"nowhere\", which is none of"),
    ])
  func broken(text: String, message: String) throws {
    let folder = try TemporaryFolder()
    try Data(text.utf8).write(to: folder.url.appendingPathComponent("index.html"))
    let error = #expect(throws: ReportError.self) { try TemplateSet(folder: folder.url) }
    #expect(error?.code == .template)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test("a template that is no text, and a folder that is not there, are refused")
  func unusable() throws {
    let folder = try TemporaryFolder()
    try Data([0xFF, 0xFE]).write(to: folder.url.appendingPathComponent("page.html"))
    #expect(throws: ReportError(.template, "page.html: is not UTF-8 text")) {
      try TemplateSet(folder: folder.url)
    }
    #expect(throws: ReportError.self) {
      try TemplateSet(folder: folder.url.appendingPathComponent("missing"))
    }
  }
}
