/// The terms that pages use, in plain words: the text is the template’s.
struct GlossaryPage {
  /// The report that it belongs to.
  var report: any ReportContents

  /// The values of `glossary.html`.
  var values: [String: TemplateValue] {
    PageFrame(report: report, place: .glossary).values(
      title: "Glossary", description: "The terms that these pages use, in plain words.", [:])
  }
}
