/// Where a report's contents come from, a finding at a time so that memory does not grow with their number.
protocol ReportSource {
  /// The audit with its list of findings.
  func audit() throws(ReportError) -> AuditReport
  /// All evidence of one finding of the list.
  func finding(_ entry: FindingEntry) throws(ReportError) -> FindingReport
  /// One caption of the list with all that was found out about its mentions.
  func caption(_ entry: CaptionEntry) throws(ReportError) -> FullCaption
  /// The PNG file of a picture that a page shows.
  func png(_ image: ReportImage) throws(ReportError) -> [UInt8]
}
