import Foundation
import Testing

@testable import ReportSamples
@testable import Reporting

/// Writes the sample where one can look at it: `HALLUX_SAMPLE_REPORT=DIR swift test --filter SampleTests`.
@Suite struct SampleTests {
  @Test("the sample is written where one asks for it")
  func sample() throws {
    guard let path = ProcessInfo.processInfo.environment["HALLUX_SAMPLE_REPORT"] else { return }
    let pages = ReportPages(source: SampleReport(), templates: try TemplateSet.builtIn())
    let summary = try pages.write(to: URL(fileURLWithPath: path)) { _ in }
    #expect(FileManager.default.fileExists(atPath: summary.index.path))
  }
}
