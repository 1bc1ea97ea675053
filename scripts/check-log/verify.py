#!/usr/bin/env python3
"""Follows the chain of an audit log as docs/log-schema.md defines it, with the standard library alone.

verify.py LOG: prints a line a problem, then the head; ends with 1 where there was a problem. It does not check
the file's pages, the schema and the pictures' pixels: `hallux log verify` does.
"""

import hashlib
import json
import sqlite3
import struct
import sys


def digest(name, fields):
    """SHA-256 of a record: its name, then each field that has a value, in the order of their names."""
    def part(value):
        if isinstance(value, int):
            return b"I" + struct.pack(">q", value)
        if isinstance(value, float):
            return b"R" + struct.pack(">d", value)
        text = isinstance(value, str)
        value = value.encode("utf-8", "surrogateescape") if text else value
        return (b"T" if text else b"B") + struct.pack(">Q", len(value)) + value
    present = sorted((key, value) for key, value in fields.items() if value is not None)
    return hashlib.sha256(part(name) + b"".join(part(key) + part(value) for key, value in present)).digest()


log = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
log.row_factory = sqlite3.Row
log.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
info = {table: list(log.execute("SELECT * FROM pragma_table_info(?)", (table,))) for (table,) in
        log.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'"
                    " AND name NOT IN ('event', 'merged_event', 'finding_row')")}  # finding_row is no evidence: it follows from the others
problems, claimed, changes = [], set(), {}
number, previous = 0, bytes(32)
for event in map(dict, log.execute("SELECT * FROM event ORDER BY number")):
    number, hash = number + 1, event.pop("hash")
    if event["number"] == number and digest("event", event | {"previous": previous}) != hash:
        problems.append(f"event {number}: its hash is another")
    if event["number"] != number:
        problems.append(f"event {number}: missing")
    number, previous = event["number"], hash
    table, keys = event["subject"], json.loads(event["keys"])
    if event["change"]:
        changes[table, str(keys[0])] = json.loads(event["change"])
    if event["digests"]:
        claimed |= {(table, str(key), event["digests"][32 * i:32 * i + 32], number) for i, key in enumerate(keys)}

changing = {table: set() for table in info}  # the columns of each table that change over time: those that an event names
for (table, _), change in changes.items():
    changing[table] |= change.keys()
rows = {}
for table, columns in info.items():
    order = [column["name"] for column in sorted(columns, key=lambda c: c["pk"]) if column["pk"]]
    for row in map(dict, log.execute(f'SELECT * FROM "{table}"')):
        key = str([row[name].hex() if isinstance(row[name], bytes) else row[name] for name in order])
        change = {name: row.pop(name) for name in changing[table]}
        rows[table, key] = digest(table, row)
        if change != changes.get((table, key), dict.fromkeys(change)):
            problems.append(f"{table} {key}: not as last changed")
problems += [f"{table} {key}: not as event {number} recorded it" for table, key, recorded, number in claimed
             if rows.get((table, key)) != recorded]
problems += [f"{table} {key}: no event recorded it" for table, key in rows.keys() - {row[:2] for row in claimed}]
heads = {bytes(32): 0}  # of the chains of merged logs: each event follows one that is there
for event in map(dict, log.execute("SELECT * FROM merged_event ORDER BY id") if "merged_log" in info else ()):
    hash, number, _ = event.pop("hash"), event["number"], event.pop("id")
    if digest("event", event) != hash or heads.get(event["previous"]) != number - 1:
        problems.append(f"event {number} of a merged log: not as its hash has it, or behind none")
    heads[hash] = number
problems += [f"merged_log {head.hex()}: its head is not there" for head, number in
             (log.execute("SELECT head, number FROM merged_log") if "merged_log" in info else ()) if heads.get(head) != number]
print("\n".join(sorted(problems) + [f"head {previous.hex()}"]))
sys.exit(bool(problems))
