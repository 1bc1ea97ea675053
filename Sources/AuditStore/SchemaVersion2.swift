/// The second schema: answers that are explained without a label, at every token level.
///
/// Tables that change are written anew and their rows copied: SQLite cannot loosen a constraint in place, and
/// columns that it adds have no comments in `.schema`.
let schemaVersion2 = """
  DROP VIEW findings_view;

  CREATE TABLE probe_2 (            -- one question about one image, with its label
    id INTEGER PRIMARY KEY,
    audit_id INTEGER NOT NULL REFERENCES audit (id),
    position INTEGER NOT NULL,      -- its place in the probe set, from 0
    given_id TEXT NOT NULL,         -- its id in the probe file
    image_name TEXT NOT NULL,
    image_digest TEXT REFERENCES image (digest), -- NULL until the image has been read
    question TEXT NOT NULL,
    object TEXT,
    label TEXT CHECK (label IN ('yes', 'no')), -- NULL: the answer is explained, not judged
    splits TEXT NOT NULL CHECK (json_valid(splits)),           -- a JSON list of names
    planted TEXT CHECK (planted IS NULL OR json_valid(planted)), -- rule, cause, causeAnnotationID
    problem TEXT,                   -- why it could not be asked or judged
    UNIQUE (audit_id, position),
    UNIQUE (id, audit_id)
  ) STRICT;
  INSERT INTO probe_2 SELECT * FROM probe;
  DROP TABLE probe;
  ALTER TABLE probe_2 RENAME TO probe;

  CREATE TABLE finding_2 (          -- a verdict, or an answer, worth explaining
    id INTEGER PRIMARY KEY,
    audit_id INTEGER NOT NULL,
    probe_id INTEGER NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN
      ('false-positive', 'false-negative', 'answer')), -- answer: explained without a label
    confidence REAL,                -- probability of what the model said
    target_id INTEGER REFERENCES target (id), -- NULL until an explanation begins
    state TEXT NOT NULL CHECK (state IN ('open', 'explained', 'failed')),
    problem TEXT,                   -- why it could not be explained
    reply_key TEXT REFERENCES reply (key), -- the answer, where no verdict names it
    coarse_target_id INTEGER REFERENCES target (id), -- the same answer at the regions that were cut up
    FOREIGN KEY (probe_id, audit_id) REFERENCES probe (id, audit_id)
  ) STRICT;
  INSERT INTO finding_2 SELECT *, NULL, NULL FROM finding;
  DROP TABLE finding;
  ALTER TABLE finding_2 RENAME TO finding;
  CREATE INDEX finding_of_audit ON finding (audit_id);

  CREATE TABLE target_2 (           -- tokens of an answer that are explained, on one image, regions and fill
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,       -- digest of all of it
    model_id INTEGER NOT NULL REFERENCES model (id),
    image_digest TEXT NOT NULL REFERENCES image (digest),
    label_map_digest TEXT NOT NULL REFERENCES label_map (digest),
    fill TEXT NOT NULL,
    prompt TEXT NOT NULL,
    answer_prefix TEXT NOT NULL,    -- the answer before the forced tokens
    said TEXT NOT NULL,             -- what is explained, in words
    tokens TEXT NOT NULL CHECK (json_valid(tokens)), -- the explained tokens, [{"token","id"}]
    level TEXT NOT NULL CHECK (level IN
      ('first-token', 'counter-token', 'word', 'tokens', 'sentence')), -- what of the answer they are
    forced TEXT CHECK (forced IS NULL OR json_valid(forced)), -- all tokens forced after answer_prefix,
                                    -- [{"token","id"}]; NULL: just the explained ones
    positions TEXT CHECK (positions IS NULL OR json_valid(positions)), -- where the explained tokens stand
                                    -- in forced, a JSON list from 0; NULL: each in its place
    way TEXT NOT NULL CHECK (way IN -- how they are asked about: what this server was seen to do rightly
      ('after-prefix', 'from-start', 'token-by-token'))
  ) STRICT;
  INSERT INTO target_2 SELECT *, 'first-token', NULL, NULL, 'after-prefix' FROM target;
  DROP TABLE target;
  ALTER TABLE target_2 RENAME TO target;

  CREATE TABLE explanation_2 (      -- an ordered attribution with its curves
    id INTEGER PRIMARY KEY,
    finding_id INTEGER NOT NULL REFERENCES finding (id),
    search TEXT NOT NULL,
    region_order TEXT NOT NULL CHECK (json_valid(region_order)), -- regions, most important first
    gains TEXT NOT NULL CHECK (json_valid(gains)),         -- of each region in that order, signed
    insertion TEXT NOT NULL CHECK (json_valid(insertion)), -- [[area shown, p of token 1, ...], ...]
    deletion TEXT NOT NULL CHECK (json_valid(deletion)),   -- [[area removed, p of token 1, ...], ...]
    insertion_auc REAL NOT NULL,
    deletion_auc REAL NOT NULL,
    highest REAL NOT NULL,          -- maximum of the insertion curve
    influence REAL NOT NULL,        -- the paper's
    influence_auc REAL NOT NULL,    -- the reference code's
    evaluations INTEGER NOT NULL,   -- distinct sets asked for
    ending TEXT NOT NULL CHECK (ending IN
      ('complete', 'inside-noise', 'budget-spent')), -- how the search ended
    rounds INTEGER NOT NULL,        -- batches that waited for the one before; 0 where not counted
    UNIQUE (finding_id, search)
  ) STRICT;
  INSERT INTO explanation_2 SELECT *, 'complete', 0 FROM explanation;
  DROP TABLE explanation;
  ALTER TABLE explanation_2 RENAME TO explanation;

  CREATE TABLE prior (              -- the same answer asked about without the picture
    target_id INTEGER PRIMARY KEY REFERENCES target (id),
    probabilities TEXT NOT NULL,    -- a JSON list, one for each explained token
    source TEXT NOT NULL CHECK (source IN
      ('text', 'fill')),            -- fill: the server wants a picture; all of it was filled
    received_at TEXT NOT NULL
  ) STRICT;

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
      ELSE target.said END AS said,
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
  LEFT JOIN target ON target.id = finding.target_id
  LEFT JOIN trigger_set AS necessary
    ON necessary.finding_id = finding.id AND necessary.side = 'necessary'
  LEFT JOIN explanation -- the first one, when several searches explained the finding
    ON explanation.id = (SELECT min(id) FROM explanation WHERE finding_id = finding.id);

  PRAGMA user_version = 2;
  """
