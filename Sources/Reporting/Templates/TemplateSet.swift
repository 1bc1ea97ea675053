import Foundation
import Mustache

/// The templates of one report: those built in, or those of a folder that the user names.
///
/// Pages are templates; the parts of the style sheet and the scripts are copied as they are.
struct TemplateSet {
  /// The pages and the parts that they share, by file name.
  static let fileNames = [
    "page.html", "index.html", "findings.html", "finding.html", "picture.html", "curve.html",
    "estimate.html", "compare.html", "row.html", "selection.html", "caption.html", "order.html",
    "tokens.html", "captions.html", "described.html", "objects.html", "object.html",
    "glossary.html", "pulls.html", "bars.html", "gallery.html", "triggers.html", "record.html",
    "facts.html", "factlist.html", "pages.html",
  ]
  /// The parts of the style sheet, in the order in which they are joined.
  static let styleParts = [
    "style/ground.css", "style/frame.css", "style/words.css", "style/pictures.css",
    "style/tables.css", "style/list.css", "style/finding.css", "style/order.css",
    "style/caption.css", "style/object.css", "style/glossary.css", "style/print.css",
  ]
  /// The name of the style sheet in a report.
  static let styleSheetName = "style.css"
  /// The scripts, each under its name in a report.
  static let scriptFiles = [
    "list.js": "script/list.js", "regions.js": "script/regions.js",
    "reveal.js": "script/reveal.js", "copy.js": "script/copy.js",
  ]

  /// What a report in one file has beside them.
  static let singleFileStyleName = "style/single.css"
  static let singleFileScriptName = "script/single.js"

  /// The bytes of the style sheet.
  let styleSheet: [UInt8]
  /// The bytes of the scripts, by their names in a report.
  let scripts: [String: [UInt8]]
  /// The style and the script that a report in one file adds.
  let singleFileStyle: [UInt8]
  let singleFileScript: [UInt8]
  /// What of a user's folder is passed over, a line each.
  private(set) var notes: [String] = []
  private let library: MustacheLibrary

  /// The templates that are part of the program.
  static func builtIn() throws(ReportError) -> TemplateSet {
    try TemplateSet { name throws(ReportError) in
      guard let bytes = builtInFiles[name] else {
        throw ReportError(.template, "\(name): not built into this program")
      }
      return bytes
    }
  }

