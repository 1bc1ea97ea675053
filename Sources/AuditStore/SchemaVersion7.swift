/// The seventh schema: what people say about findings and labels.
///
/// The triggers of the new table follow in `ChainAdoption`.
let schemaVersion7 = """
  DROP VIEW findings_view;

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

  PRAGMA user_version = 7;
  """
