/// The pages of captions and of objects.
extension ReportPages {
  /// How many pages an audit's captions and objects have, their lists included.
  static func otherPageCount(_ report: AuditReport) -> Int {
    report.captionEntries.count + CaptionsPage.pageCount(report)
      + (report.objects.isEmpty ? 0 : report.objects.count + 1)
  }

  /// Writes a page for each caption, one at a time, and their list.
  ///
  /// - Parameters:
  ///   - report: The audit.
  ///   - folder: Where to.
  ///   - images: The pictures that are there already.
  ///   - advance: Called after each page.
  /// - Throws: `ReportError`.
  func writeCaptions(
    of report: AuditReport, to folder: inout ReportFolder, _ images: inout Set<ReportImage>,
    _ advance: () -> Void
  ) throws(ReportError) {
    let findings = Set(report.findings.map(\.id))
    for (position, entry) in report.captionEntries.enumerated() {
      if let image = entry.image, images.insert(image).inserted {
        try folder.write(try source.png(image), to: image.source)
      }
      let page = CaptionPage(
        report: report, caption: try source.fullCaption(entry), position: position,
        findings: findings)
      try write("described.html", page.values, to: &folder, as: entry.pageName)
      advance()
    }
    for number in 0..<CaptionsPage.pageCount(report) {
      let page = CaptionsPage(report: report, page: number + 1)
      try write("captions.html", page.values, to: &folder, as: CaptionsPage.name(of: page.page))
      advance()
    }
  }

  /// Writes a page for each object, and their list.
  func writeObjects(
    of report: AuditReport, to folder: inout ReportFolder, _ advance: () -> Void
  ) throws(ReportError) {
    guard !report.objects.isEmpty else { return }
    for (position, entry) in report.objects.enumerated() {
      let page = ObjectPage(report: report, entry: entry, position: position)
      try write("object.html", page.values, to: &folder, as: entry.pageName)
      advance()
    }
    try write("objects.html", ObjectsPage(report: report).values, to: &folder, as: "objects.html")
    advance()
  }
}
