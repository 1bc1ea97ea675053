"""Prints the digests of the published POPE and RePOPE files, for Sources/ProbeFiles/Published/PublishedFile+Registry.swift.

    python3 scripts/published_digests.py POPE_CLONE REPOPE_CLONE

The clones are those of github.com/RUCAIBox/POPE and github.com/YanNeu/RePOPE, bare or not. The first digest is
SHA-256 of the file's bytes, the second of its rows: question id, image, question and label, each ended by U+001F,
and the row by a newline, in the file's order.
"""

import hashlib
import json
import subprocess
import sys

SPLITS = ["random", "popular", "adversarial"]


def content(clone, commit, path):
    return subprocess.run(
        ["git", "-C", clone, "show", f"{commit}:{path}"], capture_output=True, check=True).stdout


def rows(data):
    text = data.decode()
    return json.loads(text) if text.lstrip()[0] == "[" else [json.loads(line) for line in text.splitlines() if line]


def describe(name, data):
    read = rows(data)
    canonical = "".join(
        "".join(f"{row[key]}\x1f" for key in ["question_id", "image", "text", "label"]) + "\n" for row in read)
    typos = sum("imange" in row["text"] for row in read)
    print(name, f"{len(read)} rows, {typos} with imange")
    print("  ", hashlib.sha256(data).hexdigest())
    print("  ", hashlib.sha256(canonical.encode()).hexdigest())


pope, repope = sys.argv[1:]
for commit in ["28f884a", "e3e3926", "7ef3026", "edebdda", "109985c", "3df3ba1"]:
    for split in SPLITS:
        describe(f"{commit} {split}", content(pope, commit, f"output/coco/coco_pope_{split}.json"))
for data_set in ["aokvqa", "gqa"]:
    for split in SPLITS:
        path = f"output/seem/{data_set}/{data_set}_pope_seem_{split}.json"
        describe(f"{data_set} {split}", content(pope, "9b54106", path))
for split in SPLITS:
    describe(f"RePOPE {split}", content(repope, "127ad0f", f"annotations/coco_repope_{split}.json"))
