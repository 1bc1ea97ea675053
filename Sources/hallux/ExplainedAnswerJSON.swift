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
    var pIsAtMost: Bool?
    var pWithoutImage: Double?
    var pWithoutImageIsAtMost: Bool?
    var pEmpty: Double?
    var visualGain: Double?
    var visualShareOfFront: Double?
    var visualShareOfFrontIsFromBounds: Bool?
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
    var visualShareIsFromBounds: Bool?
    var verified: String?
  }

  struct Order: Encodable {
    var search: String
    var regions: [Int]
    var gains: [Double]
    var insertionAuc: Double
    var insertionIsAtMost: Bool
    var deletionAuc: Double
    var deletionIsAtMost: Bool
    var highest: Double
    var influence: Double
    var influenceAuc: Double
    var differencesAreFromBounds: Bool
    var evaluations: Int
    var frontRegions: Int?
    var frontArea: Double?
  }

  var audit: Int64
  var finding: Int64?
  var model: String
  var question: String
  var answer: String
  var confidence: Double?
  var confidenceIsAtMost: Bool?
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
  var serverChecks: ServerChecksJSON?
  var logHead: String?

  init(_ explained: ExplainedAnswer) {
    audit = explained.audit.id
    finding = explained.finding?.id
    model = explained.audit.manifest.model.name
    question = explained.question
    answer = explained.reply?.text ?? ""
    confidence = explained.finding?.confidence
    confidenceIsAtMost = confidence.map { _ in explained.isConfidenceBounded }
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
        pIsAtMost: explanation.map { _ in explained.boundedTokens.contains(index) },
        pWithoutImage: explained.prior?.probabilities[index],
        pWithoutImageIsAtMost: explained.prior.map { $0.boundedTokens.contains(index) },
        pEmpty: explanation?.insertion.first?.probabilities[index],
        visualGain: gains?[index],
        visualShareOfFront: explained.front?.shares[index],
        visualShareOfFrontIsFromBounds: explained.front?.shares[index].map { _ in
          explained.front?.isBounded == true
        },
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
        visualShareIsFromBounds: explained.visualShares[record.trigger.side].map { _ in
          explained.boundedShareSides.contains(record.trigger.side)
        },
        verified: record.verification?.answer?.rawValue)
    }
    order = explained.explanation.map { record in
      Order(
        search: record.explanation.search, regions: record.explanation.order,
        gains: record.explanation.gains, insertionAuc: record.insertionAUC,
        insertionIsAtMost: explained.bounds?.insertionIsBounded ?? false,
        deletionAuc: record.deletionAUC,
        deletionIsAtMost: explained.bounds?.deletionIsBounded ?? false, highest: record.highest,
        influence: record.influence,
        influenceAuc: record.influenceAUC,
        differencesAreFromBounds: explained.bounds?.areDifferencesBounded ?? false,
        evaluations: record.explanation.evaluationCount,
        frontRegions: explained.front?.regionCount, frontArea: explained.front?.area)
    }
    requests = explained.requests.total
    serverChecks = explained.serverReport.map(ServerChecksJSON.init)
    logHead = explained.logHead?.hash
  }
}
