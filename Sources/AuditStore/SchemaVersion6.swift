/// The sixth schema: captions, the objects that they mention, and why a mention was hallucinated.
///
/// The triggers of the tables that are new or written anew follow in `ChainAdoption`.
let schemaVersion6 = """
  DROP VIEW false_positives;
  DROP VIEW false_negatives;
  DROP VIEW problems;
  DROP VIEW findings_view;

  ALTER TABLE probe ADD COLUMN
    caption TEXT /* of a request for a description: what is known of the picture, {"present":[…]} with the objects
      in it, {} where nobody says; NULL for a question */ CHECK (caption IS NULL OR json_valid(caption));

  ALTER TABLE explanation ADD COLUMN
    measured TEXT /* the numbers of regions in front, from 0, for which the curves were asked, a JSON list; between
      them the curves are straight; NULL: for every number */ CHECK (measured IS NULL OR json_valid(measured));

  ALTER TABLE trigger_set ADD COLUMN
    demand REAL /* of a necessary set: how far the other answer must lead without it, nats; NULL: at all */;

  CREATE TABLE target_6 (           -- tokens of an answer that are explained, on one image, regions and fill
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
      ('first-token', 'counter-token', 'word', 'mention', 'tokens', 'sentence')), -- what of the answer they are
    forced TEXT CHECK (forced IS NULL OR json_valid(forced)), -- all tokens forced after answer_prefix,
                                    -- [{"token","id"}]; NULL: just the explained ones
    positions TEXT CHECK (positions IS NULL OR json_valid(positions)), -- where the explained tokens stand
                                    -- in forced, a JSON list from 0; NULL: each in its place
    way TEXT NOT NULL CHECK (way IN -- how they are asked about: what this server was seen to do rightly
      ('after-prefix', 'from-start', 'token-by-token')),
    lead_in TEXT CHECK (lead_in IS NULL OR json_valid(lead_in)) -- of a mention: the tokens that lead up to it,
                                    -- [{"position","ways":[{"token","id","reply_key","leads"}]}]; NULL: none
  ) STRICT;
  INSERT INTO target_6 SELECT *, NULL FROM target;
  DROP TABLE target;
  ALTER TABLE target_6 RENAME TO target;

  CREATE TABLE caption (            -- a description by the model, read and judged
    probe_id INTEGER PRIMARY KEY REFERENCES probe (id),
    reply_key TEXT NOT NULL REFERENCES reply (key),
    variant TEXT NOT NULL CHECK (variant IN ('official', 'fixed')), -- how objects are found in it
    judged_by TEXT NOT NULL CHECK (judged_by IN
      ('annotations', 'model')),    -- model: asked about each object, because nobody knows what is there
    is_cut INTEGER NOT NULL CHECK (is_cut IN (0, 1)) -- 1: the token limit ended it
  ) STRICT;

  CREATE TABLE mention (            -- a place in a caption that names an object
    id INTEGER PRIMARY KEY,
    probe_id INTEGER NOT NULL REFERENCES caption (probe_id),
    position INTEGER NOT NULL,      -- among the caption's mentions, from 0
    object TEXT NOT NULL,           -- by its name in COCO's table
    words TEXT NOT NULL,            -- as they stand in the caption
    start INTEGER NOT NULL,         -- where they begin: bytes of UTF-8 in the reply's text
    length INTEGER NOT NULL,        -- in bytes
    standing TEXT NOT NULL CHECK (standing IN
      ('present',                   -- the object is there
      'hallucinated',               -- it is not
      'unknown',                    -- nobody knows
      'no-claim')),                 -- the caption does not claim it: negated, ambiguous or cut short
    quarter INTEGER NOT NULL CHECK (quarter BETWEEN 0 AND 3), -- of the caption, in which it begins
    asked_key TEXT REFERENCES reply (key), -- the model's own answer about the object, where that judged
    UNIQUE (probe_id, position)
  ) STRICT;

  CREATE TABLE finding_6 (          -- a verdict, a mention or an answer worth explaining
    id INTEGER PRIMARY KEY,
    audit_id INTEGER NOT NULL,
    probe_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('false-positive', 'false-negative',
      'wrong-choice',               -- another option than the right one
      'hallucinated-mention',       -- a caption names an object that is not there
      'mention',                    -- of a caption, explained without being false
      'answer')),                   -- explained without a label
    confidence REAL,                -- probability of what the model said
    target_id INTEGER REFERENCES target (id), -- NULL until an explanation begins
    state TEXT NOT NULL CHECK (state IN ('open', 'explained', 'failed')),
    problem TEXT,                   -- why it could not be explained
    reply_key TEXT REFERENCES reply (key), -- the answer, where no verdict names it
    coarse_target_id INTEGER REFERENCES target (id), -- the same answer at the regions that were cut up
    mention_id INTEGER REFERENCES mention (id), -- of a caption; NULL where the whole answer is the finding
    FOREIGN KEY (probe_id, audit_id) REFERENCES probe (id, audit_id)
  ) STRICT;
  INSERT INTO finding_6 SELECT *, NULL FROM finding;
  DROP TABLE finding;
  ALTER TABLE finding_6 RENAME TO finding;
  CREATE INDEX finding_of_audit ON finding (audit_id);
  CREATE UNIQUE INDEX finding_of_probe ON finding (probe_id, coalesce(mention_id, 0));

  CREATE TABLE joint_target (       -- several mentions of one caption asked about at once
    finding_id INTEGER PRIMARY KEY REFERENCES finding (id),
    target_id INTEGER NOT NULL REFERENCES target (id) -- all their tokens; a request about it is an evaluation
                                    -- of the target of each
  ) STRICT;

  CREATE TABLE recaption (          -- the caption once more, of a picture that lacks something
    finding_id INTEGER NOT NULL REFERENCES finding (id),
    removed TEXT NOT NULL CHECK (removed IN
      ('trigger', 'random-area')),  -- random-area: other regions of about the same area, for comparison
    shown BLOB NOT NULL,            -- bits, as in evaluation.shown
    area REAL NOT NULL,             -- share of the image that was removed
    reply_key TEXT NOT NULL REFERENCES reply (key),
    fate TEXT NOT NULL CHECK (fate IN ('gone', 'replaced', 'moved', 'still-there')), -- of the mention
    replacement TEXT,               -- the object that is named in its place
    PRIMARY KEY (finding_id, removed),
    CHECK ((fate = 'replaced') = (replacement IS NOT NULL))
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE snowball (           -- what becomes of a mention when an earlier object is cut from the caption
    finding_id INTEGER NOT NULL REFERENCES finding (id),
    position INTEGER NOT NULL,      -- from 0
    mention_id INTEGER NOT NULL REFERENCES mention (id), -- whose probability it is: the finding's, or one that it
                                    -- follows from
    earlier_id INTEGER NOT NULL REFERENCES mention (id), -- the first mention of the object that was cut out
    target_id INTEGER NOT NULL REFERENCES target (id), -- the mention in the caption as it was
    cut_target_id INTEGER NOT NULL REFERENCES target (id), -- the mention with the object cut out
    p_whole REAL NOT NULL,          -- with the picture, the caption as it was
    p_cut REAL NOT NULL,            -- with the picture, the object cut out
    p_text REAL NOT NULL,           -- without the picture, the caption as it was
    p_text_cut REAL NOT NULL,       -- without the picture, the object cut out
    is_bounded INTEGER NOT NULL CHECK (is_bounded IN (0, 1)), -- 1: some are only the most that they can be
    is_cause INTEGER NOT NULL CHECK (is_cause IN (0, 1)), -- 1: the mention follows from this object
    PRIMARY KEY (finding_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE diagnosis (          -- what carries an answer: the picture, the language, the caption itself
    finding_id INTEGER PRIMARY KEY REFERENCES finding (id),
    cause TEXT NOT NULL CHECK (cause IN
      ('visual', 'language-prior', 'snowball', 'mixture', 'undecided')),
    visual REAL NOT NULL,           -- shares of the probability that are lost without the picture,
    prior REAL NOT NULL,            -- left without picture and earlier object,
    snowball REAL NOT NULL,         -- lost without the earlier object, with the picture and without,
    either REAL NOT NULL,           -- and kept up by picture or caption, whichever is there; together 1
    p_whole REAL NOT NULL,          -- probabilities of the explained tokens together: with the picture,
    p_text REAL NOT NULL,           -- without it,
    p_cut REAL,                     -- with it and without the earlier object; NULL where there is none
    p_text_cut REAL,                -- without both
    gain REAL NOT NULL,             -- log (p_whole / p_text), nats
    root_id INTEGER REFERENCES mention (id) -- the first mention of the chain that it follows from
  ) STRICT;

  CREATE TABLE mention_evidence (   -- where in the picture a mention has its evidence
    finding_id INTEGER PRIMARY KEY REFERENCES finding (id),
    evidence TEXT NOT NULL CHECK (json_valid(evidence)), -- for each region the nats that are lost without it
    memory TEXT NOT NULL CHECK (json_valid(memory)), -- running mean of these over the caption, g_t
    center_x REAL,                  -- of the evidence, in 0 … 1 of the width; NULL where there is none
    center_y REAL,                  -- in 0 … 1 of the height
    overlap REAL,                   -- of the top regions with those of the mention before, IoU; NULL for the first
    distance REAL,                  -- from the center before, in diagonals of the image
    is_jump INTEGER NOT NULL CHECK (is_jump IN (0, 1)) -- 1: away from where the mention before had its evidence
  ) STRICT;

  CREATE VIEW findings_view AS      -- what was found, a line each
  SELECT
    finding.id AS finding,
    finding.audit_id AS audit,
    model.name AS model,
    probe.image_name AS image,
    probe.image_digest AS image_digest,
    probe.question AS question,
    coalesce(mention.object, probe.object) AS object,
    probe.label AS label,
    CASE finding.kind WHEN 'false-positive' THEN 'yes' WHEN 'false-negative' THEN 'no'
      ELSE coalesce(mention.words, target.said,
        probe.choices ->> ('$.options[' || choice_verdict.chosen || ']'))
      END AS said,
    finding.kind AS kind,
    coalesce(target.level, iif(finding.mention_id IS NULL, 'first-token', 'mention')) AS level,
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
    diagnosis.cause AS cause,
    diagnosis.visual AS visual,
    diagnosis.prior AS prior,
    diagnosis.snowball AS snowball,
    diagnosis.gain AS gain,
    root.object AS root,
    recaption.fate AS fate,
    mention.quarter AS quarter,
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
  LEFT JOIN mention ON mention.id = finding.mention_id
  LEFT JOIN target ON target.id = finding.target_id
  LEFT JOIN trigger_set AS necessary
    ON necessary.finding_id = finding.id AND necessary.side = 'necessary'
  LEFT JOIN diagnosis ON diagnosis.finding_id = finding.id
  LEFT JOIN mention AS root ON root.id = diagnosis.root_id
  LEFT JOIN recaption ON recaption.finding_id = finding.id AND recaption.removed = 'trigger'
  LEFT JOIN explanation -- the first one, when several searches explained the finding
    ON explanation.id = (SELECT min(id) FROM explanation WHERE finding_id = finding.id);

  CREATE VIEW false_positives AS    -- where does a model see an object that is not there?
  SELECT finding, audit, model, image, question, object, confidence, trigger_status, area, size,
    minimality, influence, cause
  FROM findings_view WHERE kind = 'false-positive';

  CREATE VIEW false_negatives AS    -- where does a model miss an object that is there?
  SELECT finding, audit, model, image, question, object, confidence, trigger_status, area, size,
    minimality, influence
  FROM findings_view WHERE kind = 'false-negative';

  CREATE VIEW hallucinated_mentions AS -- which words of a caption name what is not there, and what made them?
  SELECT finding, audit, model, image, object, said, quarter, confidence, cause, root, trigger_status, area,
    size, minimality, fate
  FROM findings_view WHERE kind = 'hallucinated-mention';

  CREATE VIEW problems AS           -- what could not be asked, judged or explained, and why?
  SELECT probe.audit_id AS audit, 'probe' AS what, probe.id AS id, probe.image_name AS image,
    probe.question AS question, probe.problem AS problem
  FROM probe WHERE probe.problem IS NOT NULL
  UNION ALL
  SELECT finding.audit_id, 'finding', finding.id, probe.image_name, probe.question, finding.problem
  FROM finding JOIN probe ON probe.id = finding.probe_id
  WHERE finding.problem IS NOT NULL;

  PRAGMA user_version = 6;
  """
