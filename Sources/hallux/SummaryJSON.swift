import Attribution
import AuditStore
import Auditing
import Codecs
import Foundation
import ModelAPI
import Probing

/// What `hallux audit --json` prints.
private struct SummaryJSON: Encodable {
  struct ChoicesJSON: Encodable {
    var n: Int
    var unparsable: Int
    var accuracy: NumberJSON
    var pairAccuracy: NumberJSON
    var incompletePairs: Int

    init(_ metrics: ChoiceMetrics) {
      n = metrics.count
      unparsable = metrics.unparsable
      accuracy = NumberJSON(metrics.accuracy)
      pairAccuracy = NumberJSON(metrics.pairAccuracy)
      incompletePairs = metrics.incompletePairs
    }
  }

  struct Triggers: Encodable {
    var side: String
    var status: String
    var count: Int
  }

  var audit: Int64
  var state: String
  var model: String
  var probeSet: String
  var rule: String
  var unanswered: Int
  var shares: [ShareJSON]?
  var metrics: [MetricsJSON]
  var pooled: PooledJSON
  var adjudicated: AdjudicatedJSON?
  var choices: ChoicesJSON?
  var captions: CaptionSummaryJSON?
  var falsePositives: Int
  var falseNegatives: Int
  var hallucinatedMentions: Int
  var explained: Int
  var triggers: [Triggers]
  var answersInWords: Int
  var evaluations: Int
  var serverChecks: ServerChecksJSON?
  var logHead: String?

  init(_ summary: AuditSummary) {
    audit = summary.audit.id
    state = summary.audit.state.rawValue
    model = summary.audit.manifest.model.name
    probeSet = summary.audit.manifest.probeSet
    rule = summary.rule
    unanswered = summary.unanswered
    shares = summary.shares.isEmpty ? nil : summary.shares.map(ShareJSON.init)
    metrics = MetricsJSON.rows(summary.metrics)
    pooled = PooledJSON(summary.metrics)
    adjudicated = summary.adjudicated.map(AdjudicatedJSON.init)
    choices = summary.choices.map(ChoicesJSON.init)
    captions = summary.captions.map(CaptionSummaryJSON.init)
    hallucinatedMentions = summary.hallucinatedMentions
    falsePositives = summary.falsePositives
    falseNegatives = summary.falseNegatives
    explained = summary.explained
    triggers = Trigger.Side.allCases.flatMap { side in
      Trigger.Status.allCases.compactMap { status in
        let count = summary.triggers.filter {
          $0.trigger.side == side && $0.trigger.status == status
        }.count
        return count == 0
          ? nil : Triggers(side: side.rawValue, status: status.rawValue, count: count)
      }
    }
    answersInWords = summary.requests.replies
    evaluations = summary.requests.evaluations
    serverChecks = summary.serverReport.map(ServerChecksJSON.init)
    logHead = summary.logHead?.hash
  }
}

extension AuditSummary {
  /// The summary for a program: one JSON object with sorted keys.
  var jsonText: String {
    get throws { try jsonLine(SummaryJSON(self), pretty: true) }
  }
}

/// A value as JSON with snake-case, sorted keys.
func jsonDocument(_ value: some Encodable) throws -> String { try jsonLine(value, pretty: true) }

/// A value as JSON with sorted keys in snake case, on one line unless it is to be pretty.
func jsonLine(_ value: some Encodable, pretty: Bool = false) throws -> String {
  let encoder = JSONEncoder()
  encoder.keyEncodingStrategy = .convertToSnakeCase
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
  return String(decoding: try encoder.encode(value), as: UTF8.self).withInvisibleEscaped
}

extension String {
  /// JSON with an escape for every character that is not visible: a terminal may obey those that JSON lets stand.
  fileprivate var withInvisibleEscaped: String {
    guard unicodeScalars.contains(where: { !$0.isVisible && $0 != "\n" }) else { return self }
    return unicodeScalars.map { scalar in
      scalar.isVisible || scalar == "\n" ? String(scalar) : JSONText.escape(of: scalar)
    }.joined()
  }
}
