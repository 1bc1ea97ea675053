CREATE TABLE model (              -- who was asked
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,             -- as the server lists it
  fingerprint TEXT NOT NULL,      -- what tells two models of one name apart; '' when nothing does
  UNIQUE (name, fingerprint)
) STRICT;

CREATE TABLE image (              -- audited pixels, each picture once
  digest TEXT PRIMARY KEY,        -- of the upright RGB pixels and their size
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  png BLOB NOT NULL
, kept TEXT /* what png holds, where it is not all pixels: a smaller picture, or no bytes at all */
    CHECK (kept IN ('thumb', 'none'))) STRICT;

CREATE TABLE reply (              -- an answer by generation, whichever audit asked
  key TEXT PRIMARY KEY,           -- digest of the whole request
  model_id INTEGER NOT NULL REFERENCES model (id),
  image_digest TEXT,              -- of the pixels asked, masked ones too; those are not in image
  prompt TEXT NOT NULL,
  answer_prefix TEXT NOT NULL,
  text TEXT NOT NULL,
  tokens TEXT NOT NULL CHECK (json_valid(tokens)), -- [{"token","id","logprob","top":[...]}]
  finish_reason TEXT,
  prompt_tokens INTEGER,
  system_fingerprint TEXT,
  received_at TEXT NOT NULL
) STRICT;

