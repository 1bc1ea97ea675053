"""POPE's choice of absent objects to ask about: random, popular (most often drawn) and adversarial (most often drawn here)."""
from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.random import Generator

from world import CLASSES, CONTEXTS, Scene, choose_classes

SPLITS = ["random", "popular", "adversarial"]


@lru_cache
def frequencies() -> np.ndarray:
    """How often each class is drawn in each context (contexts x classes), over 3000 draws."""
    rng = np.random.default_rng(5)
    counts = np.zeros((len(CONTEXTS), len(CLASSES)))
    for _ in range(3000):
        context = rng.integers(len(CONTEXTS))
        for name in choose_classes(rng, CONTEXTS[context])[:6]:
            counts[context, CLASSES.index(name)] += 1
    return counts


def present_objects(rng: Generator, scene: Scene, count: int) -> list[str]:
    names = scene.names
    rng.shuffle(names)
    return names[:count]


def absent_objects(rng: Generator, scene: Scene, split: str, count: int, exclude: tuple[str, ...] = ()) -> list[str]:
    counts = frequencies()
    order = {"random": rng.random(len(CLASSES)), "popular": -counts.sum(0),
             "adversarial": -counts[CONTEXTS.index(scene.context)]}[split]
    names = [CLASSES[index] for index in np.argsort(order, kind="stable")]
    return [name for name in names if name not in scene.names and name not in exclude][:count]
