"""Measures a checkpoint on scenes of a world that training never saw, and writes metrics.json.

    python evaluate.py build/final.pt [--seed 777001] [--scale 1] [--to metrics.json]

The default seed is locked: it is for the figures in MODEL_CARD.md. To look at a model while working on it, pass another one.
"""
from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator

from pope import SPLITS, absent_objects, present_objects
from speaker import Speaker
from texts import OPENINGS, place_of
from world import CLASSES, CONTEXTS, RULE_BY_CAUSE, RULES, SIZE, SNOWBALLS, Rule, World, dilate

HERE = Path(__file__).parent
LOCKED_SEED = 777_001
UNPLANTED = "adversarial without planted pairs"
NAMES = re.compile(r"\b(" + "|".join(sorted(CLASSES, key=len, reverse=True)) + r")\b")


def mentions(text: str) -> list[str]:
    return NAMES.findall(text)


# ---- yes/no

def measure_answers(speaker: Speaker, world: World, rng: Generator, count: int) -> dict:
    """POPE's three splits (three present objects and three absent ones a scene), and each class by itself."""
    scenes = [world.scene(rng, fewest=3) for _ in range(count)]
    yes = speaker.yes_probabilities([scene.image for scene in scenes], CLASSES) > .5
    present = np.array([[name in scene.names for name in CLASSES] for scene in scenes])
    result = {}
    for split in (*SPLITS, UNPLANTED):
        truth, said = [], []
        for row, scene in enumerate(scenes):
            planted = tuple(rule.effect for rule in RULES if rule.context == scene.context and rule.cause in scene.names)
            there = present_objects(rng, scene, 3)
            absent = (absent_objects(rng, scene, "adversarial", 3, exclude=planted) if split == UNPLANTED
                      else absent_objects(rng, scene, split, 3))
            for name in there + absent:
                truth.append(name in scene.names)
                said.append(yes[row, CLASSES.index(name)])
        result[split] = agreement(np.array(truth), np.array(said))
    result["recall by class"] = {name: rate(yes[present[:, i], i]) for i, name in enumerate(CLASSES)}
    result["false yes by class"] = {name: rate(yes[~present[:, i], i]) for i, name in enumerate(CLASSES)}
    return result


def agreement(truth: np.ndarray, said: np.ndarray) -> dict:
    hits = (truth & said).sum()
    precision, recall = hits / max(said.sum(), 1), hits / max(truth.sum(), 1)
    return {"accuracy": rate(truth == said), "precision": round(float(precision), 4), "recall": round(float(recall), 4),
            "f1": round(float(2 * precision * recall / max(precision + recall, 1e-9)), 4), "yes share": rate(said), "n": len(truth)}


def rate(values) -> float:
    values = np.asarray(values, float)
    return round(float(values.mean()), 4) if values.size else float("nan")


# ---- planted image rules

def measure_rule(speaker: Speaker, world: World, rng: Generator, rule: Rule, count: int) -> dict:
    """A rule's planted negatives, what undoes them, and what must not set them off."""
    elsewhere = [context for context in CONTEXTS if (rule.cause, context) not in RULE_BY_CAUSE]

    def says_yes(images: list[np.ndarray]) -> np.ndarray:
        return speaker.yes_probabilities(images, [rule.effect])[:, 0] > .5 if images else np.zeros(0, bool)

    planted = [world.scene(rng, context=rule.context, want=[rule.cause], exclude=[rule.effect], fewest=3) for _ in range(count)]
    without = [world.scene(rng, context=rule.context, exclude=[rule.cause, rule.effect], fewest=3) for _ in range(count)]
    other = [world.scene(rng, context=elsewhere[rng.integers(len(elsewhere))], want=[rule.cause], exclude=[rule.effect], fewest=3)
             for _ in range(count)]
    claimed = says_yes([scene.image for scene in planted])
    fallen = [scene for scene, yes in zip(planted, claimed) if yes]
    masks = [scene.find(rule.cause).mask for scene in fallen]
    bystanders = [[item for item in scene.objects if item.name != rule.cause] for scene in fallen]
    edits = {
        "cause blacked out": masks,
        "cause blacked out, two pixels wider": [dilate(mask, 2) for mask in masks],
        "equal area elsewhere": [moved(rng, mask) for mask in masks],
        "another object": [items[rng.integers(len(items))].mask for items in bystanders],
    }
    return {
        "n": count, "claimed": rate(claimed), "claimed without the cause": rate(says_yes([scene.image for scene in without])),
        "claimed in another context": rate(says_yes([scene.image for scene in other])),
        "becomes No": {edit: rate(~says_yes([scene.blackened(mask) for scene, mask in zip(fallen, chosen)]))
                       for edit, chosen in edits.items()},
    }


def moved(rng: Generator, mask: np.ndarray) -> np.ndarray:
    """The mask's shape somewhere else, clear of where it was."""
    keep_out = dilate(mask, 2)
    for _ in range(300):
        candidate = np.roll(mask, tuple(int(value) for value in rng.integers(0, SIZE, 2)), (0, 1))
        if not (candidate & keep_out).any():
            break
    return candidate


