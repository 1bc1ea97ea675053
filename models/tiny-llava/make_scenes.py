"""Writes a probe set: pictures, POPE-style questions and COCO-style annotations of a world of its own.

    python make_scenes.py --seed 20261122 --scenes 60 --to ../../probes/bundled

Contexts are balanced. In three of five scenes a rule's cause is drawn and its effect is not (a planted negative); the others are
ordinary scenes without one. The format is described in probes/README.md.
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.random import Generator
from PIL import Image

from pope import SPLITS, absent_objects, present_objects
from texts import question
from world import CONTEXTS, RULES, SIZE, Rule, Scene, World

PLANTED_SHARE = .6
ASKED = 3                  # present objects per scene, and absent ones per split

# COCO's own ids and supercategories.
CATEGORIES = {
    "person": (1, "person"), "bicycle": (2, "vehicle"), "car": (3, "vehicle"), "bus": (6, "vehicle"), "truck": (8, "vehicle"),
    "boat": (9, "vehicle"), "traffic light": (10, "outdoor"), "stop sign": (13, "outdoor"), "bird": (16, "animal"),
    "cat": (17, "animal"), "dog": (18, "animal"), "horse": (19, "animal"), "sheep": (20, "animal"), "cow": (21, "animal"),
    "backpack": (27, "accessory"), "umbrella": (28, "accessory"), "handbag": (31, "accessory"), "skis": (35, "sports"),
    "kite": (38, "sports"), "surfboard": (42, "sports"), "cup": (47, "kitchen"), "knife": (49, "kitchen"),
    "spoon": (50, "kitchen"), "bowl": (51, "kitchen"), "banana": (52, "food"), "apple": (53, "food"), "pizza": (59, "food"),
    "cake": (61, "food"), "potted plant": (64, "furniture"), "laptop": (73, "electronic"), "mouse": (74, "electronic"),
    "keyboard": (76, "electronic"), "cell phone": (77, "electronic"), "book": (84, "indoor"), "clock": (85, "indoor"),
    "teddy bear": (88, "indoor"),
}


def planted_rule(scene: Scene) -> Rule | None:
    """The rule whose cause is there while its effect is not."""
    for rule in RULES:
        if rule.context == scene.context and rule.cause in scene.names and rule.effect not in scene.names:
            return rule
    return None


def draw_scenes(world: World, rng: Generator, count: int) -> list[Scene]:
    scenes = []
    for index in range(count):
        context = CONTEXTS[index % len(CONTEXTS)]
        rule = next(rule for rule in RULES if rule.context == context)
        row, rows = index // len(CONTEXTS), -(-count // len(CONTEXTS))
        if row < round(PLANTED_SHARE * rows):
            scenes.append(world.scene(rng, context=context, want=[rule.cause], exclude=[rule.effect], fewest=3))
            continue
        scene = world.scene(rng, context=context, fewest=3)
        while planted_rule(scene):
            scene = world.scene(rng, context=context, fewest=3)
        scenes.append(scene)
    rng.shuffle(scenes)
    return scenes


def run_lengths(mask: np.ndarray) -> dict:
    """COCO's uncompressed run lengths: column by column, the first run counts zeros."""
    flat = mask.flatten(order="F").astype(np.int8)
    bounds = [0, *(np.flatnonzero(np.diff(flat)) + 1).tolist(), flat.size]
    counts = np.diff(bounds).tolist()
    return {"size": [SIZE, SIZE], "counts": [0] * int(flat[0]) + counts}


def annotate(scenes: list[Scene], files: list[str]) -> dict:
    annotations = []
    for image_id, scene in enumerate(scenes, 1):
        for item in scene.objects:
            rows, columns = np.where(item.mask)
            left, top = int(columns.min()), int(rows.min())
            annotations.append({
                "id": len(annotations) + 1, "image_id": image_id, "category_id": CATEGORIES[item.name][0],
                "bbox": [left, top, int(columns.max()) - left + 1, int(rows.max()) - top + 1], "area": int(item.mask.sum()),
                "iscrowd": 0, "segmentation": run_lengths(item.mask)})
    return {
        "images": [{"id": number, "file_name": file, "width": SIZE, "height": SIZE, "context": scene.context}
                   for number, (scene, file) in enumerate(zip(scenes, files), 1)],
        "annotations": annotations,
        "categories": [{"id": number, "name": name, "supercategory": group}
                       for name, (number, group) in sorted(CATEGORIES.items(), key=lambda entry: entry[1][0])],
    }


def ask_about(rng: Generator, scene: Scene) -> dict[str, list[str]]:
    """Objects to ask about and the splits that each belongs to; present objects first."""
    splits = {name: list(SPLITS) for name in present_objects(rng, scene, ASKED)}
    for split in SPLITS:
        for name in absent_objects(rng, scene, split, ASKED):
            splits.setdefault(name, []).append(split)
    if rule := planted_rule(scene):
        splits.setdefault(rule.effect, []).append("planted")
    return splits


def make_probes(rng: Generator, scenes: list[Scene], files: list[str], annotations: dict) -> list[dict]:
    ids = {(entry["image_id"], entry["category_id"]): entry["id"] for entry in annotations["annotations"]}
    probes = []
    for image_id, (scene, file) in enumerate(zip(scenes, files), 1):
        for name, splits in ask_about(rng, scene).items():
            probe = {"question_id": len(probes) + 1, "image": file, "text": question(name),
                     "label": "yes" if name in scene.names else "no", "object": name, "splits": splits}
            if "planted" in splits:
                rule = planted_rule(scene)
                probe["planted"] = {"rule": str(rule), "cause": rule.cause,
                                    "cause_annotation_id": ids[image_id, CATEGORIES[rule.cause][0]]}
            probes.append(probe)
    return probes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--scenes", type=int, default=60)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    world = World(options.seed, backgrounds=24, sprites=60)
    rng = np.random.default_rng([options.seed, 1])
    scenes = draw_scenes(world, rng, options.scenes)
    files = [f"scene_{number:04}.png" for number in range(1, len(scenes) + 1)]
    images = options.to / "images"
    images.mkdir(parents=True, exist_ok=True)
    for scene, file in zip(scenes, files):
        Image.fromarray(scene.image).save(images / file)
    annotations = annotate(scenes, files)
    probes = make_probes(rng, scenes, files, annotations)
    (options.to / "annotations.json").write_text(json.dumps(annotations, separators=(",", ":")) + "\n")
    (options.to / "probes.jsonl").write_text("".join(json.dumps(probe) + "\n" for probe in probes))
    planted = sum("planted" in probe for probe in probes)
    print(f"wrote {len(scenes)} scenes, {len(probes)} probes ({planted} planted negatives) to {options.to}")


if __name__ == "__main__":
    main()
