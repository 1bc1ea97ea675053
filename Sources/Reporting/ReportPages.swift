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
    let report = try source.audit()
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
      pageCount: report.findings.count + 2, byteCount: folder.byteCount)
  }

  private func write(
    _ report: AuditReport, to folder: inout ReportFolder, progress: (ReportProgress) -> Void
  ) throws(ReportError) {
    let pageCount = report.findings.count + 2
    var images: Set<ReportImage> = []
    try folder.write(templates.styleSheet, to: TemplateSet.styleSheetName)
    for (name, script) in templates.scripts.sorted(by: { $0.key < $1.key }) {
      try folder.write(script, to: name)
    }
    try write("index.html", SummaryPage(report: report).values, to: &folder)
    try write("findings.html", FindingsPage(report: report).values, to: &folder)
    progress(ReportProgress(writtenPages: 2, pageCount: pageCount))
    for (position, entry) in report.findings.enumerated() {
      let finding = try source.finding(entry)
      if let image = entry.image, images.insert(image).inserted {
        try folder.write(try source.png(image), to: image.source)
      }
      for masked in finding.composedPictures where images.insert(masked.image).inserted {
        try folder.write(masked.png, to: masked.image.source)
      }
      let page = FindingPage(report: report, finding: finding, position: position)
      try write("finding.html", page.values, to: &folder, as: entry.pageName)
      progress(ReportProgress(writtenPages: position + 3, pageCount: pageCount))
    }
  }

  private func write(
    _ template: String, _ values: [String: TemplateValue], to folder: inout ReportFolder,
    as name: String? = nil
  ) throws(ReportError) {
    let page = try templates.render(template, values)
    try folder.write(Array(page.utf8), to: name ?? template)
  }
}
