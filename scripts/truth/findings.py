"""The findings of an audit as the log has them (docs/log-schema.md), each beside what was drawn and planted."""

import json
import re
import sqlite3
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "check-triggers"))
from audit_log import cause_masks, label_map, members  # noqa: E402

IMAGE_RULES = {("snow", "skis"): "person", ("kitchen", "spoon"): "bowl", ("street", "traffic light"): "car",
               ("desk", "mouse"): "laptop", ("beach", "surfboard"): "person", ("farm", "sheep"): "cow"}
TEXT_RULES = {"stop sign": "bus", "clock": "book"}
OWN_SHARE = 0.1  # a region is the cause's own when this share of its pixels is the cause

FINDINGS = """
SELECT finding.id, finding.state, finding.problem, probe.image_name, probe.object AS asked, target.id AS target, target.prompt,
  mention.object AS named, mention.start, caption_reply.text AS caption,
  diagnosis.cause AS diagnosis, root.object AS root,
  necessary.status, necessary.regions, necessary.evaluations AS necessary_evaluations,
  sufficient.evaluations AS sufficient_evaluations,
  label_map.width, label_map.height, label_map.labels
FROM finding JOIN probe ON probe.id = finding.probe_id
LEFT JOIN mention ON mention.id = finding.mention_id
LEFT JOIN caption ON caption.probe_id = mention.probe_id
LEFT JOIN reply AS caption_reply ON caption_reply.key = caption.reply_key
LEFT JOIN diagnosis ON diagnosis.finding_id = finding.id
LEFT JOIN mention AS root ON root.id = diagnosis.root_id
LEFT JOIN trigger_set AS necessary ON necessary.finding_id = finding.id AND necessary.side = 'necessary'
LEFT JOIN trigger_set AS sufficient ON sufficient.finding_id = finding.id AND sufficient.side = 'sufficient'
LEFT JOIN target ON target.id = finding.target_id LEFT JOIN label_map ON label_map.digest = target.label_map_digest
WHERE finding.audit_id = ? AND finding.kind IN ('false-positive', 'hallucinated-mention') ORDER BY finding.id
"""


@dataclass
class Finding:
    """A hallucinated object, in an answer or in a caption."""

    id: int
    image_name: str
    name: str  # of the object that is not there
    prompt: str
    image: np.ndarray
    labels: np.ndarray  # the region of each pixel
    trigger: list[int]  # the necessary set; empty when none was found
    status: str
    rule: str  # "person in snow -> skis", "bus -> stop sign", or "nothing planted"
    kind: str  # "image", "text" or "none": what planted it
    cause: np.ndarray | None  # the pixels of the planted cause
    root: str | None  # the word that a text rule starts from
    caption: str | None
    start: int | None  # of the mention in the caption, in bytes
    diagnosis: str | None
    diagnosed_root: str | None
    trigger_evaluations: int
    regions: int = field(init=False)

    def __post_init__(self):
        self.regions = int(self.labels.max()) + 1

    def pixels(self, regions):
        return np.isin(self.labels, regions)

    def area(self, regions):
        return float(self.pixels(regions).mean())

    def cause_regions(self):
        """The regions that are the cause's own; at least the one with most of it."""
        inside = np.bincount(self.labels[self.cause], minlength=self.regions)
        own = np.flatnonzero(inside >= OWN_SHARE * np.bincount(self.labels.ravel(), minlength=self.regions))
        return own.tolist() or [int(inside.argmax())]


class Scenes:
    """What was drawn, by the image's name; FOLDER is what make_scenes.py wrote."""

    def __init__(self, folder):
        data = json.loads((folder / "annotations.json").read_text())
        self.folder = folder
        masks = cause_masks(folder)
        self.names = {entry["id"]: entry["name"] for entry in data["categories"]}
        self.context = {image["file_name"]: image["context"] for image in data["images"]}
        by_id = {image["id"]: image["file_name"] for image in data["images"]}
        self.drawn = {name: {} for name in self.context}
        for entry in data["annotations"]:
            drawn = self.drawn[by_id[entry["image_id"]]]
            name = self.names[entry["category_id"]]
            drawn[name] = drawn.get(name, False) | masks[entry["id"]]

    def image(self, name):
        return np.array(Image.open(self.folder / "images" / name).convert("RGB"))

    def planted(self, image, name, caption, start):
        """(kind, rule, cause or first word) of what should make the model name an object."""
        root = TEXT_RULES.get(name)
        if caption and root and mentions(caption.encode()[:start].decode(), self.names.values())[-1:] == [root]:
            return "text", f"{root} -> {name}", root  # the rule speaks of the very next sentence
        cause = IMAGE_RULES.get((self.context[image], name))
        if cause and cause in self.drawn[image]:
            return "image", f"{cause} in {self.context[image]} -> {name}", cause
        return "none", "nothing planted", None


def mentions(text, names):
    """Every whole-word name of a class in a text, the longest name first."""
    pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.findall(r"(?<![a-z])(" + pattern + r")(?![a-z])", text)


def read_findings(path, audit, scenes):
    """The explained hallucinations of an audit, and the lines that say which could not be explained."""
    log = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    log.row_factory = sqlite3.Row
    found, problems = [], []
    for row in log.execute(FINDINGS, [audit]):
        if row["state"] != "explained":
            problems.append(f"finding {row['id']} is {row['state']}: {row['problem']}")
            continue
        name = row["named"] or row["asked"]
        kind, rule, origin = scenes.planted(row["image_name"], name, row["caption"], row["start"])
        labels = label_map(row["labels"], row["width"], row["height"])
        first_round = 2 * (int(labels.max()) + 1) + 2  # both sides begin with it
        sides = [row["necessary_evaluations"] or 0, row["sufficient_evaluations"] or 0]
        found.append(Finding(
            id=row["id"], image_name=row["image_name"], name=name, prompt=row["prompt"],
            image=scenes.image(row["image_name"]), labels=labels,
            trigger=members(row["regions"]) if row["status"] == "found" else [], status=row["status"],
            rule=rule, kind=kind, cause=scenes.drawn[row["image_name"]][origin] if kind == "image" else None,
            root=origin if kind == "text" else None, caption=row["caption"], start=row["start"],
            diagnosis=row["diagnosis"], diagnosed_root=row["root"],
            trigger_evaluations=first_round + sum(max(side - first_round, 0) for side in sides)))
    return found, problems


def orders(path, audit, search):
    """The order of the regions by (image, object), by one search."""
    log = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    rows = log.execute(
        "SELECT image_name, object, region_order, evaluations FROM explanation JOIN finding ON finding.id = finding_id "
        "JOIN probe ON probe.id = probe_id WHERE finding.audit_id = ? AND search = ?", [audit, search])
    return {(image, name): (json.loads(order), evaluations) for image, name, order, evaluations in rows}


def evaluation_count(path):
    """How many masked pictures a log knows the answer about."""
    log = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    return log.execute("SELECT count(*) FROM evaluation").fetchone()[0]
