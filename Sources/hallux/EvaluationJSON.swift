import Attribution
import AuditStore
import Auditing
import ModelAPI
import Probing

/// An audit's evaluation as `hallux evaluate --json` prints it.
struct EvaluationJSON: Encodable {
  private struct Metric: Encodable {
    var name: String
    var mean: Double?
    var low: Double?
    var high: Double?
    var n: Int
    var images: Int
  }

  private struct Table: Encodable {
    var level: String
    var search: String
    var findings: Int
    var findingsFromBounds: Int
    var metrics: [Metric]
  }

  private struct Comparison: Encodable {
    var level: String
    var findings: Int
    var searches: [Search]
  }

  private struct Search: Encodable {
    var search: String
    var evaluationsMean: Double
    var evaluationsP95: Int
    var evaluationsMax: Int
    var roundsMean: Double
    var contrast: Double
    var kept: Double?
    var worstLoss: Double?
  }

  private struct Figure: Encodable {
    var finding: Int64
    var image: String
    var question: String
    var level: String
    var search: String
    var regions: Int
    var insertionAuc: Double
    var insertionIsAtMost: Bool
    var deletionAuc: Double
    var deletionIsAtMost: Bool
    var priorIsAtMost: Bool
    var highest: Double
    var influence: Double
    var influenceAuc: Double
    var visualGain: Double?
    var triggerArea: Double?
    var triggerSize: Int?
    var triggerEvaluations: Int?
    var orderArea: Double?
    var orderSize: Int?
    var evaluations: Int
    var rounds: Int
    var ending: String
    var pointing: [String: Double]?
  }

  private var audit: Int64
  private var model: String
  private var probeSet: String
  private var tables: [Table]
  private var comparisons: [Comparison]
  private var findings: [Figure]

  init(
    _ audit: AuditRecord, _ tables: [EvaluationTable], _ figures: [ExplanationFigures],
    _ pointing: [PointingScores]?
  ) {
    self.audit = audit.id
    model = audit.manifest.model.name
    probeSet = audit.manifest.probeSet
    self.tables = tables.map { table in
      Table(
        level: table.level.rawValue, search: table.search, findings: table.findingCount,
        findingsFromBounds: table.boundedCount,
        metrics: table.metrics.map { metric in
          Metric(
            name: metric.name, mean: metric.mean?.value, low: metric.mean?.interval?.low,
            high: metric.mean?.interval?.high, n: metric.mean?.count ?? 0,
            images: metric.mean?.imageCount ?? 0)
        })
    }
    comparisons = SearchComparison.all(figures).map { comparison in
      Comparison(
        level: comparison.level.rawValue, findings: comparison.findingCount,
        searches: comparison.rows.map { row in
          Search(
            search: row.search, evaluationsMean: row.evaluations.mean,
            evaluationsP95: row.evaluations.percentile95, evaluationsMax: row.evaluations.last ?? 0,
            roundsMean: row.rounds.mean, contrast: row.contrast, kept: row.kept,
            worstLoss: row.worstLoss)
        })
    }
    findings = figures.enumerated().map { index, figure in
      Figure(
        finding: figure.findingID, image: figure.imageName, question: figure.question,
        level: figure.level.rawValue,
        search: figure.search, regions: figure.regionCount,
        insertionAuc: figure.metrics.insertionAUC,
        insertionIsAtMost: figure.bounds.insertionIsBounded,
        deletionAuc: figure.metrics.deletionAUC,
        deletionIsAtMost: figure.bounds.deletionIsBounded, priorIsAtMost: figure.isPriorBounded,
        highest: figure.metrics.highest, influence: figure.influence.influence,
        influenceAuc: figure.influence.influenceAUC, visualGain: figure.visualGain,
        triggerArea: figure.triggerArea, triggerSize: figure.triggerSize,
        triggerEvaluations: figure.triggerEvaluationCount, orderArea: figure.orderArea,
        orderSize: figure.orderSize,
        evaluations: figure.evaluationCount, rounds: figure.roundCount,
        ending: figure.ending.rawValue,
        pointing: pointing.map { scores in
          Dictionary(
            uniqueKeysWithValues: PointingScores.Rule.allCases.compactMap { rule in
              scores[index][rule].map { (rule.rawValue, $0) }
            })
        })
    }
  }

  /// The document.
  var text: String {
    get throws { try jsonDocument(self) }
  }
}
