/// The fifth schema: the chain of events that commits to every row, and views for people.
///
/// The triggers that keep rows as they are follow in `ChainAdoption`, a pair a table.
let schemaVersion5 = """
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

  CREATE VIEW false_positives AS    -- where does a model see an object that is not there?
  SELECT finding, audit, model, image, question, object, confidence, trigger_status, area, size,
    minimality, influence
  FROM findings_view WHERE kind = 'false-positive';

  CREATE VIEW false_negatives AS    -- where does a model miss an object that is there?
  SELECT finding, audit, model, image, question, object, confidence, trigger_status, area, size,
    minimality, influence
  FROM findings_view WHERE kind = 'false-negative';

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

  CREATE VIEW problems AS           -- what could not be asked, judged or explained, and why?
  SELECT probe.audit_id AS audit, 'probe' AS what, probe.id AS id, probe.image_name AS image,
    probe.question AS question, probe.problem AS problem
  FROM probe WHERE probe.problem IS NOT NULL
  UNION ALL
  SELECT finding.audit_id, 'finding', finding.id, probe.image_name, probe.question, finding.problem
  FROM finding JOIN probe ON probe.id = finding.probe_id
  WHERE finding.problem IS NOT NULL;

  CREATE VIEW audit_history AS      -- when did an audit begin, stop and go on?
  SELECT audit, event, at, kind, state FROM (
    SELECT keys ->> '$[0][0]' AS audit, number AS event, at, kind, change ->> 'state' AS state,
      change, lag(change) OVER (PARTITION BY keys ORDER BY number) AS before
    FROM event WHERE subject = 'audit' AND change IS NOT NULL
  ) WHERE before IS NULL                -- other columns than the state can change, too
    OR (change ->> 'state', change ->> 'finished_at')
      IS NOT (before ->> 'state', before ->> 'finished_at');

  PRAGMA user_version = 5;
  """
