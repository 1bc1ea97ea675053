import GRDB
public import ModelAPI

extension AuditLog {
  /// What the audits of a model came to.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - settings: The settings of an audit, as JSON: only findings that were explained with as many regions, by the
  ///     same search and at the same tokens say what one costs.
  /// - Returns: How many probes it judged, what was found, and what explaining it cost.
  /// - Throws: ``LogError``.
  public func experience(
    of model: ModelIdentity, explainedAs settings: String
  ) throws(LogError) -> ModelExperience {
    try read { db in
      let arguments: StatementArguments = [model.name.storable, model.fingerprint.storable]
      let counts = try Row.fetchOne(
        db,
        sql: """
          WITH \(Self.auditsOfModel)
          SELECT
            (SELECT count(*) FROM verdict JOIN probe ON probe.id = verdict.probe_id
              JOIN of_model ON of_model.id = probe.audit_id AND of_model.rule = verdict.rule)
              + (SELECT count(*) FROM choice_verdict JOIN probe ON probe.id = choice_verdict.probe_id
              JOIN of_model ON of_model.id = probe.audit_id) AS judged,
            (SELECT count(*) FROM finding WHERE kind = 'false-positive'
              AND audit_id IN (SELECT id FROM of_model)) AS false_positives,
            (SELECT count(*) FROM finding WHERE kind = 'false-negative'
              AND audit_id IN (SELECT id FROM of_model)) AS false_negatives,
            (SELECT count(*) FROM finding WHERE kind = 'wrong-choice'
              AND audit_id IN (SELECT id FROM of_model)) AS wrong_choices
          """,
        arguments: arguments)
      let requests = try Int.fetchAll(
        db, sql: "WITH \(Self.auditsOfModel) \(Self.requestsOfFindings)",
        arguments: arguments + [settings])
      return ModelExperience(
        judged: try counts?.value("judged") ?? 0,
        falsePositives: try counts?.value("false_positives") ?? 0,
        falseNegatives: try counts?.value("false_negatives") ?? 0,
        wrongChoices: try counts?.value("wrong_choices") ?? 0,
        requestsPerFinding: requests.sorted())
    }
  }

  /// How many evaluations of a target the log holds.
  public func evaluationCount(ofTarget id: Int64) throws(LogError) -> Int {
    try read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM evaluation WHERE target_id = ?", arguments: [id]) ?? 0
    }
  }

  /// The models of that name that the log knows, in the order in which they came.
  public func models(named name: String) throws(LogError) -> [ModelIdentity] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM model WHERE name = ? ORDER BY id", arguments: [name.storable]
      ).map {
        ModelIdentity(name: try $0.value("name"), fingerprint: try $0.value("fingerprint"))
      }
    }
  }

  private static let auditsOfModel = """
    of_model AS (SELECT audit.id, audit.settings, audit.settings ->> 'rule' AS rule FROM audit
      JOIN model ON model.id = audit.model_id WHERE model.name = ?1 AND model.fingerprint = ?2)
    """

  /// An evaluation token by token is a request for each token.
  private static let requestsOfFindings = """
    SELECT (SELECT count(*) FROM evaluation WHERE evaluation.target_id = target.id)
        * iif(target.way = 'token-by-token', json_array_length(target.tokens), 1)
      + (SELECT count(*) FROM evaluation WHERE evaluation.target_id = finding.coarse_target_id)
      + (SELECT count(*) FROM repeat WHERE repeat.target_id = target.id)
      + (SELECT count(*) FROM prior WHERE prior.target_id = target.id AND source = 'text')
      + (SELECT count(DISTINCT certificate.verified_by) FROM trigger_set
        JOIN certificate ON certificate.trigger_set_id = trigger_set.id
        WHERE trigger_set.finding_id = finding.id) AS requests
    FROM finding JOIN of_model ON of_model.id = finding.audit_id
    JOIN target ON target.id = finding.target_id
    WHERE finding.state = 'explained'
      AND of_model.settings ->> 'regionCount' IS ?3 ->> 'regionCount'
      AND of_model.settings ->> 'search' IS ?3 ->> 'search'
      AND of_model.settings ->> 'target' IS ?3 ->> 'target'
      AND of_model.settings ->> 'coarseRegionCount' IS ?3 ->> 'coarseRegionCount'
      AND of_model.settings ->> 'maxEvaluations' IS ?3 ->> 'maxEvaluations'
    ORDER BY finding.id DESC LIMIT 1000
    """
}
