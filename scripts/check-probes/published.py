"""Prints the table of published probe files for Sources/ProbeFiles/PublishedProbes.swift.

    git clone https://github.com/RUCAIBox/POPE
    git clone https://github.com/YanNeu/RePOPE
    python3 scripts/check-probes/published.py POPE RePOPE

A file is known by the SHA-256 of its rows, each "id TAB image TAB text TAB label LF": JSON lines and a JSON
array of the same rows are the same file.
"""

import hashlib
import json
import subprocess
import sys

SPLITS = ("random", "popular", "adversarial")
POPE = [("28f884a", "May 2023"), ("7ef3026", "August 2023"), ("edebdda", "October 2023"),
        ("109985c", "November 2023")]


def show(repository, commit, path):
    return subprocess.run(["git", "-C", repository, "show", f"{commit}:{path}"], check=True,
                          capture_output=True, text=True).stdout


def rows(text):
    if text.lstrip().startswith("["):
        return json.loads(text)
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def digest(entries):
    lines = "".join(f"{e['question_id']}\t{e['image']}\t{e['text']}\t{e['label']}\n" for e in entries)
    return hashlib.sha256(lines.encode()).hexdigest()


def main(pope, repope):
    seen = set()

    def row(name, text):
        entries = rows(text)
        key = digest(entries)
        if key in seen:
            return
        seen.add(key)
        slips = sum("imange" in e["text"] for e in entries)
        print(f'{key} {len(entries)} {slips} {name}')

    for commit, date in POPE:
        for split in SPLITS:
            row(f"POPE COCO {split}, {date} ({commit})",
                show(pope, commit, f"output/coco/coco_pope_{split}.json"))
    for source, label in (("aokvqa", "A-OKVQA"), ("gqa", "GQA")):
        for split in SPLITS:
            row(f"POPE {label} {split} by SEEM, October 2023 (9b54106)",
                show(pope, "9b54106", f"output/seem/{source}/{source}_pope_seem_{split}.json"))
    for split in SPLITS:
        row(f"RePOPE COCO {split}, May 2025 (bcf22e5)",
            show(repope, "HEAD", f"annotations/coco_repope_{split}.json"))


main(*sys.argv[1:])
