"""The worst ten planted cases: which they are, a picture of each, and why it went so, in words that a person wrote."""

import json
import os
from pathlib import Path

import numpy as np
from PIL import Image

import asking
from findings import Scenes
from figures import TENTH
from tables import table

COUNT = 10
REMARKS = Path(__file__).resolve().parent / "remarks.json"
TRIGGER, CAUSE = (255, 40, 40), (60, 255, 60)
COLORS = 40  # of a picture, so that it stays small


def badness(row):
    """Missed, then not gone without the trigger, then hardly hit, then large."""
    covered = row["aim"]["of_cause"]
    return (covered < TENTH) * 4 + (not row["gone"].get("trigger")) * 3 + (row["gone"]["cause"] is not True) \
        + (1 - covered) * .5 + (row["area"] or 1) * 2


def worst(rows):
    """The worst planted findings of both kinds, as (kind, row)."""
    planted = [(kind, row) for kind in ["questions", "captions"] for row in rows[kind] if row["kind"] == "image"]
    return sorted(planted, key=lambda pair: (-badness(pair[1]), pair[1]["image"], pair[0]))[:COUNT]


def case_table(rows, folder, pictures, page):
    """Draws the pictures into a folder and returns the section about them."""
    remarks = json.loads(REMARKS.read_text()) if REMARKS.exists() else {}
    scenes = Scenes(folder)
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("*.png"):
        old.unlink()
    lines = []
    for place, (kind, row) in enumerate(worst(rows), 1):
        path = pictures / f"{place:02}-{row['object'].replace(' ', '-')}.png"
        draw(row, scenes).save(path, optimize=True)
        link = os.path.relpath(path, page.parent if page else Path.cwd())
        aim, gone = row["aim"], row["gone"]
        facts = (f"{row['size']} of {row['regions']} regions, {100 * (row['area'] or 0):.1f} % of the picture, "
                 f"{100 * aim['of_cause']:.0f} % of the cause; gone without trigger: {word(gone.get('trigger'))}, "
                 f"cause's pixels: {word(gone['cause'])}, its regions: {word(gone['cause_regions'])}")
        key = f"{rows['seed']} {kind} {row['image']} {row['object']}"
        lines.append([f"![{row['rule']}]({link})", f"{row['rule']}, {kind}, {row['image']}", facts,
                      remarks.get(key, "(not looked at)")])
    return "\n### The worst ten\n\n" + table(["scene; without the trigger; without the cause", "finding", "seen", "why"], lines)


def word(gone):
    return "yes" if gone else "no"


def draw(row, scenes):
    """Three panels: trigger (red) and cause (green) outlined, the picture without the trigger, and without the cause."""
    image = scenes.image(row["image"])
    runs = row["trigger_runs"]
    trigger = np.repeat(np.arange(len(runs)) % 2 == 1, runs).reshape(image.shape[:2])
    cause = scenes.drawn[row["image"]][row["rule"].partition(" in ")[0]]
    panels = [enlarged(picture) for picture in [image, asking.without(image, trigger), asking.without(image, cause)]]
    panels[0][edge(enlarged(cause))] = CAUSE
    panels[0][edge(enlarged(trigger))] = TRIGGER
    gap = np.full((panels[0].shape[0], 6, 3), 255, np.uint8)
    joined = np.concatenate([panels[0], gap, panels[1], gap, panels[2]], 1)
    return Image.fromarray(joined).quantize(256, dither=Image.Dither.NONE)


def enlarged(pixels):
    """Every pixel twice each way; of a picture, with few colors, so that the file stays small."""
    if pixels.ndim == 3:
        pixels = np.array(Image.fromarray(pixels).quantize(COLORS, dither=Image.Dither.NONE).convert("RGB"))
    return pixels.repeat(2, 0).repeat(2, 1)


def edge(pixels):
    """The pixels of a set that have a neighbor outside."""
    padded = np.pad(pixels, 1)
    inside = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return pixels & ~inside
