#!/usr/bin/env python3
"""A log many times as large, from copies of all that a generated log holds: enlarge.py LOG TIMES LARGER-LOG

Every row of every table is copied under numbers, keys and names of pictures of its own, events too: tables, indices and rows are
those of a log that was recorded, at a tenth of the time. The chain of the copies does not verify: their digests and hashes
are those of the rows that they were copied from. For measuring only.
"""

import re
import shutil
import sqlite3
import sys

# Nobody's in particular, or the same for every log.
SHARED = {"model", "grdb_migrations"}
# What names a row without a foreign key that says so.
NAMES = {("reply", "image_digest"): ("image", "digest"), ("finding_row", "finding"): ("finding", "id"),
         ("finding_row", "audit"): ("audit", "id"), ("finding_row", "image_digest"): ("image", "digest"), ("event", "number"): ("event", "number")}
# Names of pictures, as `GeneratedAudit` counts them: ten audits further.
PICTURES = {("probe", "image_name"), ("finding_row", "image")}


def main(source, times, target):
    shutil.copyfile(source, target)
    db = sqlite3.connect(target, isolation_level=None)
    for setting in ["journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "ignore_check_constraints = ON", "foreign_keys = OFF"]:
        db.execute(f"PRAGMA {setting}")
    db.execute("ATTACH ? AS source", (f"file:{source}",))
    tables = [name for name, in db.execute("SELECT name FROM source.sqlite_schema WHERE type = 'table'") if name not in SHARED]
    triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    columns = {table: db.execute(f"PRAGMA source.table_info('{table}')").fetchall() for table in tables}
    named = dict(NAMES)
    for table in tables:
        for key in db.execute(f"PRAGMA source.foreign_key_list('{table}')").fetchall():
            named[table, key[3]] = (key[2], key[4])
    largest = {}

    def of_copy(table, column, kind):
        """How a copy says what is in a column; ?1 is the number of the copy."""
        row = (table, column)
        while row in named and named[row] != row: row = named[row]
        if row[0] in SHARED: return column
        is_key = any(c[1] == row[1] and c[5] for c in columns[row[0]]) and sum(c[5] > 0 for c in columns[row[0]]) == 1
        if (table, column) in PICTURES:
            return f"printf('COCO_val2014_%012d.jpg', (CAST(substr({column}, 14, 12) AS INTEGER) + 1000030 * ?1) % 400000)"
        if (table, column) == ("event", "keys"): return "copied_keys(keys, ?1)"
        if kind == "INTEGER" and is_key:
            if row not in largest: largest[row] = db.execute(f"SELECT coalesce(max({row[1]}), 0) FROM source.{row[0]}").fetchone()[0]
            return f"{column} + ?1 * {largest[row]}"
        if kind == "TEXT" and (is_key or column == "key"): return f"substr({column}, 1, 60) || printf('-%03d', ?1)"
        return column

    numbers = {"verdict": "probe", "choice_verdict": "probe", "evaluation": "target", "repeat": "target", "prior": "target", "certificate": "trigger_set"}

    def copied_keys(subject, keys, copy):
        table = numbers.get(subject, subject)
        shift = copy * largest.get((table, "id"), 0)
        keys = re.sub(r"\[(\d+)", lambda match: f"[{int(match[1]) + shift}", keys)
        return re.sub(r'"([0-9a-f]{60})[0-9a-f]{4}"', rf'"\1-{copy:03d}"', keys)

    db.create_function("copied_keys", 3, copied_keys, deterministic=True)
    lists = {}
    for table in tables:
        lists[table] = ", ".join(of_copy(table, c[1], c[2]) for c in columns[table]).replace("copied_keys(keys", "copied_keys(subject, keys")
    db.execute("BEGIN")
    for name, _ in triggers: db.execute(f"DROP TRIGGER {name}")
    for table in tables:
        for copy in range(1, times):
            db.execute(f"INSERT INTO main.{table} SELECT {lists[table]} FROM source.{table} WHERE ?1 > 0", (copy,))
    for _, sql in triggers: db.execute(sql)
    db.execute("COMMIT")
    # As `hallux` opens it.
    db.execute("PRAGMA journal_mode = WAL")
    db.close()


if len(sys.argv) != 4: sys.exit(__doc__)
main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
