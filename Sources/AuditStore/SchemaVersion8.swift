/// The eighth schema: shares of an audit, logs that were merged into this one, and pictures that are not kept whole.
///
/// The triggers that keep rows as they are follow in `ChainAdoption`, a pair a table.
let schemaVersion8 = """
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

  ALTER TABLE image ADD COLUMN
    kept TEXT /* what png holds, where it is not all pixels: a smaller picture, or no bytes at all */
      CHECK (kept IN ('thumb', 'none'));

  PRAGMA user_version = 8;
  """
