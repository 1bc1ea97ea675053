import Attribution
import AuditStore
import Probing

@testable import Reporting

/// The sample with as many findings as one asks for: a list of several pages.
struct LongReport: ReportSource {
  let count: Int
  /// Stands in every text that others wrote; nil for natural ones.
  var text: String?

  private let sample = SampleReport()

  init(count: Int, text: String? = nil) {
    self.count = count
    self.text = text
  }

  func report() -> any ReportContents {
    var report = sample.audit()
    let entries = report.findings
    report.findings = (0..<count).map { index in
      var entry = entries[index % entries.count]
      entry.id = Int64(index + 1)
      entry.confidence = 1 - Double(index) / Double(count + 1)
      entry.object = text.map { "\($0) \(index % 7)" } ?? ["spoon", "cup", "tv"][index % 3]
      if let text {
        entry.question = "\(text)?"
        entry.imageName = "\(text).png"
        entry.splits = [text, "popular"]
      }
      // As a log's source has them: outlines are read with the evidence.
      entry.setOutline("", of: .necessary)
      entry.setOutline("", of: .sufficient)
      return entry
    }
    report.captionEntries = []
    report.objects = Set(report.findings.compactMap(\.object)).sorted()
      .map { ObjectEntry(name: $0) }
    return report
  }

  func finding(_ entry: FindingEntry) -> FindingReport {
    let template = sample.audit().findings[Int(entry.id - 1) % 5]
    var finding = sample.finding(template)
    var whole = entry
    whole.setOutline(template.necessary?.outline ?? "", of: .necessary)
    whole.setOutline(template.sufficient?.outline ?? "", of: .sufficient)
    finding.entry = whole
    return finding
  }

  func png(_ image: ReportImage) -> [UInt8] { sample.png(image) }
}
