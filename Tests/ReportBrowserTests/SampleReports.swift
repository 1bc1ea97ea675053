import AuditStore
import Foundation
import Probing
import Testing

@testable import ReportSamples
@testable import Reporting
@testable import TestKit

/// Reports of every kind, written as the program writes them.
struct SampleReports: Sendable {
  private let place: TemporaryFolder

  /// Where they are.
  var folder: URL { place.url }

  init() throws {
    place = try TemporaryFolder()
    try write(SampleReport(), to: "report")
    try write(SampleCaption(), to: "captions")
    try write(LongReport(count: 250), to: "long")
    let before = try SampleLog()
    let after = try SampleLog(answers: [.no, .yes, .yes])
    try write(before, to: "log")
    try write(after, to: "later")
    _ = try ComparisonWriter(templates: nil, version: "0.1.0", usesMid: false).write(
      Self.comparison(before, after), to: folder.appendingPathComponent("compare"),
      reports: (
        folder.appendingPathComponent("log"), folder.appendingPathComponent("later")
      ))
  }

  /// Writes the report of a log.
  func write(_ sample: SampleLog, to name: String) throws {
    _ = try ReportWriter(log: sample.log, templates: nil, bootstrapSeed: 7).write(
      audit: sample.audit, to: folder.appendingPathComponent(name)
    ) { _ in }
  }

  /// Writes the report of a made-up audit.
  func write(_ source: any ReportSource, to name: String) throws {
    _ = try ReportPages(source: source, templates: TemplateSet.builtIn()).write(
      to: folder.appendingPathComponent(name)
    ) { _ in }
  }

  /// Two samples side by side.
  static func comparison(_ before: SampleLog, _ after: SampleLog) throws -> AuditComparison {
    func audit(_ sample: SampleLog) throws -> (audit: AuditRecord, log: AuditLog) {
      (try #require(try sample.log.audit(id: sample.audit)), sample.log)
    }
    return try AuditComparison(
      audit(before), audit(after), rule: ParseRules.all[0].name, seed: 7)
  }
}
