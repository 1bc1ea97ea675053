import Auditing
import Foundation

/// A forecast in words.
struct ForecastText {
  let forecast: AuditForecast
  /// The model's name; nil when nobody said.
  let model: String?
  /// When the rate and the prompt's length were measured; nil when they were not.
  let checkedAt: Date?
  let settings: AuditSettings

  /// For a person, a line each.
  var lines: [String] {
    [
      "dry run     nothing is asked about a probe",
      "model       \((model ?? "not known").printable)",
      "probes      \(Self.count(forecast.probeCount)) about \(Self.count(forecast.imageCount)) images,"
        + " \(Self.count(forecast.questions)) different questions"
        + (forecast.unreadable > 0
          ? "; \(Self.count(forecast.unreadable)) whose image cannot be read" : ""),
      "asking      \(Self.count(forecast.asking)) requests"
        + (forecast.held > 0 ? "; the log holds \(Self.count(forecast.held)) answers" : ""),
      "explaining  " + explaining,
    ] + grounds.map { "            " + $0 } + [
      "tokens      " + tokens, "time        " + time,
    ]
  }

  private var explaining: String {
    guard settings.explained != .none else { return "0 requests: no finding is to be explained" }
    guard forecast.findings.upperBound > 0 else {
      return "0 requests: every finding is explained already"
    }
    return
      "\(Self.range(forecast.explaining)) requests for \(Self.range(forecast.findings)) findings"
      + (forecast.knownFindings > 0
        ? ", \(Self.count(forecast.knownFindings)) of them known" : "")
      + (forecast.heldEvaluations > 0
        ? "; the log holds \(Self.count(forecast.heldEvaluations)) evaluations" : "")
  }

  /// What the number of requests to explain rests on.
  private var grounds: [String] {
    guard settings.explained != .none, forecast.findings.upperBound > 0 else { return [] }
    let assumption = forecast.assumption
    let share =
      "if \(percent(assumption.findingShare.lowerBound)) to"
      + " \(percent(assumption.findingShare.upperBound)) of the new answers are findings"
    let cost = "at \(Self.range(assumption.requestsPerFinding)) requests each"
    return [
      "\(share) (\(Self.words(assumption.shareGrounds)))",
      "\(cost) (\(Self.words(assumption.costGrounds)))",
    ]
  }

  private var tokens: String {
    guard let each = forecast.tokensPerRequest, let all = forecast.promptTokens else {
      return "not known: the server does not say how long a prompt is"
    }
    return "\(Self.range(Int(all.lowerBound)...Int(all.upperBound))) of prompts, about"
      + " \(fixed(each, 0)) a request with a picture of 128\u{D7}128 pixels"
  }

  private var time: String {
    guard let rate = forecast.requestsPerSecond, let seconds = forecast.seconds else {
      return "not known: no server was examined"
    }
    guard seconds.upperBound > 0 else { return "none" }
    let (least, most) = (Self.duration(seconds.lowerBound), Self.duration(seconds.upperBound))
    let measured = checkedAt.map { ", measured \(Self.time($0))" } ?? ""
    return (least == most ? "about \(most)" : "about \(least) to \(most)")
      + " at \(fixed(rate, rate < 10 ? 1 : 0)) requests/s (small pictures, one answer token\(measured))"
  }

  private static func words(_ grounds: ForecastAssumption.Grounds) -> String {
    switch grounds {
    case .earlierAudits: "from earlier audits of this model in the log"
    case .defaults: "the default: the log has too few audits of this model"
    }
  }

  private static func range(_ range: ClosedRange<Int>) -> String {
    range.lowerBound == range.upperBound
      ? count(range.upperBound) : "\(count(range.lowerBound)) to \(count(range.upperBound))"
  }

  /// A number with a thin space between its thousands.
  static func count(_ number: Int) -> String {
    var digits = Array(String(number))
    var place = digits.count - 3
    while place > 0 {
      digits.insert("\u{202F}", at: place)
      place -= 3
    }
    return String(digits)
  }

  /// A time in the largest unit that it fills twice.
  static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<1: "1 s"
    case ..<120: "\(fixed(seconds, 0)) s"
    case ..<7200: "\(fixed(seconds / 60, 0)) min"
    case ..<172_800: "\(fixed(seconds / 3600, 0)) h"
    default: "\(fixed(seconds / 86_400, 0)) days"
    }
  }

  /// A moment in UTC, to the minute.
  static func time(_ date: Date) -> String {
    String(date.formatted(.iso8601).replacing("T", with: " ").prefix(16)) + " UTC"
  }
}

extension ForecastText {
  private struct Range<Value: Encodable & Comparable>: Encodable {
    var low: Value
    var high: Value

    init(_ range: ClosedRange<Value>) {
      low = range.lowerBound
      high = range.upperBound
    }
  }

  private struct Assumption: Encodable {
    var findingShare: Range<Double>
    var findingShareFrom: ForecastAssumption.Grounds
    var requestsPerFinding: Range<Int>
    var requestsPerFindingFrom: ForecastAssumption.Grounds
  }

  private struct JSON: Encodable {
    var model: String?
    var probes: Int
    var images: Int
    var unreadableProbes: Int
    var questions: Int
    var heldAnswers: Int
    var knownFindings: Int
    var heldEvaluations: Int
    var asking: Int
    var findings: Range<Int>
    var explaining: Range<Int>
    var requests: Range<Int>
    var assumption: Assumption
    var tokensPerRequest: Double?
    var promptTokens: Range<Double>?
    var requestsPerSecond: Double?
    var seconds: Range<Double>?
    var checkedAt: String?
  }

  /// For a program: one JSON object.
  var jsonText: String {
    get throws {
      let assumption = forecast.assumption
      return try jsonDocument(
        JSON(
          model: model, probes: forecast.probeCount, images: forecast.imageCount,
          unreadableProbes: forecast.unreadable, questions: forecast.questions,
          heldAnswers: forecast.held, knownFindings: forecast.knownFindings,
          heldEvaluations: forecast.heldEvaluations,
          asking: forecast.asking, findings: Range(forecast.findings),
          explaining: Range(forecast.explaining), requests: Range(forecast.requests),
          assumption: Assumption(
            findingShare: Range(assumption.findingShare),
            findingShareFrom: assumption.shareGrounds,
            requestsPerFinding: Range(assumption.requestsPerFinding),
            requestsPerFindingFrom: assumption.costGrounds),
          tokensPerRequest: forecast.tokensPerRequest,
          promptTokens: forecast.promptTokens.map(Range.init),
          requestsPerSecond: forecast.requestsPerSecond, seconds: forecast.seconds.map(Range.init),
          checkedAt: checkedAt.map { $0.formatted(.iso8601) }))
    }
  }
}
