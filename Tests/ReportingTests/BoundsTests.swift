import AuditStore
import Foundation
import ModelAPI
import Testing

@testable import ReportSamples
@testable import Reporting
@testable import TestKit

/// What is only a bound is named so on every page, and what was found out about the server stands on the summary.
@Suite struct BoundsTests {
  private let bound = "\u{2264}\u{00A0}"

  /// A page of the report of a log.
  private func page(_ name: String, of sample: SampleLog) throws -> String {
    let folder = try TemporaryFolder()
    let place = folder.url.appendingPathComponent("report")
    _ = try ReportWriter(log: sample.log, templates: nil, bootstrapSeed: 7)
      .write(audit: sample.audit, to: place) { _ in }
    return try String(contentsOf: place.appendingPathComponent(name), encoding: .utf8)
  }

  @Test func `Exact numbers stand as they are`() throws {
    let sample = try SampleLog()
    for name in ["index.html", "findings.html", "finding-1.html"] {
      #expect(try !page(name, of: sample).contains("\u{2264}"))
    }
  }

  @Test func `A bound is named in the list, the pictures, the answer, the proof and the curves`()
    throws
  {
    let sample = try SampleLog(isBounded: true)
    #expect(try page("index.html", of: sample).contains("p(Yes) \(bound)0.900"))
    #expect(try page("findings.html", of: sample).contains("\(bound)0.900"))
    let finding = try page("finding-1.html", of: sample)
    for part in [
      // The whole picture, and the one without the trigger.
      "p(Yes) \(bound)0.900.", "p(Yes) \(bound)0.050.",
      // The answer: yes and all else are bounds, no was listed.
      ">\(bound)0.900</span>", ">0.080</span>", ">\(bound)0.020</span>",
      "what stands after \u{2264} is the most that it can be",
      // The line that flips is as far from 0 as it says or farther; that of the whole picture is exact.
      ">\(bound)\u{2212}2.50</td>", ">+2.40</td>", "known up to a bound",
      // One of the five points of the deletion curve.
      "AUC \(bound)0.500", "AUC 0.500", "At 1 of its 5 points the server left the answer out",
      "\(bound)0.750</td>", "2.000, from bounds",
    ] {
      #expect(finding.contains(part), "\(part)")
    }
  }

  @Test func `Tokens of a longer answer are bounds one by one`() throws {
    var finding = SampleReport().finding(SampleReport().audit().findings[0])
    finding.entry.said = .explained("spoon")
    finding.tokens = [
      ExplainedToken(
        text: " spo", probability: 0.84, isBounded: true, priorProbability: 0.02,
        isPriorBounded: true),
      ExplainedToken(text: "on", probability: 0.9, priorProbability: 0.61),
    ]
    let values = String(
      describing: FindingPage(report: SampleReport().audit(), finding: finding, position: 0).values)
    #expect(values.contains("\(bound)0.840") && values.contains("\(bound)0.020"))
    #expect(!values.contains("\(bound)0.900") && !values.contains("\(bound)0.610"))
  }

  @Test func `The summary has every check that did not pass, and how many did`() throws {
    let sample = try SampleLog()
    #expect(try page("index.html", of: sample).contains("Nobody checked whether the server"))
    var report = ServerReport()
    report.capabilities.givesRawLogProbabilities = false
    report.checks = [
      .init(name: "model", asks: "?", result: .passed("m is listed")),
      .init(
        name: "raw log-probabilities", asks: "?",
        result: .failed(
          "processed at http://gpu-7:8000/v1: <b>", consequence: "Nothing is exact.")),
      .init(name: "context length", asks: "?", result: .couldNotTell("the server does not say")),
      .init(name: "chosen tokens", asks: "?", result: .notApplicable("refused")),
    ]
    let stored = try sample.log.record(
      serverReport: report, key: "k", model: ModelIdentity(name: "tiny", fingerprint: "f16"),
      at: Date(timeIntervalSince1970: 1_795_339_443))
    try sample.log.setServerReport(stored.id, forAudit: sample.audit)
    let index = try page("index.html", of: sample)
    for part in [
      "1 check passed, 1 failed, 1 could not tell, 1 did not apply.",
      "What it says of probabilities is processed", "raw log-probabilities", "Nothing is exact.",
      "the server does not say", "processed at the server", "&lt;b&gt;", "could not tell</span>",
    ] {
      #expect(
        index.contains(part) || index.contains(part.prefix(1).uppercased() + part.dropFirst()),
        "\(part)")
    }
    #expect(!index.contains("m is listed") && !index.contains("refused"))
    #expect(!index.contains("gpu-7"))
  }
}
