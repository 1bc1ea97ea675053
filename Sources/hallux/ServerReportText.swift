import ModelAPI

/// What was found out about a server, for a terminal: a line a check, and under each failure what it means.
struct ServerReportText {
  let report: ServerReport

  init(_ report: ServerReport) { self.report = report }

  /// The lines.
  var lines: [String] {
    let width = report.checks.map(\.name.count).max() ?? 0
    return report.checks.flatMap { Self.lines(of: $0, nameWidth: width) } + ["", verdict]
  }

  private static func lines(of entry: ServerReport.Entry, nameWidth: Int) -> [String] {
    let padding = String(repeating: " ", count: nameWidth - entry.name.count)
    let indent = String(repeating: " ", count: nameWidth + 4)
    let result = entry.result
    let finding = (result.outcome == .couldNotTell ? "could not tell: " : "") + result.finding
    let further = [
      result.consequence, result.remedy?.vLLM.map { "vLLM: \($0)" },
      result.remedy?.llamaCpp.map { "llama.cpp: \($0)" },
    ]
    return ["\(mark(result.outcome)) \(entry.name)\(padding)  \(finding)"]
      + further.compactMap { $0.map { indent + $0 } }
  }

  private static func mark(_ outcome: CheckResult.Outcome) -> String {
    switch outcome {
    case .passed: "✓"
    case .failed: "✗"
    case .notApplicable, .couldNotTell: "–"
    }
  }

  private var verdict: String {
    let model = report.model.map { "\($0): " } ?? ""
    guard report.isAuditable else { return "\(model)cannot be audited" }
    let failures = report.failures.count
    let wrong =
      failures == 0
      ? "nothing is wrong" : failures == 1 ? "1 check failed" : "\(failures) checks failed"
    return "\(model)can be audited, \(wrong) (\(report.requestCount) requests)"
  }
}
