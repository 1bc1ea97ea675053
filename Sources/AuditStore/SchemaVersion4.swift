/// The fourth schema: what was found out about the servers, and which probabilities are only bounds.
///
/// The columns of the long tables are added in place, with their comments inside the definition: writing millions
/// of evaluations anew would take minutes.
let schemaVersion4 = """
  DROP VIEW findings_view;

  CREATE TABLE server_report (      -- what was found out about a model's server by asking it
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,              -- digest of the model's name, its fingerprint and the set of checks
    model_id INTEGER NOT NULL REFERENCES model (id),
    report TEXT NOT NULL CHECK (json_valid(report)), -- as hallux doctor --json prints it
    made_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX server_report_of_key ON server_report (key);

  CREATE TABLE audit_4 (            -- one run of one model over one probe set
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,       -- digest of everything that decides the result
    model_id INTEGER NOT NULL REFERENCES model (id),
    probe_set TEXT NOT NULL,        -- its name
    probe_set_digest TEXT NOT NULL, -- its contents
    sources TEXT NOT NULL CHECK (json_valid(sources)), -- the files it was read from, a JSON list of
                                    -- role, name, sha256, published (the name of a known file) and note
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    hallux_version TEXT NOT NULL,
    started_at TEXT NOT NULL,       -- all times: ISO 8601, UTC, milliseconds
    finished_at TEXT,
    state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'interrupted')),
    server_report INTEGER REFERENCES server_report (id), -- the last one that it relied on; NULL: none
    CHECK ((state = 'running') = (finished_at IS NULL))
  ) STRICT;
  INSERT INTO audit_4 SELECT *, NULL FROM audit;
  DROP TABLE audit;
  ALTER TABLE audit_4 RENAME TO audit;

  ALTER TABLE verdict ADD COLUMN
    at_most TEXT /* which of the three are only upper bounds, a JSON list of yes, no, other; NULL: none, or in
      an older log with is_bounded, any */ CHECK (at_most IS NULL OR json_valid(at_most));
  ALTER TABLE evaluation ADD COLUMN
    at_most TEXT /* where is_bounded: the places of the tokens whose probability is only an upper bound, a JSON
      list from 0; NULL in an older log: any */ CHECK (at_most IS NULL OR json_valid(at_most));
  ALTER TABLE prior ADD COLUMN
    at_most TEXT /* the places of the tokens whose probability is only an upper bound, a JSON list from 0; NULL
      in an older log: not known */ CHECK (at_most IS NULL OR json_valid(at_most));

  CREATE VIEW findings_view AS      -- what was found, a line each
  SELECT
    finding.id AS finding,
    finding.audit_id AS audit,
    model.name AS model,
    probe.image_name AS image,
    probe.image_digest AS image_digest,
    probe.question AS question,
    probe.object AS object,
    probe.label AS label,
    CASE finding.kind WHEN 'false-positive' THEN 'yes' WHEN 'false-negative' THEN 'no'
      ELSE coalesce(target.said, probe.choices ->> ('$.options[' || choice_verdict.chosen || ']'))
      END AS said,
    finding.kind AS kind,
    coalesce(target.level, 'first-token') AS level,
    finding.confidence AS confidence,
    probe.planted ->> 'rule' AS planted,
    necessary.status AS trigger_status,
    iif(necessary.size > 0, necessary.area, NULL) AS area,
    nullif(necessary.size, 0) AS size,
    iif(necessary.size > 0, necessary.minimality, NULL) AS minimality,
    (SELECT count(*) FROM evaluation
      WHERE evaluation.target_id = finding.target_id) AS evaluations,
    explanation.insertion_auc AS insertion_auc,
    explanation.deletion_auc AS deletion_auc,
    explanation.influence AS influence,
    nullif(trim(                    -- which of these numbers are only the most that they can be
      iif(verdict.is_bounded AND (verdict.at_most IS NULL OR instr(verdict.at_most,
        CASE finding.kind WHEN 'false-positive' THEN '"yes"' ELSE '"no"' END)), 'confidence', '')
      || iif(explanation.id IS NOT NULL AND EXISTS (
        SELECT 1 FROM evaluation WHERE evaluation.target_id = finding.target_id
          AND evaluation.is_bounded AND evaluation.at_most IS NOT '[]'), ', curves', ''), ', '), '') AS bounds,
    finding.state AS state
  FROM finding
  JOIN probe ON probe.id = finding.probe_id
  JOIN audit ON audit.id = finding.audit_id
  JOIN model ON model.id = audit.model_id
  LEFT JOIN verdict ON verdict.probe_id = finding.probe_id AND verdict.rule = audit.settings ->> 'rule'
  LEFT JOIN choice_verdict ON choice_verdict.probe_id = finding.probe_id
  LEFT JOIN target ON target.id = finding.target_id
  LEFT JOIN trigger_set AS necessary
    ON necessary.finding_id = finding.id AND necessary.side = 'necessary'
  LEFT JOIN explanation -- the first one, when several searches explained the finding
    ON explanation.id = (SELECT min(id) FROM explanation WHERE finding_id = finding.id);

  PRAGMA user_version = 4;
  """