  /// The templates of a folder; files that it does not hold are taken from the built-in ones.
  ///
  /// - Throws: `ReportError` of code `template` with file, line and reason when one cannot be used.
  init(folder: URL) throws(ReportError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw ReportError(.template, "\(folder.path): no folder of templates is there") }
    try self.init { name throws(ReportError) in
      let file = folder.appendingPathComponent(name)
      guard FileManager.default.fileExists(atPath: file.path) else {
        return Self.builtInFiles[name] ?? []
      }
      do { return [UInt8](try Data(contentsOf: file)) } catch {
        throw ReportError(.template, "\(file.path): cannot be read: \(error.localizedDescription)")
      }
    }
    notes = TemplateCheck.strangers(in: folder, builtIn: Self.builtInFiles)
  }

  /// Parses every template that `read` gives, and checks that the parts they name are there.
  init(read: (String) throws(ReportError) -> [UInt8]) throws(ReportError) {
    var templates: [String: MustacheTemplate] = [:]
    for fileName in Self.fileNames {
      guard let text = String(validatingUTF8Bytes: try read(fileName)) else {
        throw ReportError(.template, "\(fileName): is not UTF-8 text")
      }
      try TemplateCheck.partsExist(in: text, fileName: fileName)
      do {
        templates[Self.partName(fileName)] = try MustacheTemplate(string: text)
      } catch let error as MustacheTemplate.ParserError {
        throw ReportError(
          .template,
          "\(fileName):\(error.context.lineNumber):\(error.context.columnNumber): "
            + TemplateCheck.reason(error.error))
      } catch {
        throw ReportError(.template, "\(fileName): \(error)")
      }
    }
    library = MustacheLibrary(templates: templates)
    styleSheet = try Self.styleSheet(read)
    scripts = try Self.scripts(read)
    singleFileStyle = try read(Self.singleFileStyleName)
    singleFileScript = try read(Self.singleFileScriptName)
  }

  private static func styleSheet(_ read: (String) throws(ReportError) -> [UInt8])
    throws(ReportError) -> [UInt8]
  {
    var sheet: [UInt8] = []
    for part in styleParts { sheet += try read(part) + Array("\n".utf8) }
    return sheet
  }

  private static func scripts(_ read: (String) throws(ReportError) -> [UInt8])
    throws(ReportError) -> [String: [UInt8]]
  {
    var scripts: [String: [UInt8]] = [:]
    for (name, file) in scriptFiles { scripts[name] = try read(file) }
    return scripts
  }

  /// The page that a template makes of the values.
  func render(_ fileName: String, _ values: [String: TemplateValue]) throws(ReportError) -> String {
    let name = Self.partName(fileName)
    guard let page = library.render(TemplateValue.escaped(values), withTemplate: name) else {
      throw ReportError(.template, "\(fileName): no such template")
    }
    return page
  }

  /// The name by which one template includes another: the file name without its ending.
  static func partName(_ fileName: String) -> String {
    fileName.hasSuffix(".html") ? String(fileName.dropLast(5)) : fileName
  }

  private static let builtInFiles: [String: [UInt8]] = [
    "page.html": PackageResources.page_html,
    "index.html": PackageResources.index_html,
    "findings.html": PackageResources.findings_html,
    "finding.html": PackageResources.finding_html,
    "picture.html": PackageResources.picture_html,
    "curve.html": PackageResources.curve_html,
    "estimate.html": PackageResources.estimate_html,
    "compare.html": PackageResources.compare_html,
    "row.html": PackageResources.row_html,
    "selection.html": PackageResources.selection_html,
    "captions.html": PackageResources.captions_html,
    "described.html": PackageResources.described_html,
    "objects.html": PackageResources.objects_html,
    "object.html": PackageResources.object_html,
    "glossary.html": PackageResources.glossary_html,
    "pulls.html": PackageResources.pulls_html,
    "bars.html": PackageResources.bars_html,
    "gallery.html": PackageResources.gallery_html,
    "triggers.html": PackageResources.triggers_html,
    "record.html": PackageResources.record_html,
    "facts.html": PackageResources.facts_html,
    "factlist.html": PackageResources.factlist_html,
    "pages.html": PackageResources.pages_html,
    "caption.html": PackageResources.caption_html,
    "order.html": PackageResources.order_html,
    "tokens.html": PackageResources.tokens_html,
    "style/ground.css": PackageResources.ground_css,
    "style/frame.css": PackageResources.frame_css,
    "style/words.css": PackageResources.words_css,
    "style/pictures.css": PackageResources.pictures_css,
    "style/tables.css": PackageResources.tables_css,
    "style/list.css": PackageResources.list_css,
    "style/finding.css": PackageResources.finding_css,
    "style/order.css": PackageResources.order_css,
    "style/caption.css": PackageResources.caption_css,
    "style/object.css": PackageResources.object_css,
    "style/glossary.css": PackageResources.glossary_css,
    "style/print.css": PackageResources.print_css,
    "script/list.js": PackageResources.list_js,
    "script/regions.js": PackageResources.regions_js,
    "script/reveal.js": PackageResources.reveal_js,
    "script/copy.js": PackageResources.copy_js,
    "style/single.css": PackageResources.single_css,
    "script/single.js": PackageResources.single_js,
  ]
}

extension String {
  /// The text that the bytes encode, or nil when they are not UTF-8.
  fileprivate init?(validatingUTF8Bytes bytes: [UInt8]) {
    self.init(validating: bytes, as: UTF8.self)
  }
}
