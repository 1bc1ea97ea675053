"""Reads an audit's triggers from the log, and where the planted causes are; docs/log-schema.md."""

import io
import json
import sqlite3
from dataclasses import dataclass

import numpy as np
from PIL import Image

TRIGGERS = """
SELECT trigger_set.id, finding.id AS finding, trigger_set.side, trigger_set.regions,
  probe.planted, target.prompt, target.said, target.fill,
  label_map.width, label_map.height, label_map.labels, image.png
FROM trigger_set
JOIN finding ON finding.id = trigger_set.finding_id
JOIN probe ON probe.id = finding.probe_id
JOIN target ON target.id = finding.target_id
JOIN label_map ON label_map.digest = target.label_map_digest
JOIN image ON image.digest = target.image_digest
WHERE finding.audit_id = ? AND trigger_set.status = 'found'
ORDER BY finding.id, trigger_set.side
"""
MARGINS = """
SELECT margin FROM certificate
WHERE trigger_set_id = ? AND claim IN ('set-suffices', 'region-needed')
ORDER BY claim = 'region-needed', region
"""


@dataclass
class Trigger:
    """A found trigger and what it is about."""

    finding: int
    side: str  # "necessary": without the set the answer flips; "sufficient": with it alone it stays
    regions: list[int]
    cause: int | None  # the annotation of a planted finding's cause
    prompt: str
    said: str  # "yes" or "no"
    labels: np.ndarray  # the region of each pixel
    image: np.ndarray
    margins: list[float]  # as logged: of the set, then without each of its regions in turn

    def pixels(self, regions):
        return np.isin(self.labels, regions)


def read_triggers(path, audit):
    """The model of an audit, and every trigger that it found."""
    log = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    log.row_factory = sqlite3.Row
    model = log.execute(
        "SELECT name, fingerprint FROM audit JOIN model ON model.id = model_id WHERE audit.id = ?",
        [audit],
    ).fetchone()
    if model is None:
        raise SystemExit(f"the log has no audit {audit}")
    return model, [trigger(row, log) for row in log.execute(TRIGGERS, [audit])]


def trigger(row, log):
    if row["fill"] != "black":
        raise SystemExit(f"finding {row['finding']}: only black fill is composed here")
    planted = json.loads(row["planted"] or "{}")
    return Trigger(
        finding=row["finding"],
        side=row["side"],
        regions=members(row["regions"]),
        cause=planted.get("causeAnnotationID"),
        prompt=row["prompt"],
        said=row["said"],
        labels=label_map(row["labels"], row["width"], row["height"]),
        image=np.array(Image.open(io.BytesIO(row["png"])).convert("RGB")),
        margins=[margin for (margin,) in log.execute(MARGINS, [row["id"]])],
    )


def members(bits):
    """The regions of a set in rising order: region r is bit r % 8 of byte r / 8."""
    return [r for r in range(8 * len(bits)) if bits[r // 8] >> r % 8 & 1]


def label_map(data, width, height):
    """Decodes runs, row by row: a length and a zigzag label difference, each an LEB128 varint."""
    numbers, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(value)
            value = shift = 0
    folded = np.array(numbers[1::2])
    labels = np.cumsum((folded >> 1) ^ -(folded & 1))
    return np.repeat(labels, numbers[0::2]).reshape(height, width)


def cause_masks(probes):
    """The pixels of every annotation, by its id; COCO's run lengths go down the columns."""
    path = probes / "annotations.json"
    if not path.exists():
        return {}
    masks = {}
    for annotation in json.loads(path.read_text())["annotations"]:
        (height, width), counts = (annotation["segmentation"][key] for key in ("size", "counts"))
        flat = np.repeat(np.arange(len(counts)) % 2 == 1, counts)
        masks[annotation["id"]] = flat.reshape(width, height).T
    return masks
