/// A form in which an audit is handed out.
public enum ExportFormat: String, Sendable, Hashable, CaseIterable {
  /// POPE's answers, a JSON object a line.
  case pope
  /// What lmms-eval writes with `--log_samples`.
  case lmmsEval = "lmms-eval"
  /// VLMEvalKit's predictions as tab-separated values.
  case vlmEvalKitTable = "vlmevalkit-tsv"
  /// VLMEvalKit's predictions as a JSON list.
  case vlmEvalKitJSON = "vlmevalkit-json"
  /// A log of Inspect, version 2, as JSON.
  case inspect
  /// A line of comma-separated values for each probe.
  case csv
  /// A JSON object for each probe, one a line.
  case jsonLines = "jsonl"
  /// Captions with their mentions, as CHAIR's scripts write them.
  case chair
  /// JUnit's XML, which continuous integration reads.
  case junit

  /// The format that a file's name calls for; nil where several would do or none does.
  ///
  /// - Parameter path: The file; what lies before its name is not looked at.
  public init?(inferredFrom path: String) {
    let name = (path.split(separator: "/").last ?? "").lowercased()
    if name.hasSuffix(".tsv") {
      self = .vlmEvalKitTable
    } else if name.hasSuffix(".csv") {
      self = .csv
    } else if name.hasSuffix(".xml") {
      self = .junit
    } else if name.hasSuffix(".jsonl"), name.contains("_samples_") {
      self = .lmmsEval
    } else if name.hasSuffix(".jsonl") {
      self = .jsonLines
    } else {
      return nil
    }
  }

  /// What of an audit the format has room for.
  public var kept: Set<AuditPart> {
    let basic: Set<AuditPart> = [.ids, .images, .questions, .labels, .replies]
    switch self {
    case .pope: return basic
    case .lmmsEval: return basic.union([.prompts])
    case .vlmEvalKitTable, .vlmEvalKitJSON:
      return basic.union([.splits, .objects, .unanswered])
    case .inspect:
      return Set(AuditPart.allCases).subtracting([.explanations, .otherRules, .captions])
    case .csv:
      return Set(AuditPart.allCases).subtracting([
        .tokens, .explanations, .otherRules, .captions,
      ])
    case .chair: return [.images, .questions, .replies, .captions]
    case .jsonLines: return Set(AuditPart.allCases).subtracting([.tokens, .explanations])
    case .junit:
      return basic.union([
        .splits, .objects, .unanswered, .verdicts, .choices, .unlabeled, .findings,
      ])
    }
  }

  /// An audit in this format.
  ///
  /// - Returns: The file's text; nil for comma-separated values, which are a table of ``VerdictTable``.
  public func text(of audit: ExportedAudit) -> String? {
    switch self {
    case .pope: POPEAnswers(audit).text
    case .lmmsEval: LMMsEvalSamples(audit).text
    case .vlmEvalKitTable: VLMEvalKitPredictions(audit).table
    case .vlmEvalKitJSON: VLMEvalKitPredictions(audit).json
    case .inspect: InspectLog(audit).text
    case .csv: nil
    case .jsonLines: VerdictLines(audit).text
    case .chair: CHAIRCaptions(audit).text
    case .junit: JUnitReport(audit).text
    }
  }
}
