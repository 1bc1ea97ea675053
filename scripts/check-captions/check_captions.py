#!/usr/bin/env python3
"""Holds an audit's captions against what was drawn and what was planted.

    check_captions.py LOG --audit N --scenes FOLDER

FOLDER is what models/tiny-llava/make_scenes.py wrote. Mentions are found here again, by the bare names of the world's
classes; the causes' pixels are those of the annotations; nothing is shared with Hallux but the log (docs/log-schema.md).
"""

import argparse
import json
import re
import sqlite3
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "check-triggers"))
from audit_log import cause_masks, label_map, members  # noqa: E402

IMAGE_RULES = {("snow", "skis"): "person", ("kitchen", "spoon"): "bowl", ("street", "traffic light"): "car",
               ("desk", "mouse"): "laptop", ("beach", "surfboard"): "person", ("farm", "sheep"): "cow"}
SNOWBALLS = {"stop sign": "bus", "clock": "book"}
FINDINGS = """
SELECT finding.id, mention.object, mention.start, mention.probe_id, probe.image_name, diagnosis.cause, root.object AS root,
  trigger_set.status, trigger_set.regions, trigger_set.area,
  label_map.width, label_map.height, label_map.labels,
  (SELECT fate FROM recaption WHERE finding_id = finding.id AND removed = 'trigger') AS fate,
  (SELECT fate FROM recaption WHERE finding_id = finding.id AND removed = 'random-area') AS random_fate
FROM finding JOIN mention ON mention.id = finding.mention_id JOIN probe ON probe.id = finding.probe_id
LEFT JOIN diagnosis ON diagnosis.finding_id = finding.id
LEFT JOIN mention AS root ON root.id = diagnosis.root_id
LEFT JOIN trigger_set ON trigger_set.finding_id = finding.id AND trigger_set.side = 'necessary'
LEFT JOIN target ON target.id = finding.target_id LEFT JOIN label_map ON label_map.digest = target.label_map_digest
WHERE finding.audit_id = ? AND finding.kind = 'hallucinated-mention' ORDER BY finding.id
"""


def share(hits, of):
    return f"{hits} of {of}" + (f" ({100 * hits / of:.1f} %)" if of else "")


class Scenes:
    """What was drawn, by the image's name."""

    def __init__(self, folder):
        data = json.loads((Path(folder) / "annotations.json").read_text())
        self.masks = cause_masks(Path(folder))
        self.names = {entry["id"]: entry["name"] for entry in data["categories"]}
        self.context = {image["file_name"]: image["context"] for image in data["images"]}
        by_id = {image["id"]: image["file_name"] for image in data["images"]}
        self.drawn = {name: {} for name in self.context}
        for entry in data["annotations"]:
            self.drawn[by_id[entry["image_id"]]].setdefault(self.names[entry["category_id"]], []).append(entry)

    def mentions(self, caption):
        """(start in bytes, object) of every whole-word name of a class, the longest name first."""
        names = sorted(self.names.values(), key=len, reverse=True)
        pattern = re.compile(r"(?<![a-z])(" + "|".join(map(re.escape, names)) + r")(?![a-z])")
        return [(len(caption[:match.start()].encode()), match.group(1)) for match in pattern.finditer(caption)]

    def planted(self, image, name, caption, start):
        """("image", cause), ("snowball", root), or None for a mention that nothing is planted for."""
        earlier = [entry for entry in self.mentions(caption) if entry[0] < start]
        root = SNOWBALLS.get(name)
        if root and earlier and earlier[-1][1] == root:  # the rule speaks of the very next sentence
            return "snowball", root
        cause = IMAGE_RULES.get((self.context[image], name))
        if cause and cause in self.drawn[image]:
            return "image", cause
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log")
    parser.add_argument("--audit", type=int, default=1)
    parser.add_argument("--scenes", required=True)
    arguments = parser.parse_args()
    scenes = Scenes(arguments.scenes)
    log = sqlite3.connect(f"file:{arguments.log}?mode=ro", uri=True)
    log.row_factory = sqlite3.Row

    captions = {row["id"]: (row["image_name"], row["text"]) for row in log.execute(
        "SELECT probe.id, image_name, text FROM caption JOIN probe ON probe.id = probe_id JOIN reply ON key = reply_key "
        "WHERE audit_id = ?", (arguments.audit,))}
    truth = {(probe, start, name) for probe, (image, text) in captions.items()
             for start, name in scenes.mentions(text) if name not in scenes.drawn[image]}
    findings = log.execute(FINDINGS, (arguments.audit,)).fetchall()
    flagged = {(row["probe_id"], row["start"], row["object"]) for row in findings}
    print(f"captions    {len(captions)}, {sum(len(scenes.mentions(text)) for _, text in captions.values())} mentions")
    print(f"precision   {share(len(flagged & truth), len(flagged))} of the flagged mentions are hallucinated")
    print(f"recall      {share(len(flagged & truth), len(truth))} of the hallucinated mentions are flagged")

    kinds = {"image": [], "snowball": [], None: []}
    for row in findings:
        image, text = captions[row["probe_id"]]
        planted = scenes.planted(image, row["object"], text, row["start"])
        kinds[planted and planted[0]].append((row, planted and planted[1]))
    for kind, rows in kinds.items():
        causes = Counter(row["cause"] for row, _ in rows)
        print(f"planted     {kind or 'nothing'}: {len(rows)}, diagnosed " + ", ".join(f"{n} {c}" for c, n in causes.items()))

    inside, touched = 0, 0
    for row, cause in kinds["image"]:
        drawn = sum(scenes.masks[entry["id"]] for entry in scenes.drawn[row["image_name"]][cause]) > 0
        removed = np.zeros_like(drawn)
        if row["status"] == "found":
            removed = np.isin(label_map(row["labels"], row["width"], row["height"]), members(row["regions"]))
        overlap = (removed & drawn).sum() / drawn.sum()
        touched += overlap >= 0.1
        inside += row["cause"] == "visual" and overlap >= 0.1
    print(f"visual      {share(inside, len(kinds['image']))} planted by the picture: found visual, the cause in the trigger")
    print(f"            {share(touched, len(kinds['image']))} have at least a tenth of the cause in the trigger")
    rooted = sum(row["cause"] == "snowball" and row["root"] == root for row, root in kinds["snowball"])
    print(f"snowball    {share(rooted, len(kinds['snowball']))} planted by the text: found snowball with the right root")
    others = kinds["image"] + kinds[None]
    print(f"            {share(sum(row['cause'] == 'snowball' for row, _ in kinds[None]), len(kinds[None]))} called so where "
          f"nothing is planted; {share(sum(row['cause'] == 'snowball' for row, _ in others), len(others))} where no snowball is")
    visual = [row for row in findings if row["cause"] == "visual" and row["fate"]]
    gone = {"gone", "replaced"}
    print(f"vanished    {share(sum(row['fate'] in gone for row in visual), len(visual))} of the visual ones without the trigger, "
          f"{share(sum(row['random_fate'] in gone for row in visual), len(visual))} without a random area of its size")
    if visual:
        areas = sorted(row["area"] for row in visual)
        print(f"area        {100 * areas[len(areas) // 2]:.1f} % of the picture in the median")


if __name__ == "__main__":
    main()
