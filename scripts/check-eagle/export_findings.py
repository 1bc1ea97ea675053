#!/usr/bin/env python3
"""Writes the findings that `hallux audit --search greedy` explained as check_eagle.py takes them.

    python3 export_findings.py audits/log.sqlite --audit 1 --to findings/

One picture and one JSON file a finding, named after it; the form is described in check_eagle.py. The log
is only read (its tables: docs/log-schema.md). Needs nothing but Python.
"""

import argparse
import json
import pathlib
import sqlite3

FINDINGS = """
SELECT finding.id, image.png, target.prompt, target.answer_prefix, target.tokens, target.fill,
  label_map.width, label_map.labels, label_map.method, explanation.region_order,
  explanation.insertion, explanation.deletion, (SELECT max(margin) - min(margin) FROM repeat
    WHERE repeat.target_id = target.id) AS noise_floor
FROM finding
JOIN explanation ON explanation.finding_id = finding.id AND explanation.search = 'greedy'
JOIN target ON target.id = finding.target_id
JOIN image ON image.digest = target.image_digest
JOIN label_map ON label_map.digest = target.label_map_digest
WHERE finding.audit_id = ? AND finding.state = 'explained'
ORDER BY finding.id
"""


def varints(data):
    """The numbers of LEB128: seven bits a byte, least significant first."""
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value = shift = 0


def rows_of_labels(data, width):
    """The region of each pixel, row by row, from runs of a length and a folded label difference."""
    numbers = varints(data)
    labels, label = [], 0
    for length, folded in zip(numbers, numbers):
        label += (folded >> 1) ^ -(folded & 1)
        labels += [label] * length
    return [labels[start : start + width] for start in range(0, len(labels), width)]


def exported(row, image):
    """A finding as check_eagle.py reads it."""
    tokens = json.loads(row["tokens"])
    if len(tokens) != 1 or row["answer_prefix"]:
        raise SystemExit(f"finding {row['id']}: only an answer's first token can be compared")
    # The curves begin with no region; upstream's scores with one.
    curves = zip(json.loads(row["insertion"])[1:], json.loads(row["deletion"])[1:])
    return {
        "image": image,
        "question": row["prompt"],
        "token": tokens[0]["token"],
        "token_id": tokens[0].get("id"),
        "labels": rows_of_labels(row["labels"], row["width"]),
        "superpixels": row["method"],
        "fill": row["fill"],
        "order": json.loads(row["region_order"]),
        "smdl_scores": [shown[1] + 1 - hidden[1] for shown, hidden in curves],
        "noise_floor": row["noise_floor"],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("log", type=pathlib.Path, help="the audit log")
    parser.add_argument("--audit", type=int, required=True, help="the audit's number")
    parser.add_argument("--to", type=pathlib.Path, required=True, help="the folder to write")
    arguments = parser.parse_args()

    log = sqlite3.connect(f"{arguments.log.resolve().as_uri()}?mode=ro", uri=True)
    log.row_factory = sqlite3.Row
    rows = log.execute(FINDINGS, [arguments.audit]).fetchall()
    if not rows:
        raise SystemExit(f"audit {arguments.audit} has no finding explained with --search greedy")
    arguments.to.mkdir(parents=True, exist_ok=True)
    for row in rows:
        name = f"audit-{arguments.audit}-finding-{row['id']}"
        (arguments.to / f"{name}.png").write_bytes(row["png"])
        (arguments.to / f"{name}.json").write_text(json.dumps(exported(row, f"{name}.png")) + "\n")
    print(f"{len(rows)} findings in {arguments.to}")


main()
