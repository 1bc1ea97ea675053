import Attribution
import AuditStore
import Foundation
import Imaging
import ModelAPI
import Probing

extension ExplainedAnswer {
  /// The result for programs: one JSON object.
  var jsonText: String {
    get throws { try jsonDocument(ExplainedAnswerJSON(self)) }
  }
}

/// An explained answer as `hallux explain --json` prints it.
private struct ExplainedAnswerJSON: Encodable {
  struct ExplainedToken: Encodable {
    var token: String
    var id: Int?
    var p: Double?
    var pWithoutImage: Double?
    var visualGain: Double?
    var influence: Double?
    var influenceAuc: Double?
    var isSensitive: Bool?
  }

  struct TriggerSet: Encodable {
    var side: String
    var status: String
    var regions: [Int]
    var area: Double
    var minimality: String
    var start: String
    var evaluations: Int
    var noiseFloor: Double?
    var visualShare: Double?
    var verified: String?
  }

  struct Order: Encodable {
    var search: String
    var regions: [Int]
    var gains: [Double]
    var insertionAuc: Double
    var deletionAuc: Double
    var highest: Double
    var influence: Double
    var influenceAuc: Double
    var evaluations: Int
  }

  var audit: Int64
  var finding: Int64?
  var model: String
  var question: String
  var answer: String
  var kind: String?
  var level: String?
  var said: String?
  var state: String?
  var problem: String?
  var priorSource: String?
  var tokens: [ExplainedToken]
  var triggers: [TriggerSet]
  var order: Order?
  var requests: Int
  var logHead: String?

  init(_ explained: ExplainedAnswer) {
    audit = explained.audit.id
    finding = explained.finding?.id
    model = explained.audit.manifest.model.name
    question = explained.question
    answer = explained.reply?.text ?? ""
    kind = explained.finding?.kind.rawValue
    level = explained.target?.level.rawValue
    said = explained.target?.said
    state = explained.finding?.state.rawValue
    problem = explained.finding?.problem
    priorSource = explained.prior?.source.rawValue
    let explanation = explained.explanation?.explanation
    let influences = explanation?.influences
    let sensitive = explanation?.sensitiveTokens
    let gains = explained.visualGain?.perToken
    tokens = (explained.target?.tokens ?? []).enumerated().map { index, token in
      ExplainedToken(
        token: token.text, id: token.id, p: explanation?.insertion.last?.probabilities[index],
        pWithoutImage: explained.prior?.probabilities[index], visualGain: gains?[index],
        influence: influences?[index].influence, influenceAuc: influences?[index].influenceAUC,
        isSensitive: sensitive?.contains(index))
    }
    triggers = explained.triggers.map { record in
      TriggerSet(
        side: record.trigger.side.rawValue, status: record.trigger.status.rawValue,
        regions: record.trigger.regions.regions, area: record.area,
        minimality: record.trigger.minimality.rawValue, start: record.trigger.start,
        evaluations: record.trigger.evaluationCount, noiseFloor: record.noiseFloor,
        visualShare: explained.visualShares[record.trigger.side],
        verified: record.verification?.answer?.rawValue)
    }
    order = explained.explanation.map { record in
      Order(
        search: record.explanation.search, regions: record.explanation.order,
        gains: record.explanation.gains, insertionAuc: record.insertionAUC,
        deletionAuc: record.deletionAUC, highest: record.highest, influence: record.influence,
        influenceAuc: record.influenceAUC, evaluations: record.explanation.evaluationCount)
    }
    requests = explained.requests.total
    logHead = explained.logHead?.hash
  }
}