CREATE TABLE verdict (            -- a reply judged against the label under one rule
  probe_id INTEGER NOT NULL REFERENCES probe (id),
  rule TEXT NOT NULL,
  reply_key TEXT NOT NULL REFERENCES reply (key),
  answer TEXT CHECK (answer IN ('yes', 'no')), -- NULL: neither can be read in the reply
  outcome TEXT NOT NULL CHECK (outcome IN
    ('true-positive', 'true-negative', 'false-positive', 'false-negative', 'unparsable')),
  p_yes REAL,                     -- NULL when the server gives no probabilities
  p_no REAL,
  p_other REAL,
  is_bounded INTEGER NOT NULL CHECK (is_bounded IN (0, 1)), at_most TEXT /* which of the three are only upper bounds, a JSON list of yes, no, other; NULL: none, or in
    an older log with is_bounded, any */ CHECK (at_most IS NULL OR json_valid(at_most)), -- 1: the three are bounds
  PRIMARY KEY (probe_id, rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE label_map (          -- how an image is cut into regions
  digest TEXT PRIMARY KEY,        -- of the size and the labels
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  region_count INTEGER NOT NULL,
  method TEXT NOT NULL,           -- for example slico-connected/64
  labels BLOB NOT NULL            -- runs, row by row: varint length, varint zigzag(label - last label)
) STRICT;

CREATE TABLE evaluation (         -- one request about one masked image
  target_id INTEGER NOT NULL REFERENCES target (id),
  shown BLOB NOT NULL,            -- region r is shown when bit r % 8 of byte r / 8 is 1
  probabilities TEXT NOT NULL,    -- a JSON list, one for each explained token
  margin REAL NOT NULL,           -- nats; negative when the answer has flipped
  is_bounded INTEGER NOT NULL CHECK (is_bounded IN (0, 1)),
  received_at TEXT NOT NULL, at_most TEXT /* where is_bounded: the places of the tokens whose probability is only an upper bound, a JSON
    list from 0; NULL in an older log: any */ CHECK (at_most IS NULL OR json_valid(at_most)),
  PRIMARY KEY (target_id, shown)
) STRICT, WITHOUT ROWID;

CREATE TABLE repeat (             -- the whole image asked again, to learn the server's noise
  target_id INTEGER NOT NULL REFERENCES target (id),
  number INTEGER NOT NULL,        -- from 0
  margin REAL NOT NULL,           -- nats
  received_at TEXT NOT NULL,
  PRIMARY KEY (target_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE trigger_set (        -- the minimal triggering region set
  id INTEGER PRIMARY KEY,
  finding_id INTEGER NOT NULL REFERENCES finding (id),
  side TEXT NOT NULL CHECK (side IN ('necessary', 'sufficient')),
  status TEXT NOT NULL CHECK (status IN
    ('found', 'never-flips', 'language-prior', 'budget-spent', 'uncertain')),
  regions BLOB NOT NULL,          -- bits, as in evaluation.shown
  region_count INTEGER NOT NULL,  -- of the image
  size INTEGER NOT NULL,          -- of the set; 0 when there is none
  area REAL NOT NULL,             -- share of the image that the set covers
  minimality TEXT NOT NULL CHECK (minimality IN
    ('unproven', 'one-minimal', 'subset-minimal', 'minimum')),
  start TEXT NOT NULL,            -- the start that led to it
  evaluations INTEGER NOT NULL,   -- distinct sets asked for on this side
  noise_floor REAL,               -- nats
  verified_by TEXT REFERENCES reply (key), -- generation on the image that proves the set
  verified_answer TEXT CHECK (verified_answer IN ('yes', 'no')), demand REAL /* of a necessary set: how far the other answer must lead without it, nats; NULL: at all */,
  UNIQUE (finding_id, side)
) STRICT;

CREATE TABLE certificate (        -- one line of the proof of a trigger
  trigger_set_id INTEGER NOT NULL REFERENCES trigger_set (id),
  position INTEGER NOT NULL,      -- from 0, the set itself first
  claim TEXT NOT NULL CHECK (claim IN ('set-suffices', 'region-needed', 'subset-fails')),
  region INTEGER,                 -- the region that is needed
  subset BLOB,                    -- the subset that fails, bits as in evaluation.shown
  shown BLOB NOT NULL,            -- what the evaluation showed
  margin REAL NOT NULL,
  verified_by TEXT REFERENCES reply (key), -- generation on that image
  verified_answer TEXT CHECK (verified_answer IN ('yes', 'no')),
  PRIMARY KEY (trigger_set_id, position),
  CHECK ((claim = 'region-needed') = (region IS NOT NULL)),
  CHECK ((claim = 'subset-fails') = (subset IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE "explanation" (      -- an ordered attribution with its curves
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
  rounds INTEGER NOT NULL, measured TEXT /* the numbers of regions in front, from 0, for which the curves were asked, a JSON list; between
    them the curves are straight; NULL: for every number */ CHECK (measured IS NULL OR json_valid(measured)),        -- batches that waited for the one before; 0 where not counted
  UNIQUE (finding_id, search)
) STRICT;

CREATE TABLE prior (              -- the same answer asked about without the picture
  target_id INTEGER PRIMARY KEY REFERENCES target (id),
  probabilities TEXT NOT NULL,    -- a JSON list, one for each explained token
  source TEXT NOT NULL CHECK (source IN
    ('text', 'fill')),            -- fill: the server wants a picture; all of it was filled
  received_at TEXT NOT NULL
, at_most TEXT /* the places of the tokens whose probability is only an upper bound, a JSON list from 0; NULL
    in an older log: not known */ CHECK (at_most IS NULL OR json_valid(at_most))) STRICT;

CREATE TABLE "probe" (            -- one question about one image, with its label
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
  problem TEXT, caption TEXT /* of a request for a description: what is known of the picture, {"present":[…]} with the objects
    in it, {} where nobody says; NULL for a question */ CHECK (caption IS NULL OR json_valid(caption)),                   -- why it could not be asked or judged
  CHECK (label IS NULL OR choices IS NULL),
  UNIQUE (audit_id, position),
  UNIQUE (id, audit_id)
) STRICT;

CREATE TABLE choice_verdict (     -- a reply to a multiple-choice probe, judged
  probe_id INTEGER PRIMARY KEY REFERENCES probe (id),
  reply_key TEXT NOT NULL REFERENCES reply (key),
  chosen INTEGER,                 -- the option that the reply names, from 0; NULL: none can be read
  is_correct INTEGER NOT NULL CHECK (is_correct IN (0, 1))
) STRICT;

CREATE TABLE server_report (      -- what was found out about a model's server by asking it
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,              -- digest of the model's name, its fingerprint and the set of checks
  model_id INTEGER NOT NULL REFERENCES model (id),
  report TEXT NOT NULL CHECK (json_valid(report)), -- as hallux doctor --json prints it
  made_at TEXT NOT NULL
) STRICT;

CREATE INDEX server_report_of_key ON server_report (key);

CREATE TABLE "audit" (            -- one run of one model over one probe set
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

CREATE TABLE event (              -- what was recorded, in order; each link commits to the one before
  number INTEGER PRIMARY KEY,     -- from 1, none left out
  kind TEXT NOT NULL CHECK (kind IN
    ('recorded', 'changed',       -- rows are new; columns of a row that change over time have changed
    'adopted')),                  -- rows were there when an older log was brought up to date
  subject TEXT NOT NULL,          -- the table of the rows
  keys TEXT NOT NULL CHECK (json_valid(keys)), -- their primary keys, a JSON list of lists; bytes in
                                  -- hexadecimal
  digests BLOB CHECK (length(digests) % 32 = 0), -- SHA-256 of each row, in that order; NULL where only
                                  -- columns changed
  change TEXT CHECK (change IS NULL OR json_valid(change)), -- the columns of the one row that change
                                  -- over time, as they were then; NULL where there are none
  at TEXT NOT NULL,               -- what the clock said
  hash BLOB NOT NULL CHECK (length(hash) = 32), -- SHA-256 of all of it and of the hash before
  CHECK (digests IS NOT NULL OR change IS NOT NULL)
) STRICT;

CREATE INDEX event_of_change ON event (subject, keys) WHERE change IS NOT NULL;

CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE VIEW hallucinated_objects AS -- how often does a model see which object where there is none?
SELECT audit.id AS audit, model.name AS model, probe.object AS object,
  count(*) AS absent,             -- answers about images without it
  sum(verdict.outcome = 'false-positive') AS said_yes,
  avg(verdict.outcome = 'false-positive') AS rate
FROM verdict
JOIN probe ON probe.id = verdict.probe_id
JOIN audit ON audit.id = probe.audit_id
JOIN model ON model.id = audit.model_id
WHERE probe.label = 'no' AND verdict.rule = coalesce(audit.settings ->> 'rule', 'hallux')
GROUP BY audit.id, probe.object;

CREATE VIEW unreadable_replies AS -- which replies are neither a yes nor a no?
SELECT audit.id AS audit, model.name AS model, probe.image_name AS image,
  probe.question AS question, reply.text AS reply, verdict.rule AS rule
FROM verdict
JOIN probe ON probe.id = verdict.probe_id
JOIN audit ON audit.id = probe.audit_id
JOIN model ON model.id = audit.model_id
JOIN reply ON reply.key = verdict.reply_key
WHERE verdict.outcome = 'unparsable'
  AND verdict.rule = coalesce(audit.settings ->> 'rule', 'hallux');

CREATE VIEW audit_history AS      -- when did an audit begin, stop and go on?
SELECT audit, event, at, kind, state FROM (
  SELECT keys ->> '$[0][0]' AS audit, number AS event, at, kind, change ->> 'state' AS state,
    change, lag(change) OVER (PARTITION BY keys ORDER BY number) AS before
  FROM event WHERE subject = 'audit' AND change IS NOT NULL
) WHERE before IS NULL                -- other columns than the state can change, too
  OR (change ->> 'state', change ->> 'finished_at')
    IS NOT (before ->> 'state', before ->> 'finished_at');

CREATE TRIGGER model_is_not_changed BEFORE UPDATE ON model
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER model_is_not_deleted BEFORE DELETE ON model
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER image_is_not_changed BEFORE UPDATE ON image
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER image_is_not_deleted BEFORE DELETE ON image
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER server_report_is_not_changed BEFORE UPDATE ON server_report
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER server_report_is_not_deleted BEFORE DELETE ON server_report
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OF id, key, model_id, probe_set, probe_set_digest, sources, settings, hallux_version, started_at ON audit
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER reply_is_not_changed BEFORE UPDATE ON reply
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER reply_is_not_deleted BEFORE DELETE ON reply
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER verdict_is_not_changed BEFORE UPDATE ON verdict
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER verdict_is_not_deleted BEFORE DELETE ON verdict
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER choice_verdict_is_not_changed BEFORE UPDATE ON choice_verdict
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER choice_verdict_is_not_deleted BEFORE DELETE ON choice_verdict
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER label_map_is_not_changed BEFORE UPDATE ON label_map
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER label_map_is_not_deleted BEFORE DELETE ON label_map
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER evaluation_is_not_changed BEFORE UPDATE ON evaluation
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER evaluation_is_not_deleted BEFORE DELETE ON evaluation
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER repeat_is_not_changed BEFORE UPDATE ON repeat
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER repeat_is_not_deleted BEFORE DELETE ON repeat
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER prior_is_not_changed BEFORE UPDATE ON prior
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER prior_is_not_deleted BEFORE DELETE ON prior
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER certificate_is_not_changed BEFORE UPDATE ON certificate
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER certificate_is_not_deleted BEFORE DELETE ON certificate
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TABLE "target" (           -- tokens of an answer that are explained, on one image, regions and fill
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

CREATE TABLE "finding" (          -- a verdict, a mention or an answer worth explaining
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
  center_x REAL,                  -- of the top regions, in 0 … 1 of the width; NULL where there is none
  center_y REAL,                  -- in 0 … 1 of the height
  overlap REAL,                   -- of the top regions with those of the mention before, IoU; NULL for the first
  distance REAL,                  -- from the center before, in diagonals of the image
  is_jump INTEGER NOT NULL CHECK (is_jump IN (0, 1)) -- 1: away from where the mention before had its evidence
) STRICT;

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

CREATE TRIGGER probe_is_not_changed BEFORE UPDATE OF id, audit_id, position, given_id, image_name, question, object, label, choices, splits, planted, caption ON probe
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER probe_is_not_deleted BEFORE DELETE ON probe
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER caption_is_not_changed BEFORE UPDATE ON caption
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER caption_is_not_deleted BEFORE DELETE ON caption
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER mention_is_not_changed BEFORE UPDATE ON mention
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER mention_is_not_deleted BEFORE DELETE ON mention
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER target_is_not_changed BEFORE UPDATE ON target
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER target_is_not_deleted BEFORE DELETE ON target
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER finding_is_not_changed BEFORE UPDATE OF id, audit_id, probe_id, kind, confidence, reply_key, mention_id ON finding
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER finding_is_not_deleted BEFORE DELETE ON finding
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER explanation_is_not_changed BEFORE UPDATE ON explanation
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER explanation_is_not_deleted BEFORE DELETE ON explanation
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER trigger_set_is_not_changed BEFORE UPDATE ON trigger_set
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER trigger_set_is_not_deleted BEFORE DELETE ON trigger_set
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER joint_target_is_not_changed BEFORE UPDATE ON joint_target
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER joint_target_is_not_deleted BEFORE DELETE ON joint_target
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER recaption_is_not_changed BEFORE UPDATE ON recaption
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER recaption_is_not_deleted BEFORE DELETE ON recaption
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER snowball_is_not_changed BEFORE UPDATE ON snowball
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER snowball_is_not_deleted BEFORE DELETE ON snowball
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER diagnosis_is_not_changed BEFORE UPDATE ON diagnosis
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER diagnosis_is_not_deleted BEFORE DELETE ON diagnosis
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER mention_evidence_is_not_changed BEFORE UPDATE ON mention_evidence
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER mention_evidence_is_not_deleted BEFORE DELETE ON mention_evidence
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TABLE adjudication (       -- what a person says about a probe's label; never changed: a later row of the
                                  -- same person counts instead
  id INTEGER PRIMARY KEY,
  probe_id INTEGER NOT NULL REFERENCES probe (id),
  finding_id INTEGER REFERENCES finding (id), -- that the person looked at; NULL: the answer is none
  verdict TEXT NOT NULL CHECK (verdict IN
    ('confirmed',                 -- the label is right
    'label-wrong',                -- the other answer is right
    'ambiguous')),                -- neither is beyond doubt
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  source TEXT CHECK (source IS NULL OR json_valid(source)), -- the files of labels that it was taken from, a
                                  -- JSON list as audit.sources; NULL: the person judged this one
  decided_at TEXT NOT NULL
) STRICT;

CREATE INDEX adjudication_of_probe ON adjudication (probe_id);

CREATE VIEW current_adjudications AS -- what does each person say by now about which probe?
SELECT adjudication.id AS adjudication, probe.audit_id AS audit, adjudication.probe_id AS probe,
  adjudication.finding_id AS finding, probe.image_name AS image, probe.question AS question,
  probe.label AS label, adjudication.verdict AS verdict, adjudication.author AS author,
  adjudication.reason AS reason, adjudication.decided_at AS decided_at
FROM adjudication JOIN probe ON probe.id = adjudication.probe_id
WHERE NOT EXISTS (
  SELECT 1 FROM adjudication AS later
  WHERE later.probe_id = adjudication.probe_id AND later.author = adjudication.author
    AND coalesce(later.finding_id, adjudication.finding_id, 0)
      = coalesce(adjudication.finding_id, later.finding_id, 0)
    AND (later.decided_at, later.id) > (adjudication.decided_at, adjudication.id));

CREATE VIEW adjudication_disagreements AS -- on which probes do people disagree?
SELECT audit, probe, max(finding) AS finding, image, question, label,
  count(*) AS people, group_concat(author || ': ' || verdict, '; ') AS verdicts
FROM current_adjudications
GROUP BY probe, coalesce(finding, (SELECT min(id) FROM finding WHERE finding.probe_id = probe))
HAVING min(verdict) <> max(verdict);

CREATE TRIGGER adjudication_is_not_changed BEFORE UPDATE ON adjudication
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER adjudication_is_not_deleted BEFORE DELETE ON adjudication
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TABLE share (              -- a part of an audit's probes that was asked by itself
  audit_id INTEGER NOT NULL REFERENCES audit (id),
  count INTEGER NOT NULL CHECK (count > 0), -- into how many parts the images fall
  number INTEGER NOT NULL CHECK (number BETWEEN 1 AND count), -- which of them this is
  finished_at TEXT,               -- NULL until all of it was asked and explained
  PRIMARY KEY (audit_id, count, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE merged_log (         -- a log whose rows were taken into this one
  head BLOB PRIMARY KEY CHECK (length(head) = 32), -- the hash of its last event then
  number INTEGER NOT NULL,        -- the number of that event
  name TEXT NOT NULL,             -- what its file was called, without the folder
  merged_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE merged_event (       -- the events of those logs, as they stand there; their keys are those of
                                  -- the rows there
  id INTEGER PRIMARY KEY,         -- in the order in which they came
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  previous BLOB NOT NULL CHECK (length(previous) = 32), -- the hash of the event before; zeros for the first
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  keys TEXT NOT NULL,
  digests BLOB,
  change TEXT,
  at TEXT NOT NULL
) STRICT;

CREATE TRIGGER merged_event_is_not_changed BEFORE UPDATE ON merged_event
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER merged_event_is_not_deleted BEFORE DELETE ON merged_event
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER share_is_not_changed BEFORE UPDATE OF audit_id, count, number ON share
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER share_is_not_deleted BEFORE DELETE ON share
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER merged_log_is_not_changed BEFORE UPDATE ON merged_log
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER merged_log_is_not_deleted BEFORE DELETE ON merged_log
BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;

CREATE VIEW findings_derived AS   -- what finding_row holds, from the tables that it follows from
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
  (SELECT iif(min(verdict) <> max(verdict), 'disputed', min(verdict)) FROM current_adjudications AS word
    WHERE word.probe = finding.probe_id AND coalesce(word.finding, finding.id) = finding.id
  ) AS adjudicated,               -- what all who judged it say; NULL when nobody did
  (SELECT group_concat(author, ', ') FROM current_adjudications AS word
    WHERE word.probe = finding.probe_id AND coalesce(word.finding, finding.id) = finding.id
  ) AS adjudicated_by,
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

CREATE TABLE finding_row (        -- what findings_derived says, kept by triggers; not evidence, can be
                                  -- made anew from the other tables: hallux log rebuild
  finding INTEGER PRIMARY KEY,
  audit INTEGER NOT NULL,
  model TEXT,
  image TEXT,
  image_digest TEXT,
  question TEXT,
  object TEXT,
  label TEXT,
  said TEXT,
  kind TEXT,
  level TEXT,
  confidence REAL,
  planted TEXT,
  trigger_status TEXT,
  area REAL,
  size INTEGER,
  minimality TEXT,
  evaluations INTEGER NOT NULL,
  insertion_auc REAL,
  deletion_auc REAL,
  influence REAL,
  cause TEXT,
  visual REAL,
  prior REAL,
  snowball REAL,
  gain REAL,
  root TEXT,
  fate TEXT,
  quarter INTEGER,
  bounds TEXT,
  adjudicated TEXT,
  adjudicated_by TEXT,
  state TEXT
) STRICT;

CREATE VIEW findings_view AS      -- what was found, a line each
SELECT
  finding,
  audit,
  model,
  image,
  image_digest,
  question,
  object,
  label,
  said,
  kind,
  level,
  confidence,
  planted,
  trigger_status,
  area,
  size,
  minimality,
  evaluations,
  insertion_auc,
  deletion_auc,
  influence,
  cause,
  visual,
  prior,
  snowball,
  gain,
  root,
  fate,
  quarter,
  bounds,
  adjudicated,
  adjudicated_by,
  state
FROM finding_row;

CREATE INDEX finding_of_target ON finding (target_id) WHERE target_id IS NOT NULL;

CREATE INDEX finding_row_of_audit ON finding_row (audit, kind);

CREATE INDEX finding_row_of_object ON finding_row (object, kind, area);

CREATE INDEX finding_row_of_object_by_confidence ON finding_row (object, confidence);

CREATE INDEX finding_row_of_confidence ON finding_row (confidence, kind);

CREATE INDEX finding_row_of_image ON finding_row (image);

CREATE INDEX finding_row_of_area ON finding_row (area) WHERE area IS NOT NULL;

CREATE INDEX finding_row_of_influence ON finding_row (influence);

CREATE TRIGGER finding_row_after_finding_insert AFTER INSERT ON finding
BEGIN
  DELETE FROM finding_row WHERE finding IN (NEW.id);
  INSERT INTO finding_row SELECT * FROM findings_derived WHERE finding IN (NEW.id);
END;

CREATE TRIGGER finding_row_after_finding_update AFTER UPDATE ON finding
BEGIN
  DELETE FROM finding_row WHERE finding IN (NEW.id);
  INSERT INTO finding_row SELECT * FROM findings_derived WHERE finding IN (NEW.id);
END;

CREATE TRIGGER finding_row_after_probe_update AFTER UPDATE OF image_digest ON probe
BEGIN
  DELETE FROM finding_row WHERE finding IN (SELECT id FROM finding WHERE probe_id = NEW.id);
  INSERT INTO finding_row SELECT * FROM findings_derived WHERE finding IN (SELECT id FROM finding WHERE probe_id = NEW.id);
END;

CREATE TRIGGER finding_row_after_verdict_insert AFTER INSERT ON verdict
BEGIN
  DELETE FROM finding_row WHERE finding IN (SELECT id FROM finding WHERE probe_id = NEW.probe_id);
  INSERT INTO finding_row SELECT * FROM findings_derived WHERE finding IN (SELECT id FROM finding WHERE probe_id = NEW.probe_id);
END;

CREATE TRIGGER finding_row_after_choice_verdict_insert AFTER INSERT ON choice_verdict
BEGIN
  DELETE FROM finding_row WHERE finding IN (SELECT id FROM finding WHERE probe_id = NEW.probe_id);
  INSERT INTO finding_row SELECT * FROM findings_derived WHERE finding IN (SELECT id FROM finding WHERE probe_id = NEW.probe_id);
END;

CREATE TRIGGER finding_row_after_adjudication_insert AFTER INSERT ON adjudication
BEGIN
  DELETE FROM finding_row WHERE finding IN (SELECT id FROM finding WHERE probe_id = NEW.probe_id);
  INSERT INTO finding_row SELECT * FROM findings_derived WHERE finding IN (SELECT id FROM finding WHERE probe_id = NEW.probe_id);
END;

CREATE TRIGGER finding_row_after_trigger_set_insert AFTER INSERT ON trigger_set
BEGIN
  DELETE FROM finding_row WHERE finding IN (NEW.finding_id);
  INSERT INTO finding_row SELECT * FROM findings_derived WHERE finding IN (NEW.finding_id);
END;

CREATE TRIGGER finding_row_after_explanation_insert AFTER INSERT ON explanation
BEGIN
  DELETE FROM finding_row WHERE finding IN (NEW.finding_id);
  INSERT INTO finding_row SELECT * FROM findings_derived WHERE finding IN (NEW.finding_id);
END;

CREATE TRIGGER finding_row_after_diagnosis_insert AFTER INSERT ON diagnosis
BEGIN
  DELETE FROM finding_row WHERE finding IN (NEW.finding_id);
  INSERT INTO finding_row SELECT * FROM findings_derived WHERE finding IN (NEW.finding_id);
END;

CREATE TRIGGER finding_row_after_recaption_insert AFTER INSERT ON recaption
BEGIN
  DELETE FROM finding_row WHERE finding IN (NEW.finding_id);
  INSERT INTO finding_row SELECT * FROM findings_derived WHERE finding IN (NEW.finding_id);
END;

CREATE TRIGGER finding_row_after_evaluation_insert AFTER INSERT ON evaluation
BEGIN
  UPDATE finding_row SET evaluations = evaluations + 1
  WHERE finding IN (SELECT id FROM finding WHERE target_id = NEW.target_id);
END;

CREATE TRIGGER finding_row_after_evaluation_bound AFTER INSERT ON evaluation
WHEN NEW.is_bounded AND NEW.at_most IS NOT '[]'
BEGIN
  UPDATE finding_row SET bounds = iif(bounds IS NULL, '', bounds || ', ') || 'curves'
  WHERE finding IN (SELECT id FROM finding WHERE target_id = NEW.target_id)
    AND insertion_auc IS NOT NULL AND coalesce(instr(bounds, 'curves'), 0) = 0;
END;
