import Foundation

/// Writes the pages of a report from wherever their contents come.
struct ReportPages {
  /// Where the contents come from.
  var source: any ReportSource
  /// What they look like.
  var templates: TemplateSet

  /// Writes summary, list, a page a finding, pictures and style sheet to a folder, whole or not at all.
  func write(to destination: URL, progress: (ReportProgress) -> Void) throws(ReportError)
    -> ReportSummary
  {
    let report = try source.report()
    var folder = try ReportFolder(destination: destination)
    do {
      try write(report, to: &folder, progress: progress)
      try folder.publish()
    } catch {
      folder.discard()
      throw error
    }
    return ReportSummary(
      index: folder.destination.appendingPathComponent("index.html"),
      pageCount: Self.pageCount(report), byteCount: folder.byteCount, notes: templates.notes)
  }

  /// Writes the same pages as one file, whole or not at all.
  ///
  /// - Parameters:
  ///   - file: Where to; a new place, or an earlier report of a single file, which is replaced.
  ///   - limit: The most bytes that it may have; nil for any number.
  ///   - progress: Called after each page.
  /// - Returns: What was written.
  /// - Throws: `ReportError`; of code `size` when the file would be too large.
  func write(
    toFile file: URL, limit: Int?, progress: (ReportProgress) -> Void
  ) throws(ReportError) -> ReportSummary {
    let file = file.standardizedFileURL.resolvingSymlinksInPath()
    try SingleFileOutput.checkReplaceable(file)
    let report = try source.report()
    var folder = try ReportFolder(forFile: file, limit: limit)
    defer { folder.discard() }
    try write(report, to: &folder, progress: progress)
    var output = try SingleFileOutput(destination: file, limit: limit)
    do {
      try SingleFile(folder: folder, templates: templates).write(to: &output)
      try output.publish()
    } catch {
      output.discard()
      throw error
    }
    return ReportSummary(
      index: file, pageCount: folder.paths.count { $0.hasSuffix(".html") },
      byteCount: output.byteCount, notes: templates.notes)
  }

  /// A page a finding, those of the list, the first one, the glossary, and those of captions and objects.
  private static func pageCount(_ report: any ReportContents) -> Int {
    report.findings.count + ListPaging.count(of: report.findings.count) + 2
      + ((report as? AuditReport).map(otherPageCount) ?? 0)
  }

  /// How many findings are read before their pages are made.
  private static let batchSize = 16

  /// Findings are read a few at a time, and their pages made on all cores while the next are read: of their evidence
  /// only the outlines are kept that a page of the list, or the first page, still needs.
  private func write(
    _ contents: any ReportContents, to folder: inout ReportFolder,
    progress: (ReportProgress) -> Void
  ) throws(ReportError) {
    var report = contents
    let pageCount = Self.pageCount(report)
    var written = 0
    func advance() {
      written += 1
      progress(ReportProgress(writtenPages: written, pageCount: pageCount))
    }
    try folder.write(templates.styleSheet, to: TemplateSet.styleSheetName)
    for (name, script) in templates.scripts.sorted(by: { $0.key < $1.key }) {
      try folder.write(script, to: name)
    }
    var images: Set<ReportImage> = []
    var list = FindingsList(report: report)
    let pictured = Set(report.pictured.map(\.id))
    func finish(_ pages: [FindingPage], _ rendered: RenderedPages) throws(ReportError) {
      for (page, bytes) in zip(pages, try rendered.products()) {
        let entry = page.finding.entry
        try folder.write(bytes, to: entry.pageName)
        if pictured.contains(entry.id) { report.findings[page.position] = entry }
        advance()
        if let page = list.add(entry) { try write(page, to: &folder, advance) }
      }
    }
    var begun: (pages: [FindingPage], rendered: RenderedPages)?
    for start in stride(from: 0, to: contents.findings.count, by: Self.batchSize) {
      let batch = contents.findings[start...].prefix(Self.batchSize)
      var pages: [FindingPage] = []
      for (position, entry) in zip(batch.indices, batch) {
        let finding = try source.finding(entry)
        try writePictures(of: finding, to: &folder, &images)
        pages.append(FindingPage(report: contents, finding: finding, position: position))
      }
      if let begun { try finish(begun.pages, begun.rendered) }
      begun = (pages, render(pages))
    }
    if let begun { try finish(begun.pages, begun.rendered) }
    if let page = list.end() { try write(page, to: &folder, advance) }
    try folder.write(list.script.bytes, to: FindingsScript.name)
    if let audit = report as? AuditReport {
      try writeCaptions(of: audit, to: &folder, &images, advance)
      try writeObjects(of: audit, to: &folder, advance)
    }
    try write(
      "glossary.html", GlossaryPage(report: report).values, to: &folder, as: "glossary.html")
    advance()
    let first = report.firstPage
    try write(first.template, first.values, to: &folder, as: "index.html")
    advance()
  }

  private typealias RenderedPages = WorkAhead<[UInt8], ReportError>

  private func render(_ pages: [FindingPage]) -> RenderedPages {
    RenderedPages(pages) { [templates] page throws(ReportError) in
      Array(try templates.render("finding.html", page.values).utf8)
    }
  }

  /// Writes the pictures that a finding's page shows and that are not there yet.
  private func writePictures(
    of finding: FindingReport, to folder: inout ReportFolder, _ images: inout Set<ReportImage>
  ) throws(ReportError) {
    if let image = finding.entry.image, images.insert(image).inserted {
      try folder.write(try source.png(image), to: image.source)
    }
    for masked in finding.composedPictures where images.insert(masked.image).inserted {
      try folder.write(masked.png, to: masked.image.source)
    }
  }

  private func write(
    _ page: FindingsPage, to folder: inout ReportFolder, _ advance: () -> Void
  ) throws(ReportError) {
    try write("findings.html", page.values, to: &folder, as: ListPaging.name(of: page.page))
    advance()
  }

  func write(
    _ template: String, _ values: [String: TemplateValue], to folder: inout ReportFolder,
    as name: String
  ) throws(ReportError) {
    let page = try templates.render(template, values)
    try folder.write(Array(page.utf8), to: name)
  }
}
