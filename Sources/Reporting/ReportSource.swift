/// Where a report's contents come from, a finding at a time so that memory does not grow with their evidence.
protocol ReportSource {
  /// What the report is about, with its list of findings; these have no outlines yet.
  func report() throws(ReportError) -> any ReportContents
  /// All evidence of one finding of the list.
  func finding(_ entry: FindingEntry) throws(ReportError) -> FindingReport
  /// One caption of the list with all that was found out about its mentions.
  func fullCaption(_ entry: CaptionEntry) throws(ReportError) -> FullCaption
  /// The PNG file of a picture that a page shows.
  func png(_ image: ReportImage) throws(ReportError) -> [UInt8]
}

extension ReportSource {
  func fullCaption(_ entry: CaptionEntry) throws(ReportError) -> FullCaption {
    throw ReportError(.log, "there is no caption of probe \(entry.id)")
  }
}