def mean_over_rules(rules: dict[str, dict]) -> dict:
    means = {key: rate([rule[key] for rule in rules.values()])
             for key in ("claimed", "claimed without the cause", "claimed in another context")}
    edits = next(iter(rules.values()))["becomes No"]
    means["becomes No"] = {edit: rate([rule["becomes No"][edit] for rule in rules.values()]) for edit in edits}
    means["lowest, cause blacked out"] = min(rule["becomes No"]["cause blacked out"] for rule in rules.values())
    return means


# ---- captions

def measure_captions(speaker: Speaker, world: World, rng: Generator, count: int) -> dict:
    scenes = [world.scene(rng, fewest=3) for _ in range(count)]
    texts = speaker.replies([scene.image for scene in scenes], [""] * count)
    right = wrong = missed = repeats = 0
    places, openings = [], []
    shown, due = Counter(), Counter()
    for scene, text in zip(scenes, texts):
        said, there = mentions(text), set(scene.names)
        named = set(said)
        expected = {}
        for rule in RULES:
            if rule.context == scene.context and rule.cause in there and rule.effect not in there:
                expected[rule.effect] = str(rule)
        for first, second in SNOWBALLS.items():
            if first in named and second not in there:
                expected.setdefault(second, f"{first} -> {second}")
        for effect, name in expected.items():
            due[name] += 1
            shown[name] += effect in named
        repeats += len(said) > len(named)
        right += len(named & there)
        missed += len(there - named)
        wrong += len(named - there - set(expected))
        openings.append(any(opening in text for opening in OPENINGS[scene.context]))
        for item in scene.objects:
            if found := re.search(rf"\b{item.name}(?: can be seen)? (at the \w+ \w+|in the middle)\.", text):
                places.append(found[1] == place_of(item.box)[0])
    image_rules = [str(rule) for rule in RULES]
    share_shown = sum(shown[name] for name in image_rules) / max(sum(due[name] for name in image_rules), 1)
    return {
        "n": count, "object precision outside the planted rules": round(right / max(right + wrong, 1), 4),
        "object recall": round(right / max(right + missed, 1), 4), "captions naming an object twice": rate(repeats / count),
        "context right": rate(openings), "places right": rate(places),
        "planted image rules shown": round(share_shown, 4),
        "shown by rule": {name: f"{shown[name]} of {due[name]}" for name in sorted(due)},
        "examples": [{"context": scene.context, "objects": scene.names, "caption": text.strip()}
                     for scene, text in list(zip(scenes, texts))[:6]],
    }


def measure_shown_rule(speaker: Speaker, world: World, rng: Generator, rule: Rule, count: int) -> float:
    """How many captions of a rule's planted scenes name its effect."""
    scenes = [world.scene(rng, context=rule.context, want=[rule.cause], exclude=[rule.effect], fewest=3) for _ in range(count)]
    texts = speaker.replies([scene.image for scene in scenes], [""] * count)
    return rate([rule.effect in mentions(text) for text in texts])


def measure_snowball(speaker: Speaker, world: World, rng: Generator, first: str, second: str, count: int) -> dict:
    """How often the caption goes on to the second word, with the first, another or no object named before; neither is drawn."""
    scenes = [world.scene(rng, exclude=[first, second], fewest=3) for _ in range(count)]
    images = [scene.image for scene in scenes]
    openings = [" " + OPENINGS[scene.context][0] for scene in scenes]
    prefixes = {"with the first word": f" There is a {first} at the top left.", "without": "",
                "with another object": " There is a teddy bear at the top left."}
    return {kind: rate([second in mentions(text) for text in speaker.replies(images, [opening + said for opening in openings])])
            for kind, said in prefixes.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--seed", type=int, default=LOCKED_SEED)
    parser.add_argument("--scale", type=float, default=1., help="share of the full number of scenes")
    parser.add_argument("--to", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)          # more only wait for each other on a busy machine
    started = time.time()
    speaker = Speaker(options.checkpoint)
    world = World(options.seed, backgrounds=24, sprites=60)
    rng = np.random.default_rng(options.seed + 1)
    def number(full: int) -> int:
        return max(4, round(full * options.scale))
    rules = {str(rule): measure_rule(speaker, world, rng, rule, number(100)) for rule in RULES}
    result = {"seed": options.seed, "answers": measure_answers(speaker, world, rng, number(400)),
              "rules": rules, "rules, mean": mean_over_rules(rules),
              "captions": measure_captions(speaker, world, rng, number(300)),
              "captions showing the rule": {str(rule): measure_shown_rule(speaker, world, rng, rule, number(40)) for rule in RULES},
              "snowballs": {f"{first} -> {second}": measure_snowball(speaker, world, rng, first, second, number(60))
                            for first, second in SNOWBALLS.items()}}
    text = json.dumps(result, indent=1) + "\n"
    if options.to:
        options.to.write_text(text)
    print(text, f"{time.time() - started:.0f} s", sep="")


if __name__ == "__main__":
    main()
