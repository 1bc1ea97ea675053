/// The third schema: where the probes came from, and multiple-choice probes.
let schemaVersion3 = """
  DROP VIEW findings_view;

  CREATE TABLE audit_3 (            -- one run of one model over one probe set
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
    CHECK ((state = 'running') = (finished_at IS NULL))
  ) STRICT;
  INSERT INTO audit_3 SELECT id, key, model_id, probe_set, probe_set_digest, '[]', settings,
    hallux_version, started_at, finished_at, state FROM audit;
  DROP TABLE audit;
  ALTER TABLE audit_3 RENAME TO audit;

  CREATE TABLE probe_3 (            -- one question about one image, with its label
    id INTEGER PRIMARY KEY,
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    position INTEGER NOT NULL,      -- its place in the probe set, from 0
    given_id TEXT NOT NULL,         -- its id in the probe file
    image_name TEXT NOT NULL,
    image_digest TEXT REFERENCES image (digest), -- NULL until the image has been read
    question TEXT NOT NULL,
    object TEXT,
    label TEXT CHECK (label IN ('yes', 'no')), -- NULL: not a yes/no question, or explained, not judged
    choices TEXT CHECK (choices IS NULL OR json_valid(choices)), -- of multiple choice: options, correct
                                    -- (from 0) and pair; NULL for any other question
    splits TEXT NOT NULL CHECK (json_valid(splits)),           -- a JSON list of names
    planted TEXT CHECK (planted IS NULL OR json_valid(planted)), -- rule, cause, causeAnnotationID
    problem TEXT,                   -- why it could not be asked or judged
    CHECK (label IS NULL OR choices IS NULL),
    UNIQUE (audit_id, position),
    UNIQUE (id, audit_id)
  ) STRICT;
  INSERT INTO probe_3 SELECT id, audit_id, position, given_id, image_name, image_digest, question,
    object, label, NULL, splits, planted, problem FROM probe;
  DROP TABLE probe;
  ALTER TABLE probe_3 RENAME TO probe;

  CREATE TABLE choice_verdict (     -- a reply to a multiple-choice probe, judged
    probe_id INTEGER PRIMARY KEY REFERENCES probe (id),
    reply_key TEXT NOT NULL REFERENCES reply (key),
    chosen INTEGER,                 -- the option that the reply names, from 0; NULL: none can be read
    is_correct INTEGER NOT NULL CHECK (is_correct IN (0, 1))
  ) STRICT;

  CREATE TABLE finding_3 (          -- a verdict, or an answer, worth explaining
    id INTEGER PRIMARY KEY,
    audit_id INTEGER NOT NULL,
    probe_id INTEGER NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('false-positive', 'false-negative',
      'wrong-choice',               -- another option than the right one
      'answer')),                   -- explained without a label
    confidence REAL,                -- probability of what the model said
    target_id INTEGER REFERENCES target (id), -- NULL until an explanation begins
    state TEXT NOT NULL CHECK (state IN ('open', 'explained', 'failed')),
    problem TEXT,                   -- why it could not be explained
    reply_key TEXT REFERENCES reply (key), -- the answer, where no verdict names it
    coarse_target_id INTEGER REFERENCES target (id), -- the same answer at the regions that were cut up
    FOREIGN KEY (probe_id, audit_id) REFERENCES probe (id, audit_id)
  ) STRICT;
  INSERT INTO finding_3 SELECT * FROM finding;
  DROP TABLE finding;
  ALTER TABLE finding_3 RENAME TO finding;
  CREATE INDEX finding_of_audit ON finding (audit_id);

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
    finding.state AS state
  FROM finding
  JOIN probe ON probe.id = finding.probe_id
  JOIN audit ON audit.id = finding.audit_id
  JOIN model ON model.id = audit.model_id
  LEFT JOIN choice_verdict ON choice_verdict.probe_id = finding.probe_id
  LEFT JOIN target ON target.id = finding.target_id
  LEFT JOIN trigger_set AS necessary
    ON necessary.finding_id = finding.id AND necessary.side = 'necessary'
  LEFT JOIN explanation -- the first one, when several searches explained the finding
    ON explanation.id = (SELECT min(id) FROM explanation WHERE finding_id = finding.id);

  PRAGMA user_version = 3;
  """
