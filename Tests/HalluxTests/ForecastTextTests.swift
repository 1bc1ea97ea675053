import Auditing
import Foundation
import Testing

@testable import TestKit
@testable import hallux

@Suite struct ForecastTextTests {
  private func forecast() -> AuditForecast {
    AuditForecast(
      probeCount: 9000, imageCount: 500, unreadable: 3, questions: 7500, held: 1500,
      knownFindings: 12, heldEvaluations: 350, findings: 132...1212,
      assumption: ForecastAssumption(nil, settings: AuditSettings()),
      tokensPerRequest: 82.4, requestsPerSecond: 41)
  }

  private func text(_ forecast: AuditForecast, _ settings: AuditSettings = AuditSettings())
    -> ForecastText
  {
    ForecastText(
      forecast: forecast, model: "llava\u{1B}[31m",
      checkedAt: Date(timeIntervalSince1970: 1_800_000_000), settings: settings)
  }

  @Test func `For a person it names every number, what it rests on and what is not known`() throws {
    var lines = text(forecast()).lines
    lines.append("")
    var unknown = forecast()
    unknown.tokensPerRequest = nil
    unknown.requestsPerSecond = nil
    unknown.findings = 0...0
    lines +=
      ForecastText(
        forecast: unknown, model: nil, checkedAt: nil, settings: AuditSettings()
      ).lines
    lines.append("")
    var settings = AuditSettings()
    settings.explained = .none
    lines += text(unknown, settings).lines
    try expectGolden(lines.map { $0 + "\n" }.joined(), "dry-run.txt")
  }

  @Test func `For a program it is one object, whose missing keys were not measured`() throws {
    try expectGolden(try text(forecast()).jsonText + "\n", "dry-run.json")
    var unknown = forecast()
    unknown.requestsPerSecond = nil
    #expect(try !text(unknown).jsonText.contains("seconds"))
  }

  @Test(
    arguments: [
      (0.2, "1 s"), (59, "59 s"), (119, "119 s"), (120, "2 min"), (5400, "90 min"),
      (7200, "2 h"), (172_799, "48 h"), (172_800, "2 days"),
    ])
  func `A time is told in the largest unit that it fills twice`(seconds: Double, text: String) {
    #expect(ForecastText.duration(seconds) == text)
  }
}
